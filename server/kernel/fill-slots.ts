/** Text with slots such as {keyword}. */

/**
 * Fills every slot of a text.
 *
 * @throws {Error} A broken invariant, if the text has a slot that no word is given for: our mistake.
 */
export function fillSlots(text: string, words: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`Broken invariant: nothing fills the slot ${slot} of "${text}".`);
    return word;
  });
}
