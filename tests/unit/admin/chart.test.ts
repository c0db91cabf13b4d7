import { describe, expect, it } from 'vitest';
import { withOpacity } from '../../../admin/src/components/session/chart-colours.ts';
import {
  anomalyMarks,
  interventionMarks,
  nextAnomaly,
  pointsWithin,
  wholeWindow,
  windowEnding,
} from '../../../admin/src/components/session/chart-marks.ts';
import { type DemoInput, demoSteps } from '../../../admin/src/components/session/demo-steps.ts';
import { sparkline } from '../../../admin/src/components/ui/sparkline.ts';
import { anomaly, intervention, point } from './fixtures.ts';

describe('the window of the chart', () => {
  it('stands still for the first five minutes, then rolls', () => {
    expect(windowEnding(40)).toEqual({ from: 0, to: 300 });
    expect(windowEnding(400)).toEqual({ from: 100, to: 400 });
  });

  it('of the whole session is never shorter than five minutes', () => {
    expect(wholeWindow(10)).toEqual({ from: 0, to: 300 });
    expect(wholeWindow(1_200)).toEqual({ from: 0, to: 1_200 });
  });

  it('holds its points and one more on the left, so that the line reaches the edge', () => {
    const points = [5, 10, 15, 20, 25].map((tick) => point(tick, 0.5));
    expect(pointsWithin(points, { from: 13, to: 20 }).map(({ tick }) => tick)).toEqual([10, 15, 20]);
    expect(pointsWithin(points, { from: 30, to: 40 })).toEqual([]);
  });
});

describe('marks', () => {
  it('put an anomaly on the line, at its tick', () => {
    expect(anomalyMarks([anomaly({ tick: 8 })], [point(5, 0.2), point(10, 0.7)])[0]!.score).toBeCloseTo(0.5);
  });

  it('show an intervention only once it has started', () => {
    expect(interventionMarks([intervention()])).toEqual([]);
    expect(interventionMarks([intervention({ startedTick: 110 })])[0]).toMatchObject({ tick: 110, letter: 'P' });
  });

  it('lead from anomaly to anomaly, and round again', () => {
    const list = [anomaly({ number: 2, tick: 400 }), anomaly({ number: 1, tick: 100 })];
    expect(nextAnomaly(list, -1)!.tick).toBe(100);
    expect(nextAnomaly(list, 100)!.tick).toBe(400);
    expect(nextAnomaly(list, 400)!.tick).toBe(100);
    expect(nextAnomaly([], 0)).toBeNull();
  });
});

describe('the demo’s steps', () => {
  const calm = [point(155, 0.6), point(160, 0.61)];
  const fallen = [...calm, point(165, 0.45)];
  const done = (given: Partial<DemoInput>) =>
    demoSteps({ points: calm, anomalies: [], interventions: [], buildUpSeconds: 150, ...given })
      .filter((step) => step.done !== null)
      .map(({ name }) => name);

  it('tick nothing before anything happened', () => expect(done({})).toEqual([]));
  it('tick a drop when the score has fallen by ten points', () => expect(done({ points: fallen })).toEqual(['drop']));
  it('take no notice of what the score does while people arrive', () =>
    expect(done({ points: fallen, buildUpSeconds: 200 })).toEqual([]));
  it('tick a drop with its alert even if the score has not followed yet', () =>
    expect(done({ anomalies: [anomaly()] })).toEqual(['drop', 'alert']));

  it('never date the drop after its alert', () => {
    const [drop] = demoSteps({
      points: fallen,
      anomalies: [anomaly({ tick: 158 })],
      interventions: [],
      buildUpSeconds: 150,
    });
    expect(drop!.done).toBe('02:38');
  });

  it('tick the recovery only above the same session with nothing done', () => {
    const started = { anomalies: [anomaly()], interventions: [intervention({ state: 'active', startedTick: 166 })] };
    const level = [...fallen, point(170, 0.5, { ghostScore: 0.49 })];
    const above = [...level, point(175, 0.58, { ghostScore: 0.45 })];
    expect(done({ ...started, points: level })).toEqual(['drop', 'alert', 'suggestion', 'intervention']);
    expect(done({ ...started, points: above })).toContain('recovery');
  });
});

describe('drawing', () => {
  it('breaks a sparkline where there is nothing to observe', () => {
    expect(sparkline([1, null, 1], { width: 10, height: 10 }).line.match(/M/g)).toHaveLength(2);
    expect(sparkline([], { width: 10, height: 10 })).toEqual({ line: '', area: '' });
  });

  it('gives a colour an opacity, written in three digits or six', () => {
    expect(withOpacity('#ffffff', 0.5)).toBe('#ffffff80');
    expect(withOpacity('#fff', 1)).toBe('#ffffffff');
  });
});
