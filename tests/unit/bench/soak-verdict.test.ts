/** When a soak counts as sound. */
import { expect, test } from 'vitest';
import type { Sample } from '../../bench/soak/verdict.ts';
import { growthOf } from '../../bench/soak/verdict.ts';

/** A sample every ten seconds for half an hour. */
const samplesOf = (bytesAt: (minute: number) => number): Sample[] =>
  Array.from({ length: 180 }, (_, index) => {
    const minute = (index + 1) / 6;
    return { atMs: minute * 60_000, rssBytes: bytesAt(minute), heapBytes: 50e6 };
  });

const fiveMinutesMs = 5 * 60_000;
const ofRss = (bytesAt: (minute: number) => number) => growthOf(samplesOf(bytesAt), fiveMinutesMs)[0]!;

test('memory that rises by more than a tenth after five minutes is a leak, and what was before does not count', () => {
  expect(ofRss((minute) => (minute < 4 ? 100e6 : 200e6)).isFine).toBe(true);
  expect(ofRss((minute) => 200e6 + Math.max(0, minute - 5) * 0.7e6).isFine).toBe(true);
  const leaking = ofRss((minute) => 200e6 + Math.max(0, minute - 5) * 0.9e6);
  expect([leaking.isFine, leaking.ratio > 0.1, leaking.ratio < 0.12]).toEqual([false, true, true]);
});

test('one sample alone, however high, makes no leak', () => {
  expect(ofRss((minute) => (minute === 30 ? 400e6 : 200e6)).ratio).toBe(0);
});
