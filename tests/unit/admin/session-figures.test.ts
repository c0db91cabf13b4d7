import { describe, expect, it } from 'vitest';
import {
  comparisonOf,
  detectionSecondsOf,
  newsOf,
  scoreAt,
  signalFigures,
  statisticsOf,
  tellingEvidence,
  trendOf,
} from '../../../admin/src/live/session-figures.ts';
import { anomaly, intervention, point } from './fixtures.ts';

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
  it('is told of the newest anomaly that reports a scripted change', () => {
    const anomalies = [
      anomaly({ number: 1, detectionDelaySeconds: 8 }),
      anomaly({ number: 2, detectionDelaySeconds: 11 }),
      anomaly({ number: 3, detectionDelaySeconds: null }),
    ];
    expect(detectionSecondsOf(anomalies)).toBe(11);
  });

  it('is not known while nothing scripted was reported', () => {
    expect(detectionSecondsOf([])).toBeNull();
    expect(detectionSecondsOf([anomaly()])).toBeNull();
  });
});

describe('the trend of the score', () => {
  const line = (...scores: number[]) => scores.map((score, index) => point(index * 5, score));

  it('is not known from one point', () => expect(trendOf(line(0.5))).toBeNull());

  it('is a fall once the score falls, even above that of a minute ago', () => {
    const trend = trendOf(line(0.5, 0.55, 0.65, 0.6))!;
    expect(trend.change).toBeCloseTo(-0.05);
    expect(trend.seconds).toBe(5);
  });

  it('is the whole fall at its lowest, and the whole rise at its highest', () => {
    expect(trendOf(line(0.7, 0.6, 0.4))).toEqual({ change: expect.closeTo(-0.3), seconds: 10 });
    expect(trendOf(line(0.4, 0.5, 0.7))).toEqual({ change: expect.closeTo(0.3), seconds: 10 });
  });

  it('looks back no further than a minute', () => {
    expect(trendOf([point(0, 0.9), point(70, 0.5), point(75, 0.5)])!.change).toBe(0);
  });
});

describe('an anomaly', () => {
  const at = (tick: number, given: Parameters<typeof intervention>[0] = {}) =>
    newsOf({ anomalies: [anomaly({ tick: 100 })], interventions: [intervention(given)], session: { tick } });

  it('is news while it is fresh', () => {
    expect(at(110)).toMatchObject({ isAnswered: false });
    expect(at(300)).toBeNull();
    expect(newsOf({ anomalies: [], interventions: [], session: { tick: 5 } })).toBeNull();
  });

  it('is told by what gave it its type', () => {
    const row = (signal: string) => ({ signal, before: 1, now: 2, unit: 'a minute', test: 't' });
    const evidence = [row('active attendees'), row('leaves')];
    expect(tellingEvidence(anomaly({ type: 'MASS_EXIT', evidence }))!.signal).toBe('leaves');
    expect(tellingEvidence(anomaly({ type: 'SUDDEN_DROP', evidence }))!.signal).toBe('active attendees');
    expect(tellingEvidence(anomaly())).toBeUndefined();
  });

  it('is answered by the intervention it led to, and over with that one’s outcome', () => {
    expect(at(130, { state: 'active', startedTick: 120 })).toMatchObject({ isAnswered: true });
    expect(at(190, { state: 'measured', startedTick: 120 })).toBeNull();
    expect(at(130, { state: 'active', startedTick: 120, anomalyNumber: 9 })).toMatchObject({ isAnswered: false });
  });
});

describe('signals', () => {
  it('compare with a minute ago', () => {
    const points = Array.from({ length: 13 }, (_, index) =>
      point(index * 5, 0.5, { signals: { ...point(0, 0.5).signals, chatPerMinute: index === 0 ? 10 : 5 } }),
    );
    const chat = signalFigures(points).find(({ key }) => key === 'chat')!;
    expect(chat).toMatchObject({ value: 5, change: -0.5 });
  });

  it('tell a share’s fall in points, and mark it as more than wandering', () => {
    const points = Array.from({ length: 13 }, (_, index) =>
      point(index * 5, 0.5, { signals: { ...point(0, 0.5).signals, activeCount: index === 12 ? 30 : 70 } }),
    );
    const active = signalFigures(points).find(({ key }) => key === 'active')!;
    expect(active.change).toBeCloseTo(-0.4);
    expect(active).toMatchObject({ isShare: true, isNotable: true });
  });

  it('do not mark a rate that changes no more than such counts do by chance', () => {
    const marked = (from: number, to: number) =>
      signalFigures(
        Array.from({ length: 13 }, (_, index) =>
          point(index * 5, 0.5, { signals: { ...point(0, 0.5).signals, leavesPerMinute: index === 12 ? to : from } }),
        ),
      ).find(({ key }) => key === 'leaves')!.isNotable;
    expect(marked(4, 7)).toBe(false);
    expect(marked(4, 30)).toBe(true);
    expect(marked(0, 0)).toBe(false);
  });

  it('do not compare with nothing: no poll, or a minute that is not over', () => {
    const figures = signalFigures([point(5, 0.5)]);
    expect(figures.every(({ change }) => change === null)).toBe(true);
    expect(figures.find(({ key }) => key === 'poll')!.value).toBeNull();
  });
});

describe('the score at a tick', () => {
  const points = [point(5, 0.2), point(10, 0.4)];
  it('lies on the line between two points', () => expect(scoreAt(points, 7.5)).toBeCloseTo(0.3));
  it('is a point’s own at its tick', () => expect(scoreAt(points, 10)).toBe(0.4));
  it('is unknown beyond the newest', () => expect(scoreAt(points, 11)).toBeNull());
});
