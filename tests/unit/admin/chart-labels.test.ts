import { describe, expect, it } from 'vitest';
import { annotations } from '../../../admin/src/components/session/chart-annotations.ts';
import { chartData } from '../../../admin/src/components/session/chart-config.ts';
import type { ChartInput } from '../../../admin/src/components/session/chart-input.ts';
import { badgeRows, type Label, placeLabels } from '../../../admin/src/components/session/chart-labels.ts';
import { anomalyMarks, interventionMarks } from '../../../admin/src/components/session/chart-marks.ts';
import { anomaly, intervention, point } from './fixtures.ts';

const plot = { width: 300, height: 200, line: [], verticals: [] };
const label = (key: string, x: number, y: number, offsets: Label['offsets']): Label => ({
  key,
  at: { x, y },
  width: 60,
  height: 16,
  offsets,
});
const around = [
  { x: 0, y: -20 },
  { x: 0, y: 20 },
];

describe('labels', () => {
  it('stand on the first place that is free', () => {
    const places = placeLabels([label('a', 100, 100, around), label('b', 110, 100, around)], plot);
    expect(places.get('a')).toEqual(around[0]);
    expect(places.get('b')).toEqual(around[1]);
  });

  it('are left out rather than put on another', () => {
    const places = placeLabels(
      ['a', 'b', 'c'].map((key) => label(key, 100, 100, around)),
      plot,
    );
    expect([...places.keys()]).toEqual(['a', 'b']);
  });

  it('keep off what is taken by a mark', () => {
    const taken = [{ left: 90, right: 110, top: 70, bottom: 90 }];
    expect(placeLabels([label('a', 100, 100, around)], { ...plot, taken }).get('a')).toEqual(around[1]);
  });

  it('stay within the plot', () => {
    const sideways = [
      { x: -40, y: 0 },
      { x: 40, y: 0 },
    ];
    expect(placeLabels([label('a', 10, 100, sideways)], plot).get('a')).toEqual(sideways[1]);
  });

  it('had rather not lie on the line, nor across a vertical one', () => {
    const line = [{ x: 100, y: 80 }];
    expect(placeLabels([label('a', 100, 100, around)], { ...plot, line }).get('a')).toEqual(around[1]);
    const both = [
      { x: -40, y: -20 },
      { x: 40, y: -20 },
    ];
    expect(placeLabels([label('a', 100, 100, both)], { ...plot, verticals: [70] }).get('a')).toEqual(both[1]);
  });
});

describe('badges close together', () => {
  it('take further rows, and none when all are full', () => {
    expect(badgeRows([0, 10, 20, 60], 24, 2)).toEqual([0, 1, null, 0]);
  });
});

describe('the chart', () => {
  const points = [point(205, 0.6), point(210, 0.5), point(215, 0.55, { ghostScore: 0.4 })];
  const colours = Object.fromEntries(
    [
      'surface',
      'line',
      'text',
      'muted',
      'faint',
      'accent',
      'accent-ink',
      'ghost',
      'high',
      'steady',
      'low',
      'critical',
    ].map((name) => [name, '#112233']),
  ) as ChartInput['colours'];
  const input: ChartInput = {
    points,
    anomalies: anomalyMarks([anomaly({ tick: 210 })], points),
    interventions: interventionMarks([intervention({ startedTick: 212 })]),
    window: { from: 0, to: 300 },
    plot: { width: 600, height: 300 },
    colours,
    picked: null,
    isLarge: false,
  };

  it('lets the ghost leave the line where both runs last agree', () => {
    expect(chartData(input).datasets[1]!.data).toEqual([
      { x: 205, y: null },
      { x: 210, y: 50 },
      { x: 215, y: 40 },
    ]);
  });

  it('names the anomaly, the ghost and the 30% line, and marks the intervention', () => {
    expect(Object.keys(annotations(input))).toEqual(
      expect.arrayContaining(['anomaly-1', 'anomaly-1-label', 'ghost-label', 'critical-label', 'intervention-1']),
    );
  });
});
