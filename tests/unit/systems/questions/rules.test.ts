import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Question } from '../../../../server/contract/question.ts';
import type { QuestionDraft, QuestionState } from '../../../../server/systems/questions/rules.ts';
import {
  answered,
  asked,
  askedAgain,
  cancelled,
  isRepeated,
  overtaken,
  plainDraft,
  settled,
  shown,
  whyTooLate,
} from '../../../../server/systems/questions/rules.ts';
import { questionDraft } from '../../../support/question-draft.ts';

const id = '019f5a2c-8b14-7d22-8c40-1f6e0a9b3c55';
const at = Date.UTC(2026, 10, 21, 9);
const open = (changes: Partial<QuestionDraft> = {}): QuestionState =>
  asked(id, plainDraft(questionDraft(changes)), at).state;

test('a deadline is in time to the millisecond, and a millisecond later it is not (OR-6)', () => {
  expect(overtaken(open(), at + 10_000).activities).toEqual([]);
  const left = overtaken(open(), at + 10_001);
  expect(left.activities.map(({ type }) => type)).toEqual(['question.left_open']);
  expect(overtaken(left.state, at + 3_600_000).activities).toEqual([]);
  const expired = overtaken(left.state, at + 3_600_001);
  expect(expired.activities.map(({ type }) => type)).toEqual(['question.expired']);
  expect(overtaken(expired.state, at + 9_999_999).activities).toEqual([]);
});

test('both deadlines passed at once are told in their order', () => {
  const { state, activities } = overtaken(open({ defaultText: 'No' }), at + 9_999_999);
  expect(activities.map(({ type }) => type)).toEqual(['question.left_open', 'question.expired']);
  expect(state.closedReason).toBe('Nobody answered by 2026-11-21T10:00:00.000Z; its default holds: “No”.');
});

test('an answer says whether whoever asked still waited for it (OR-6)', () => {
  const inTime = answered(open(), { optionId: 'yes' }, 'panel', at + 10_000).state;
  expect(inTime.answer).toMatchObject({ optionId: 'yes', text: 'Yes, half an hour later', isLive: true });
  const late = answered(overtaken(open(), at + 10_001).state, { text: 'Fine' }, 'panel', at + 10_001).state;
  expect(late.answer).toMatchObject({ optionId: null, text: 'Fine', isLive: false });
  expect(shown(late)).toEqual(Question.parse(shown(late)));
});

test('only what a question offers is an answer to it, and the refusal says what would be right', () => {
  const cases = [
    [open(), { optionId: 'maybe' }, 'body.optionId: use one of yes, no'],
    [
      open({ allowsText: false }),
      { text: 'yes' },
      'body.text: it takes no free text: send optionId, and use one of yes, no',
    ],
    [open({ options: [] }), { optionId: 'yes' }, 'body.optionId: it has no options: send text'],
    [open(), { text: '\u200B\u200B' }, 'body.text: nothing that can be read is left of it'],
  ] as const;
  for (const [state, answer, sentence] of cases) expect(() => answered(state, answer, 'panel', at)).toThrow(sentence);
});

test('who comes too late is told what holds, and since when (OR-7)', () => {
  const taken = answered(open(), { optionId: 'yes' }, 'ana', at + 4_000).state;
  expect(whyTooLate(taken, 'ben')).toBe(
    'Somebody else has answered it already, at 2026-11-21T09:00:04.000Z: “Yes, half an hour later”. A question is answered once only.',
  );
  expect(whyTooLate(taken, 'ana')).toMatch(/^You have answered it already/);
  const late = at + 9_999_999;
  expect(whyTooLate(overtaken(open({ defaultText: 'No' }), late).state, 'ana')).toContain('“No” holds since then');
  expect(whyTooLate(overtaken(open(), late).state, 'ana')).toContain('nothing holds in its place');
  expect(whyTooLate(cancelled(open(), 'The task was cancelled.', at).state, 'ana')).toContain(
    'The task was cancelled.',
  );
});

test('a repeat is the same answer by the same person, and nothing else is', () => {
  const byOption = answered(open(), { optionId: 'yes' }, 'ana', at).state;
  expect(isRepeated(byOption, { optionId: 'yes' }, 'ana')).toBe(true);
  expect(isRepeated(byOption, { optionId: 'no' }, 'ana')).toBe(false);
  expect(isRepeated(byOption, { optionId: 'yes' }, 'ben')).toBe(false);
  expect(isRepeated(byOption, { text: 'Yes, half an hour later' }, 'ana')).toBe(false);
  const byText = answered(open(), { text: 'Fine\u200B' }, 'ana', at).state;
  expect(isRepeated(byText, { text: 'Fine' }, 'ana')).toBe(true);
  expect(isRepeated(byText, { text: 'Fine.' }, 'ana')).toBe(false);
});

test('asked again, it goes over to the new call, waits anew, and never expires while somebody waits (OR-6)', () => {
  const other = '019f5a2c-8a02-7e91-b2c4-90d1e2f3a4b6';
  const again = askedAgain(
    overtaken(open(), at + 10_001).state,
    questionDraft({ callId: other }),
    at + 3_595_000,
  ).state;
  expect(again).toMatchObject({ id, callId: other, askedAtMs: at, liveUntilMs: at + 3_605_000 });
  expect(again.expiresAtMs).toBe(at + 3_605_000);
});

test('what a model asks is made fit to be chosen from: labels read, ids once, not endlessly many (F-40)', () => {
  const options = [
    { id: 'a', label: '<b>A</b>' },
    { id: 'a', label: 'again' },
    { id: 'b', label: '\u200B' },
    ...Array.from({ length: 20 }, (_, index) => ({ id: `n${index}`, label: `N ${index}` })),
  ];
  const { options: shownOptions } = open({ options });
  expect(shownOptions.slice(0, 2)).toEqual([
    { id: 'a', label: 'A' },
    { id: 'n0', label: 'N 0' },
  ]);
  expect(shownOptions).toHaveLength(8);
  expect(open({ options: [{ id: 'b', label: '\u200B' }], allowsText: false }).allowsText).toBe(true);
  expect(() => plainDraft(questionDraft({ text: '<p>\u200B</p>' }))).toThrow('A question needs a text.');
});

test('what is settled are answers, and defaults where nobody answered', () => {
  const states = [
    answered(open({ text: 'One?' }), { text: 'Yes' }, 'ana', at).state,
    overtaken(open({ text: 'Two?', defaultText: 'No' }), at + 9_999_999).state,
    overtaken(open({ text: 'Three?' }), at + 9_999_999).state,
    cancelled(open({ text: 'Four?', defaultText: 'No' }), 'Over.', at).state,
    open({ text: 'Five?', defaultText: 'No' }),
  ];
  expect(settled(states)).toEqual([
    { question: 'One?', answer: 'Yes' },
    { question: 'Two?', answer: 'No' },
  ]);
});

test('however long it may live, a question is shown as the contract says', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(2e9), (liveForSeconds, expiresInSeconds, laterMs) => {
      const state = open({ liveForSeconds, expiresInSeconds });
      expect(state.expiresAtMs).toBeGreaterThanOrEqual(state.liveUntilMs ?? 0);
      for (const { payload } of overtaken(state, at + laterMs).activities)
        expect(Question.parse(payload)).toEqual(payload);
    }),
  );
});
