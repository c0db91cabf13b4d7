/** Texts that were planted, and where they turned up. */

/** Something that came out: where, and all of it. */
export interface Seen {
  readonly where: string;
  readonly text: string;
}

/** Every form in which a text may stand in another. */
function formsOf(marker: string): string[] {
  const base64 = Buffer.from(marker).toString('base64').replace(/=+$/, '');
  return [marker, JSON.stringify(marker).slice(1, -1), encodeURIComponent(marker), base64];
}

/** Where which of the markers stands, a line each: the name of the marker, not the marker. */
export function leaks(seen: readonly Seen[], markers: Readonly<Record<string, string>>): string[] {
  const found = seen.flatMap(({ where, text }) =>
    Object.entries(markers)
      .filter(([, marker]) => formsOf(marker).some((form) => text.includes(form)))
      .map(([name]) => `${name} in ${where}`),
  );
  return [...new Set(found)];
}
