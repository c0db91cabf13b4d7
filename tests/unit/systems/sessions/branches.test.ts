import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BranchChange } from '../../../../server/contract/branch.ts';
import type { SessionInput } from '../../../../server/contract/input.ts';
import { comparisonOf, assertSameBefore } from '../../../../server/systems/sessions/branches/comparison.ts';
import { type BranchBase, jobOf } from '../../../../server/systems/sessions/branches/job.ts';
import { titleOf } from '../../../../server/systems/sessions/branches/title.ts';
import { specOf } from '../../../support/run-spec.ts';

const by = 'panel';
const inputs: SessionInput[] = [
  { kind: 'mode', tick: 100, by, mode: 'manual' },
  { kind: 'approve', tick: 300, by, interventionNumber: 1 },
  { kind: 'words', tick: 400, by: 'model', interventionNumber: 2, words: { text: 'Well?', options: [] } },
  { kind: 'dismiss', tick: 410, by, interventionNumber: 2, reason: 'no' },
  { kind: 'stop', tick: 500, by },
];
const base: BranchBase = {
  id: 'ses_a',
  spec: specOf('two-drops', 1),
  inputs,
  tick: 1_000,
  interventions: [
    { number: 1, state: 'measured', startedTick: 300 },
    { number: 2, state: 'dismissed', startedTick: null },
  ],
};
const kindsOf = (fromTick: number, change: BranchChange, of = base) =>
  jobOf(of, { fromTick, change }).inputs.map(({ kind, tick }) => `${kind} ${tick}`);

describe('a branch is performed from (PL-5)', () => {
  test('what people did before its first tick, and words that a model wrote at any time', () => {
    expect(kindsOf(300, { kind: 'nothing' })).toEqual(['mode 100', 'words 400']);
    expect(kindsOf(301, { kind: 'nothing' })).toEqual(['mode 100', 'approve 300', 'words 400']);
    expect(jobOf(base, { fromTick: 300, change: { kind: 'nothing' } }).spec).toBe(base.spec);
  });

  test('the change as an input of its first tick', () => {
    expect(kindsOf(300, { kind: 'mode', mode: 'off' })).toEqual(['mode 100', 'mode 300', 'words 400']);
    expect(kindsOf(310, { kind: 'intervention', intervention: { kind: 'POLL' } })).toEqual([
      'mode 100',
      'approve 300',
      'manual 310',
      'words 400',
    ]);
  });

  test('everything but an early stop, where one intervention is left out or replaced', () => {
    const without = (instead: { kind: 'NOTIFICATION' } | null) =>
      kindsOf(300, { kind: 'without', interventionNumber: 1, instead });
    expect(without(null)).toEqual(['mode 100', 'approve 300', 'cancel 300', 'words 400', 'dismiss 410']);
    expect(without({ kind: 'NOTIFICATION' })).toEqual([
      'mode 100',
      'approve 300',
      'cancel 300',
      'manual 300',
      'words 400',
      'dismiss 410',
    ]);
  });

  test('the script up to its first tick, and other changes from there on', () => {
    const [first, second] = base.spec.scenario.script;
    expect(second!.atSeconds).toBeLessThanOrEqual(base.tick);
    const given = { ...second!, label: 'Lunch arrives', atSeconds: second!.atSeconds + 30 };
    const { spec } = jobOf(base, { fromTick: second!.atSeconds, change: { kind: 'script', script: [given] } });
    expect(spec.scenario.script).toEqual([first, given]);
    expect({ ...spec, scenario: null }).toEqual({ ...base.spec, scenario: null });
    const later = jobOf(base, { fromTick: second!.atSeconds + 1, change: { kind: 'script', script: [given] } });
    expect(later.spec.scenario.script).toEqual([first, second, given]);
  });
});

const drop = base.spec.scenario.script[0]!;
const refused: [string, number, BranchChange, string, RegExp][] = [
  [
    'words that turn the direction of writing (F-40)',
    300,
    { kind: 'intervention', intervention: { kind: 'CHAT_PROMPT', text: '\u202egnp.exe' } },
    'body.change.intervention.text',
    /cannot be seen/,
  ],
  [
    'an answer that is blank',
    300,
    { kind: 'without', interventionNumber: 1, instead: { kind: 'POLL', text: '👍?', options: ['👍', ' '] } },
    'body.change.instead.options.1',
    /blank/,
  ],
  ['a tick not performed yet', 1_001, { kind: 'nothing' }, 'body.fromTick', /performed 1000 ticks.*1 to 1000/],
  [
    'an unknown variant',
    300,
    { kind: 'intervention', intervention: { kind: 'POLL', variant: 'shout' } },
    'body.change.intervention.variant',
    /no variant "shout"; there are: quick_pulse/,
  ],
  [
    'a poll of one’s own that nobody could answer',
    300,
    { kind: 'intervention', intervention: { kind: 'POLL', text: 'Well?' } },
    'body.change.intervention.options',
    /2 to 6 options/,
  ],
  [
    'answers without a question',
    300,
    {
      kind: 'without',
      interventionNumber: 1,
      instead: { kind: 'NOTIFICATION', text: 'Look', options: ['Yes', 'No'] },
    },
    'body.change.instead.options',
    /only a POLL/,
  ],
  [
    'leaving out what there was not',
    300,
    { kind: 'without', interventionNumber: 3, instead: null },
    'body.change.interventionNumber',
    /no intervention 3; the session has had 2/,
  ],
  [
    'leaving out what nobody met',
    300,
    { kind: 'without', interventionNumber: 2, instead: null },
    'body.change.interventionNumber',
    /dismissed and nobody has met it/,
  ],
  [
    'leaving out from another tick than its start',
    299,
    { kind: 'without', interventionNumber: 1, instead: null },
    'body.fromTick',
    /began at tick 300: use that/,
  ],
  [
    'a scripted change of the past',
    300,
    { kind: 'script', script: [{ ...drop, atSeconds: 299 }] },
    'body.change.script.0.atSeconds',
    /lies at 299 s: use 300 s or later/,
  ],
  [
    'scripted changes in disorder',
    500,
    {
      kind: 'script',
      script: [
        { ...drop, atSeconds: 600 },
        { ...drop, atSeconds: 550 },
      ],
    },
    'body.change.script.1.atSeconds',
    /put the entries in order of time/,
  ],
  [
    'a scripted change after the end',
    500,
    { kind: 'script', script: [{ ...drop, atSeconds: 80_000 }] },
    'body.change.script.0.atSeconds',
    /but the session ends at/,
  ],
  [
    'more scripted changes than a scenario holds',
    500,
    { kind: 'script', script: Array.from({ length: 100 }, () => ({ ...drop, atSeconds: 550 })) },
    'body.change.script',
    /100/,
  ],
];

