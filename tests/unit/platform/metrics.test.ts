/** Figures that cannot be had. */
import { expect, onTestFinished, test } from 'vitest';
import { Metrics } from '../../../server/platform/telemetry/metrics.ts';
import { Figures } from '../../support/figures.ts';

function openMetrics(): Metrics {
  const metrics = new Metrics();
  onTestFinished(() => metrics.close());
  return metrics;
}

test('a figure that cannot be had is left out and counted, and the others are there (PL-11)', async () => {
  const metrics = openMetrics();
  let isBroken = false;
  const breaking = <T>(value: T) => (isBroken ? Promise.reject(new Error('disk I/O error')) : Promise.resolve(value));
  metrics.gauge('things', 'Things.', () => breaking(7));
  metrics.gauges('things_by_colour', 'Things.', 'colour', () => breaking({ red: 2, blue: 5 }));
  metrics.gauge('sound', 'Sound.', () => 1);
  const whole = new Figures(await metrics.render());
  expect([whole.sum('things'), whole.sum('things_by_colour', 'colour="blue"'), whole.sum('sound')]).toEqual([7, 5, 1]);
  isBroken = true;
  await metrics.render();
  const broken = new Figures(await metrics.render());
  expect(broken.all.filter(({ name }) => name.startsWith('things'))).toEqual([]);
  expect([broken.sum('sound'), broken.sum('claque_figures_failed_total') >= 2]).toEqual([1, true]);
  isBroken = false;
  expect(new Figures(await metrics.render()).sum('things')).toBe(7);
});

test('a value of a label that is no longer said is gone, and does not stay what it was (PL-11)', async () => {
  const metrics = openMetrics();
  let values: Record<string, number> = { 'mona-field': 0.4, venture: 0.1 };
  metrics.gauges('spent_ratio', 'Spent.', 'holder', () => values);
  await metrics.render();
  values = { venture: 0 };
  const { all } = new Figures(await metrics.render());
  expect(all.filter(({ name }) => name === 'spent_ratio')).toEqual([
    { name: 'spent_ratio', labels: 'holder="venture"', value: 0 },
  ]);
});
