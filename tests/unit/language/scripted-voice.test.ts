import { describe, expect, test } from 'vitest';
import { personaOf, sentencesOf, write } from './scripted-bots.ts';

const post = 'Newcomers leave because nobody greets them; mentoring changed that for us.';
const moment = { topic: 'onboarding new members', posts: [{ author: 'Leo', text: post }] };

/** Two hundred and forty replies of a bot. */
async function replies(persona: Record<string, unknown>): Promise<string[]> {
  const written = Array.from({ length: 240 }, (_, seed) => write('reply', { ...moment, persona }, seed));
  return (await Promise.all(written)).map(({ text }) => text);
}

const share = (texts: readonly string[], sign: RegExp): number =>
  texts.filter((text) => sign.test(text)).length / texts.length;
const meanWords = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + text.split(' ').length, 0) / texts.length;

/** What a slider at 90 looks like, and by how much more often than at 10 it is seen at least. */
const signs: readonly [string, RegExp, number][] = [
  [
    'skepticism',
    /convinced|rests? on|how sure|evidence|figure|hold up|opposite|cause\.|simpler|one observation|single case|number would|second case|nearly failed|went wrong\.|before I|before we|compared|sell it|for whom it failed|rule out|checked|find out if|notice if/i,
    0.25,
  ],
  [
    'aggression',
    /^No\.|hard part|circles|disagree|that easy|excuse|wishful|half of the story|enough about|wrong (?:question|end)|plainly|simply put|full stop|face it|honest|real world|less talk|stop discussing|by Friday:|end of story|any names/i,
    0.25,
  ],
  [
    'shyness',
    /may be wrong|could be wrong|perhaps|maybe|might|not sure|hesitate|only a small|just a small|read along|learn a lot|seems|could be|for what it|one case/i,
    0.22,
  ],
  [
    'creativity',
    /reminds me|in my head|to me, |think of|picture|imagine|treated|seeing|like (?:a|an|the|fog|bread)\b/i,
    0.12,
  ],
  [
    'leadership',
    /suggest|let us (?!be honest)|shall we|would you (?:take|try it|write)|your view|start a list|collect what|who (?:joins|is in|wants)|proposal|next step|propose|recommend|who read quietly|been reading|less talk|stop discussing|(?:do it|decide) (?:by|this)|has to/i,
    0.25,
  ],
];

describe('the voice of a scripted bot (BC-2)', () => {
  test.each(signs)('%s 90 against 10 shows in more of the replies', async (slider, sign, least) => {
    const strong = share(await replies(personaOf({ behaviour: { [slider]: 90 } })), sign);
    const weak = share(await replies(personaOf({ behaviour: { [slider]: 10 } })), sign);
    expect(strong - weak, `${strong.toFixed(2)} against ${weak.toFixed(2)}`).toBeGreaterThan(least);
  });

  test('shyness 90 writes at most four fifths of the words that shyness 10 writes', async () => {
    const shy = meanWords(await replies(personaOf({ behaviour: { shyness: 90 } })));
    const bold = meanWords(await replies(personaOf({ behaviour: { shyness: 10 } })));
    expect(shy / bold).toBeLessThan(0.8);
  });

  test('who leads ends threads with proposals, who does not with questions', async () => {
    const ends = async (leadership: number): Promise<number> => {
      const threads = Array.from({ length: 150 }, (_, seed) =>
        write('thread', { topic: 'databases', persona: personaOf({ behaviour: { leadership } }) }, seed),
      );
      const last = (await Promise.all(threads)).map(({ text }) => sentencesOf(text).at(-1)!);
      return share(
        last,
        /\bwe\b|\bI will\b|I’ll|joins|is in if|proposal|next step|everybody|all of you|decide|less talk|stop/i,
      );
    };
    expect((await ends(95)) - (await ends(5))).toBeGreaterThan(0.4);
  });

  test('brief styles write fewer words than wordy ones', async () => {
    const of = (communicationStyle: string) => replies(personaOf({ personality: { communicationStyle } }));
    const brief = meanWords(await of('One sentence, brief.'));
    expect(brief / meanWords(await of('Complete and detailed.'))).toBeLessThan(0.65);
  });

  test('formal styles use no contractions, others do', async () => {
    const contraction = /\b(?:I’m|don’t|it’s|that’s|isn’t|I’d|we’ll)\b/i;
    const formal = personaOf({ personality: { communicationStyle: 'Formal and courteous.' } });
    expect(share(await replies(formal), contraction)).toBe(0);
    expect(share(await replies(personaOf({})), contraction)).toBeGreaterThan(0.2);
  });

  test.each([
    ['Ends arguments with "and who gets paged?"', /And who gets paged\?$/],
    ['Starts with "small question" however large it is.', /^Small question: /],
    ['Always asks how large the table was.', /how large|numbers|figures|error bars|how many/i],
    ['Ends with a proverb.', /as they say|grandmother/i],
    ['Explains software with kitchens.', /kitchen|soup|dough|recipe|pot that/i],
  ])('the quirk %j shows now and then', async (quirk, sign) => {
    const texts = await replies(personaOf({ behaviour: { creativity: 90 }, personality: { quirks: [quirk] } }));
    expect(share(texts, sign)).toBeGreaterThan(0.08);
    expect(share(texts, sign)).toBeLessThan(0.6);
  });

  test('a quirk that nobody understands changes nothing', async () => {
    const plain = await replies(personaOf({ name: 'A' }));
    expect(share(plain, /stamps/)).toBe(0);
    const odd = await replies(personaOf({ personality: { quirks: ['Collects stamps of extinct countries.'] } }));
    expect(share(odd, /stamps/)).toBe(0);
  });

  test('six styles are told apart by their words, five replies at a time, far above chance', async () => {
    const styles = [
      'Friendly and warm.',
      'Dry and exact.',
      'Few words and many qualifiers; modest.',
      'Playful, with pictures and comparisons.',
      'One sentence, no softeners; blunt.',
      'Formal, complete sentences in a fixed order.',
    ];
    const texts = await Promise.all(
      styles.map((communicationStyle) => replies(personaOf({ personality: { communicationStyle } }))),
    );
    const batches = texts.map((list) =>
      Array.from({ length: 48 }, (_, at) => list.slice(at * 5, at * 5 + 5).join(' ')),
    );
    const centroids = batches.map((list) => frequencies(list.slice(0, 24).join(' ')));
    let rightCount = 0;
    for (const [style, list] of batches.entries())
      for (const batch of list.slice(24)) if (nearest(frequencies(batch), centroids) === style) rightCount += 1;
    // Chance is one in six; measured 0.7.
    expect(rightCount / (6 * 24)).toBeGreaterThan(0.6);
  });
});

type Frequencies = ReadonlyMap<string, number>;

/** How often each word comes, as a vector of length 1. */
function frequencies(text: string): Frequencies {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}’]+|[!?:;–]/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const length = Math.hypot(...counts.values());
  return new Map([...counts].map(([word, count]) => [word, count / length]));
}

function nearest(one: Frequencies, others: readonly Frequencies[]): number {
  const closeness = others.map((other) =>
    [...one].reduce((sum, [word, share]) => sum + share * (other.get(word) ?? 0), 0),
  );
  return closeness.indexOf(Math.max(...closeness));
}
