import { describe, expect, test } from 'vitest';
import type { TurnDraft } from '../../../../../server/contract/outreach.ts';
import type { CallEnd } from '../../../../../server/systems/outreach/call.ts';
import { NotedHands, briefOf, contactOf, contacts, perform, personas } from '../../../../support/calls.ts';

const objectives = [
  'Confirm that NAME gives the closing talk on Thursday.',
  'Find out whether she would sponsor the coffee for two hundred guests.',
  'Invite NAME to the spring workshop and get a yes or a no.',
  'Coffee, cups, and who pays for them',
];
const answers = ['Yes', 'Up to 400 euros', 'No, sorry', 'About two hundred people, most of them beginners'];

interface Played {
  readonly end: CallEnd;
  readonly turns: readonly TurnDraft[];
  readonly hands: NotedHands;
}

/** Call number so-and-so of a series over all contacts and bots. */
async function play(index: number): Promise<Played> {
  const contact = contacts[index % contacts.length]!;
  const bot = personas[(index * 7) % personas.length]!;
  const objective = objectives[(index >> 4) % objectives.length]!.replace('NAME', contact.name);
  const hands = new NotedHands(() =>
    index % 3 === 0 ? null : { text: answers[index % 4]!, afterSeconds: index % 20 },
  );
  const end = await perform(briefOf({ contact, bot, objective, seed: index }), hands);
  return { end, turns: hands.turns, hands };
}

const series = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => play(index)));
const spokenIn = (turns: readonly TurnDraft[]) =>
  turns.filter(({ speaker, text }) => (speaker === 'bot' || speaker === 'contact') && !text.startsWith('('));
const sentencesOf = ({ text }: TurnDraft): string[] => text.split(/(?<=[.!?…])\s+/u);

describe('two hundred scripted calls over all contacts (OR-2, OR-3)', () => {
  const played = series(200);

  test('come to every outcome that people and lines can bring about, and to no error', async () => {
    const outcomes = new Map<string, number>();
    for (const { end } of await played) outcomes.set(end.outcome, (outcomes.get(end.outcome) ?? 0) + 1);
    const expected = [
      'DONE',
      'REFUSED',
      'RESCHEDULED',
      'WAITING_FOR_USER',
      'FAILED_NO_ANSWER',
      'FAILED_BUSY',
      'VOICEMAIL',
      'DROPPED',
    ];
    expect([...outcomes.keys()].sort()).toEqual(expected.sort());
    expect(outcomes.get('DONE')! + outcomes.get('REFUSED')!).toBeGreaterThan(50);
    expect(outcomes.get('DROPPED')!).toBeLessThan(20);
  });

  test('say no sentence twice in a call, nothing empty, and nothing that is not words', async () => {
    for (const { turns } of await played) {
      const sentences = spokenIn(turns).flatMap(sentencesOf);
      expect(new Set(sentences).size, sentences.join('\n')).toBe(sentences.length);
      for (const { text } of turns) {
        expect(text).toMatch(/[\p{L}\p{N}]/u);
        expect(text).not.toMatch(/[{}<>[\]]|undefined|null|NaN|\s\s|\s[.,?!]|[?!.]\./);
      }
    }
  });

  test('differ from each other', async () => {
    const openings = (await played).flatMap(({ turns }) =>
      spokenIn(turns)
        .filter(({ speaker }) => speaker === 'bot')
        .slice(0, 1),
    );
    expect(new Set(openings.map(({ text }) => text)).size).toBeGreaterThan(openings.length * 0.9);
  });

  test('take the time that talk takes, and begin each turn after the one before', async () => {
    for (const { turns, end, hands } of await played) {
      const seconds = turns.map(({ atSecond }) => atSecond);
      expect(seconds).toEqual([...seconds].sort((one, other) => one - other));
      expect(end.durationSeconds).toBeCloseTo(hands.second, 0);
      expect(end.durationSeconds).toBeLessThan(300);
    }
  });

  test('find their way through every menu', async () => {
    const behindMenus = (await played).filter((_, index) => contacts[index % contacts.length]!.menu);
    const menuLost = behindMenus.filter(({ end }) => end.sentence.startsWith('The menu'));
    expect(behindMenus.length).toBeGreaterThan(30);
    expect(menuLost).toEqual([]);
    const pressed = behindMenus.filter(({ turns }) => turns.some(({ text }) => text.startsWith('(presses')));
    expect(pressed.length).toBeGreaterThan(20);
  });

  test('hold what the analyser may give: a result only where one was reached, another time only where one was asked for', async () => {
    for (const { end } of await played) {
      const isDecided = end.outcome === 'DONE' || end.outcome === 'REFUSED';
      expect(end.result !== null).toBe(isDecided);
      expect(end.isRetryWorthwhile).toBe(!isDecided);
      expect(end.callAgainInSeconds !== null).toBe(end.outcome === 'RESCHEDULED');
      expect(end.sentence).toMatch(/^\p{Lu}.*[.?”]$/u);
    }
  });
});

test('the same seed, errand and number give the same call, word for word; another seed another one (PL-1)', async () => {
  for (const index of [0, 3, 7, 8, 14]) {
    const [one, again] = await Promise.all([play(index), play(index)]);
    expect(again.turns).toEqual(one.turns);
    expect(again.end).toEqual(one.end);
  }
  const texts = await Promise.all(
    [1, 2, 3, 4, 5].map(async (seed) => {
      const hands = new NotedHands();
      await perform(briefOf({ seed }), hands);
      return hands.turns.map(({ text }) => text).join('\n');
    }),
  );
  expect(new Set(texts).size).toBe(5);
});

test('a contact agrees as often as its file says (OR-2)', async () => {
  const contact = contactOf({ agreePercent: 70, doubts: [], temperament: 'warm' });
  const ends = await Promise.all(
    Array.from({ length: 200 }, (_, seed) => perform(briefOf({ contact, seed: seed + 1_000 }))),
  );
  const decided = ends.filter(({ outcome }) => outcome === 'DONE' || outcome === 'REFUSED');
  const agreed = decided.filter(({ outcome }) => outcome === 'DONE');
  expect(decided.length).toBeGreaterThan(180);
  expect(agreed.length / decided.length).toBeGreaterThan(0.6);
  expect(agreed.length / decided.length).toBeLessThan(0.8);
});

test('what the bot was told is not asked of its creator (OR-6)', async () => {
  const context = 'The flight is paid: travel costs are covered up to 400 euros for every speaker.';
  const hands = new NotedHands();
  await perform(briefOf({ context }), hands);
  expect(hands.questions).toEqual([]);
  expect(hands.turns.map(({ text }) => text).join(' ')).toContain('up to 400 euros');
});
