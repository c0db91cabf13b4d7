import { expect, test } from 'vitest';
import type { CommunityReport } from '../../../server/commands/report-community.ts';
import { reportCommunity } from '../../../server/commands/report-community.ts';

type Row = CommunityReport['rows'][number];

/** A figure that lies outside its band in the first seed, and inside it on average over three. */
const row: Row = {
  id: 'thread-size',
  name: 'Mean thread size',
  value: 1.97,
  unit: 'posts',
  low: 2,
  high: 5,
  isBandOurs: true,
  published: 'a mean of 2.5 to 4 posts',
  source: 'arXiv 2501.13823',
  isInside: false,
  sampleCount: 270,
  note: null,
  mean: 2.05,
  low95: 1.72,
  high95: 2.39,
  insideCount: 1,
};

const reported = (rows: readonly Row[], changes: Partial<CommunityReport> = {}): string =>
  reportCommunity({
    bots: 24,
    days: 5,
    seed: 1,
    pace: 'normal',
    replicates: 3,
    digest: 'd',
    heartbeatCount: 10,
    postCount: 3,
    actions: { reply: 3 },
    tokensPerBotDay: 900,
    similarity: null,
    elapsedSeconds: 1,
    heapBytes: [],
    rows,
    ...changes,
  });

test('over several seeds a figure is their mean, as its interval is, and so is judged (BC-18)', () => {
  const text = reported([row]);
  expect(text).toContain(
    'in   Mean thread size  2.05 posts (1.72 posts to 2.39 posts, 1 of 3 in)  [2 posts to 5 posts]',
  );
  expect(text).toContain('Inside           1 of 1 that could be measured');
  expect(reported([{ ...row, mean: 1.9 }])).toContain('MISS Mean thread size  1.9 posts');
});

test('a figure without a band is neither inside nor outside, and one that could not be measured has no value (BC-18)', () => {
  const text = reported([
    { ...row, low: null, high: null, isInside: null, insideCount: 0 },
    { ...row, value: null, isInside: null, mean: null, low95: null, high95: null, insideCount: 0 },
  ]);
  expect(text).toContain('  ?  Mean thread size  2.05 posts (1.72 posts to 2.39 posts)  [no band]');
  expect(text).toContain('  ?  Mean thread size  –  [2 posts to 5 posts]');
  expect(text).toContain('Inside           0 of 0');
});

test('one day is one day', () => {
  expect(reported([row], { days: 1 })).toContain('24 bots · 1 day · pace normal');
});
