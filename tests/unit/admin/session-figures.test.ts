import { describe, expect, it } from 'vitest';
import {
  comparisonOf,
  detectionOf,
  scoreAt,
  signalFigures,
  statisticsOf,
} from '../../../admin/src/live/session-figures.ts';
import { anomaly, point } from './fixtures.ts';

describe('statistics of points', () => {
  it('are unknown without points', () => expect(statisticsOf([])).toBeNull());

  it('count, average and range', () => {
    expect(statisticsOf([point(5, 0.2), point(10, 0.6)])).toEqual({ pointCount: 2, mean: 0.4, min: 0.2, max: 0.6 });
  });
});

describe('the run against its counterfactual', () => {
  it('is not known while nothing was done', () => expect(comparisonOf([point(5, 0.5)])).toBeNull());

  it('counts the time before the first intervention as the same run', () => {
    const points = [point(5, 0.5), point(10, 0.7, { ghostScore: 0.3 })];
    const comparison = comparisonOf(points)!;
    expect(comparison.upliftNow).toBeCloseTo(0.4);
    expect(comparison.uplift).toBeCloseTo(0.2);
    expect(comparison.runMean - comparison.ghostMean).toBeCloseTo(comparison.uplift);
  });
});

describe('detected after', () => {
  const flatThenFall = [80, 85, 90, 95, 100, 105].map((tick) => point(tick, tick <= 90 ? 0.7 : 0.7 - (tick - 90) / 50));

  it('counts from where the unbroken fall begins', () => {
    expect(detectionOf([anomaly({ tick: 103 })], flatThenFall)).toEqual({ kind: 'after', seconds: 13 });
  });

  it('does not reach back over a rise to an older, higher score', () => {
    const risen = [point(70, 0.9), point(75, 0.6), ...flatThenFall];
    expect(detectionOf([anomaly({ tick: 103 })], risen)).toEqual({ kind: 'after', seconds: 13 });
  });

  it('says so when the conductor noticed before the score had moved', () => {
    expect(detectionOf([anomaly({ tick: 92 })], flatThenFall)).toEqual({ kind: 'before' });
  });

  it('is not told of slow declines, which have no such beginning', () => {
    expect(detectionOf([anomaly({ tick: 103, type: 'GRADUAL_DECLINE' })], flatThenFall)).toBeNull();
  });

  it('is not known from too few points', () =>
    expect(detectionOf([anomaly({ tick: 10 })], [point(5, 0.5)])).toBeNull());
});

describe('signals', () => {
  it('compare with a minute ago', () => {
    const points = Array.from({ length: 13 }, (_, index) =>
      point(index * 5, 0.5, { signals: { ...point(0, 0.5).signals, chatPerMinute: index === 0 ? 10 : 5 } }),
    );
    const chat = signalFigures(points).find(({ key }) => key === 'chat')!;
    expect(chat).toMatchObject({ value: 5, changeRatio: -0.5 });
  });

  it('do not compare with nothing: no poll, or a minute that is not over', () => {
    const figures = signalFigures([point(5, 0.5)]);
    expect(figures.every(({ changeRatio }) => changeRatio === null)).toBe(true);
    expect(figures.find(({ key }) => key === 'poll')!.value).toBeNull();
  });
});

describe('the score at a tick', () => {
  const points = [point(5, 0.2), point(10, 0.4)];
  it('lies on the line between two points', () => expect(scoreAt(points, 7.5)).toBeCloseTo(0.3));
  it('is a point’s own at its tick', () => expect(scoreAt(points, 10)).toBe(0.4));
  it('is unknown beyond the newest', () => expect(scoreAt(points, 11)).toBeNull());
});
