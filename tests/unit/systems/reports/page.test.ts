import { expect, test } from 'vitest';
import type { SessionReport } from '../../../../server/contract/report.ts';
import { reportPage } from '../../../../server/systems/reports/page.ts';
import { reportExample } from '../../../../server/systems/reports/examples.ts';

const hostile = `</title><script>alert(1)</script><img src=x onerror='alert("2")'>&amp;\u{0}\u{1B}]0;\u{202E}`;

const [shown] = reportExample.interventions;
const withReasons: SessionReport['interventions'][number] = {
  ...shown!,
  reasoning: {
    sentence: 'Attention fell.',
    policy: 'thompson',
    chosen: { successRatio: 0.71, successLow: 0.4, successHigh: 0.9, drawRatio: 0.8 },
    expectedUplift: 0.05,
    expectedUpliftLow: -0.04,
    expectedUpliftHigh: 0.14,
    alternatives: [
      {
        kind: 'NOTIFICATION',
        variant: 'nudge',
        successRatio: 0.5,
        successLow: 0.2,
        successHigh: 0.8,
        drawRatio: null,
        why: 'cooling down for another 2:10',
      },
    ],
  },
};

/** The same value with every text in it replaced. */
function hostileIn(value: unknown): unknown {
  if (typeof value === 'string') return hostile;
  if (Array.isArray(value)) return value.map(hostileIn);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, hostileIn(part)]));
}

test('no text of a session becomes markup of its page, wherever it stands (EC-25, F-42)', () => {
  const { format, sessionFormat, mode, policy, createdAt, endedAt, anomalies, interventions, ...texts } = reportExample;
  const report = {
    ...(hostileIn(texts) as typeof texts),
    format,
    sessionFormat,
    mode,
    policy,
    createdAt,
    endedAt,
    anomalies: anomalies.map(({ type, severity, ...rest }) => ({
      ...(hostileIn(rest) as typeof rest),
      type,
      severity,
    })),
    interventions: interventions.map((entry) => {
      const { kind, state, anomalyType, content, ...rest } = { ...entry, ...withReasons, dismissReason: 'no' };
      const words = { ...(hostileIn(content) as NonNullable<typeof content>), source: 'person' as const };
      const reasoning = {
        ...(hostileIn(rest.reasoning) as NonNullable<typeof rest.reasoning>),
        alternatives: rest.reasoning!.alternatives.map((arm) => ({
          ...(hostileIn(arm) as typeof arm),
          kind: arm.kind,
        })),
      };
      return {
        ...(hostileIn(rest) as typeof rest),
        kind,
        state,
        anomalyType,
        content: words,
        reasoning,
        verdict: null,
      };
    }),
    seedsNote: hostile,
    hostActs: [{ tick: 5, kind: 'POLL' as const, text: hostile }],
    isRecorded: true,
  };
  const page = reportPage(report);
  expect(page).not.toMatch(/<script|<img|onerror='|[^\P{Cc}\n]/u);
  expect(page.match(/&lt;\/title&gt;&lt;script&gt;alert\(1\)/g)!.length).toBeGreaterThan(10);
});

test('a page runs nothing and loads nothing from elsewhere (EC-25, F-42)', () => {
  expect(reportPage(reportExample)).not.toMatch(/<script|<link|<iframe|@import|url\((?!#)|https?:|\bon\w+=/);
});

test('every report says digest, seed, version and how many seeds agree (EC-25)', () => {
  const page = reportPage({ ...reportExample, interventions: [withReasons] });
  for (const text of [reportExample.digest!, 'Claque 0.3.0', '10 of 10 seeds agree', '+12.0 to +16.0'])
    expect(page).toContain(text);
});

test('reasons, what lost and why, evidence and outcome stand on the page (EC-15, EC-17)', () => {
  const page = reportPage({ ...reportExample, interventions: [withReasons] });
  for (const text of [
    'Attention fell.',
    'cooling down for another 2:10',
    'sequential test',
    '+17.0 points',
    'against the same minute without it',
    '71.0% chance to succeed',
  ])
    expect(page).toContain(text);
});

test('a recorded session claims no effect, and shows what the host did (EC-27)', () => {
  const page = reportPage({
    ...reportExample,
    isRecorded: true,
    counterfactual: null,
    seeds: null,
    points: [{ tick: 320, score: 0.41, ghostScore: null }],
    hostActs: [{ tick: 65, kind: 'POLL', text: 'Ready?' }],
    interventions: [
      { ...withReasons, state: 'shadowed', startedTick: null, uplift: null, decidedBy: 'host', verdict: 'agree' },
    ],
  });
  for (const text of ['no effect is claimed', 'the host did the same', '1 of 1', '1:05', 'Ready?'])
    expect(page).toContain(text);
  expect(page).not.toContain('class="ghost"');
});

test.each([
  [0.15, 'they brought 15.0 points', '"good">+15.0'],
  [-0.031, 'they cost 3.1 points', '"bad">−3.1'],
  [0.0004, 'they changed it by 0.0 points', '"even">0.0'],
])('an uplift of %d is told in words, signed and coloured', (uplift, sentence, figure) => {
  const page = reportPage({ ...reportExample, counterfactual: { meanScore: 0.42, uplift } });
  for (const text of [sentence, figure]) expect(page).toContain(text);
});

test('a session without a point yet has a page too', () => {
  const page = reportPage({
    ...reportExample,
    digest: null,
    endedAt: null,
    tick: 0,
    scores: null,
    counterfactual: null,
    points: [],
    anomalies: [],
    interventions: [],
  });
  expect(page).toContain('The session has no score yet.');
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test('one seed is not called agreement, and has no interval (EC-25)', () => {
  const seeds = { count: 1, agreeCount: 1, upliftMean: 0.1, upliftCi95: null };
  const page = reportPage({ ...reportExample, seeds });
  expect(page).toContain('one seed alone: +10.0 points, which says nothing of chance');
  expect(page).not.toContain('null');
});
