import { expect, test } from 'vitest';
import type { SessionReport } from '../../../../server/contract/report.ts';
import { chart } from '../../../../server/systems/reports/chart.ts';
import { reportExample } from '../../../../server/systems/reports/examples.ts';

const countOf = (report: SessionReport, sign: string) => chart(report).text.split(sign).length - 1;
const [intervention] = reportExample.interventions;
const pointsUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ tick: 5 * index + 5, score: 0.5, ghostScore: null }));

test('the chart has the 30% line, the ghost line, and a mark for each anomaly and intervention (EC-22, EC-25)', () => {
  for (const sign of ['class="floor"', 'class="ghost"', 'class="score"', 'class="anomaly"', 'class="mark"'])
    expect(countOf(reportExample, sign)).toBe(1);
});

test('what nobody met is marked otherwise, and has no minute (EC-14)', () => {
  const unmet = { ...reportExample, interventions: [{ ...intervention!, startedTick: null }] };
  expect([countOf(unmet, 'class="mark unmet"'), countOf(unmet, 'class="minute"')]).toEqual([1, 0]);
  expect([countOf(reportExample, 'class="mark unmet"'), countOf(reportExample, 'class="minute"')]).toEqual([0, 1]);
});

test('marks that would cover each other stand in two rows', () => {
  const close = [0, 1].map((index) => ({ ...intervention!, number: index + 1, startedTick: 326 + index }));
  const rows = [...chart({ ...reportExample, interventions: close }).text.matchAll(/<circle cx="[\d.]+" cy="(\d+)"/g)];
  expect(rows.map(([, row]) => row)).toEqual(['14', '34']);
});

test('a score of 100% lies at the top of the plot and 0% at its bottom, whatever the length', () => {
  const points = [1, 0].map((score, index) => ({ tick: 86_400 * index, score, ghostScore: null }));
  expect(chart({ ...reportExample, tickCount: 86_400, points }).text).toContain('class="score" d="M46 54L946 294"');
});

test('a day of points is thinned to what can be told apart, and keeps its last', () => {
  const day = { ...reportExample, tickCount: 86_400, points: pointsUpTo(17_280) };
  const [, path] = /class="score" d="([^"]*)"/.exec(chart(day).text)!;
  expect(path!.match(/[ML]/g)!.length).toBeLessThanOrEqual(900);
  expect(path).toMatch(/L946 174$/);
});
