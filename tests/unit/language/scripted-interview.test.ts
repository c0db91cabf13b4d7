import { describe, expect, test } from 'vitest';
import { personaOf, write } from './scripted-bots.ts';

const persona = personaOf({
  name: 'Jens Skov',
  personality: { traits: ['precise'], communicationStyle: 'Dry.', interests: ['benchmarks', 'statistics'], quirks: [] },
});
const memories = [
  { kind: 'opinion', about: 'dashboards', text: 'thinks that most dashboards are never opened' },
  { kind: 'relationship', about: 'Mona Field', text: 'trusts Mona Field because she posts her figures' },
  { kind: 'fact', about: 'backups', text: 'read in “Restore drills” that 31 of 120 backups were empty' },
  { kind: 'interest', about: 'sampling', text: 'wants to know more about sampling' },
];

/** The answers to a question under forty seeds. */
async function answers(question: string, known: readonly unknown[] = memories): Promise<string[]> {
  const facts = { persona, memories: known, posts: [{ author: 'You', text: question }] };
  const written = Array.from({ length: 40 }, (_, seed) => write('interview', facts, seed));
  return (await Promise.all(written)).map(({ text }) => text);
}

describe('a scripted bot that is interviewed (BC-17)', () => {
  test.each([
    ['Who are you?', /Jens Skov.*(?:benchmarks|statistics)|precise/],
    ['What do you think of dashboards?', /I think that most dashboards are never opened/],
    ['Whom do you trust here?', /I trust Mona Field because she posts her figures/],
    ['What do you think about Mona Field?', /Mona Field/],
    ['What did you read lately?', /I read in “Restore drills” that 31 of 120 backups were empty/],
    ['Why did you trust Mona Field?', /because she posts her figures/],
    ['Why do you care about dashboards?', /not (?:remember|keep)|don’t remember|didn’t keep/],
    ['What will you do next?', /sampling/],
    ['What are you interested in?', /benchmarks/],
    ['Hello there', /Hello|Good to see you/],
  ])('answers %j from memory and persona', async (question, sign) => {
    for (const text of await answers(question)) expect(text).toMatch(sign);
  });

  test('says that it knows nothing rather than invent something', async () => {
    for (const text of await answers('What do you think about beekeeping in Norway?')) {
      expect(text).toMatch(/beekeeping/i);
      expect(text).toMatch(
        /nothing|no note|not remember|blank|no idea|do not know|short|no record|I don’t|has not come up|hasn’t/i,
      );
    }
    for (const text of await answers('Whom do you trust?', [])) expect(text).toMatch(/anybody by name/i);
  });
});

describe('a summary by a scripted bot (BC-5)', () => {
  test('keeps the names and subjects of what it compacts, in one to three sentences', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { text } = await write('summary', { persona, memories }, seed);
      for (const word of ['dashboards', 'Mona Field', 'Restore drills', 'sampling']) expect(text).toContain(word);
      expect(text.split(/(?<=\.)\s/).length).toBeLessThanOrEqual(3);
    }
  });

  test('names the subjects of many memories and tells the latest', async () => {
    const many = Array.from({ length: 12 }, (_, at) => ({
      kind: 'opinion',
      about: `subject ${at + 1}`,
      text: `thinks that number ${at + 1} matters`,
    }));
    const { text } = await write('summary', { persona, memories: many });
    expect(text).toContain('number 12 matters');
    expect(text).toContain('subject 5');
  });

  test('of nothing is nothing', async () => {
    expect((await write('summary', { persona })).text).toBe('Nothing worth keeping so far.');
  });
});