test.each(refused)('refuses %s, names the field and says what would be right', (_, fromTick, change, field, why) => {
  const ask = () => jobOf(base, { fromTick, change });
  expect(ask).toThrow(why);
  expect(ask).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ field })] }));
});

test('refuses a session that has not begun, and one too big to be performed beside others', () => {
  const ask = (of: BranchBase) => () => jobOf(of, { fromTick: 1, change: { kind: 'nothing' } });
  expect(ask({ ...base, tick: 0 })).toThrow(/it has to begin first/);
  const { scenario } = base.spec;
  const withAttendees = (attendeeCount: number): BranchBase => ({
    ...base,
    spec: { ...base.spec, scenario: { ...scenario, audience: { ...scenario.audience, attendeeCount } } },
  });
  const most = Math.floor(100_000_000 / scenario.durationSeconds);
  expect(ask(withAttendees(most))).not.toThrow();
  expect(ask(withAttendees(most + 1))).toThrow(/claque run two-drops --attendees \d+ --without 1/);
});

const point = fc.record({ tick: fc.integer({ min: 1, max: 40 }), score: fc.double({ min: 0, max: 1, noNaN: true }) });
const points = fc
  .uniqueArray(point, { selector: ({ tick }) => tick, maxLength: 40 })
  .map((list) => list.toSorted((a, b) => a.tick - b.tick));

test('the uplift is the mean difference over the points that both have, and over no other (PL-5)', () => {
  fc.assert(
    fc.property(points, points, (branch, session) => {
      const pairs = branch.flatMap(({ tick, score }) => {
        const other = session.find((entry) => entry.tick === tick);
        return other ? [{ tick, difference: score - other.score }] : [];
      });
      const { comparedTicks, uplift, meanScore, sessionMeanScore } = comparisonOf(branch, session);
      if (pairs.length === 0) {
        expect([comparedTicks, uplift, meanScore, sessionMeanScore]).toEqual([null, null, null, null]);
        return;
      }
      expect(comparedTicks).toEqual([pairs[0]!.tick, pairs.at(-1)!.tick]);
      expect(uplift).toBeCloseTo(pairs.reduce((sum, { difference }) => sum + difference, 0) / pairs.length, 10);
      expect(uplift).toBe(meanScore! - sessionMeanScore!);
    }),
  );
});

test('a branch that went another way before it left is none of this session', () => {
  const session = [5, 10, 15].map((tick) => ({ tick, score: tick / 100 }));
  const branch = session.map(({ tick, score }) => ({ tick, score: tick === 10 ? 0.9 : score }));
  expect(() => assertSameBefore(10, branch, session)).not.toThrow();
  expect(() => assertSameBefore(11, branch, session)).toThrow(/first at tick 10/);
  expect(() => assertSameBefore(11, session, session.slice(1))).not.toThrow();
});

test('a branch has a title that says what is different, short enough for one that people give', () => {
  const changes: [BranchChange, string][] = [
    [{ kind: 'nothing' }, 'As it was at 5:07, without what people did later'],
    [{ kind: 'mode', mode: 'shadow' }, 'In mode shadow from 5:07 on'],
    [{ kind: 'intervention', intervention: { kind: 'CHAT_PROMPT' } }, 'One chat prompt more, at 5:07'],
    [{ kind: 'without', interventionNumber: 2, instead: null }, 'Without intervention 2'],
    [{ kind: 'without', interventionNumber: 2, instead: { kind: 'POLL' } }, 'A poll in place of intervention 2'],
    [{ kind: 'script', script: [] }, 'Nothing scripted from 5:07 on'],
    [{ kind: 'script', script: [drop] }, 'Another script from 5:07 on'],
  ];
  for (const [change, title] of changes) expect(titleOf(change, 307)).toBe(title);
  for (const [change] of changes) expect(titleOf(change, 86_400).length).toBeLessThanOrEqual(80);
});
