/** What cannot wait, and that it is said once as long as it goes on (CO-9). */
import { expect, test } from 'vitest';
import type { Urgency } from '../../../../server/systems/coach/alerts.ts';
import { alertsOf, sorted } from '../../../../server/systems/coach/alerts.ts';
import { noon, well } from '../../../support/coach.ts';

const hourMs = 3_600_000;
const calm: Urgency = { cap: { value: well.capForecast }, heartbeats: [], still: [], tasks: [] };
const beats = (...failed: boolean[]) => failed.map((isFailed, index) => ({ botId: `bot-${index % 3}`, isFailed }));
const keysOf = (urgency: Partial<Urgency>) => alertsOf({ ...calm, ...urgency }, noon).map(({ key }) => key);
const capIn = (minutes: number, chanceRatio = 0.9) => ({
  cap: { value: { ...well.capForecast, chanceRatio, reachedAtMs: noon + minutes * 60_000, usedRatio: 0.9 } },
});

test('a cap that will be reached within the hour, surely enough; not one that is reached already (CO-9)', () => {
  expect(keysOf({})).toEqual([]);
  expect(keysOf(capIn(40))).toEqual(['cap']);
  expect(alertsOf({ ...calm, ...capIn(40) }, noon)[0]!.title).toBe('The cap will be reached in 40 minutes');
  expect(keysOf(capIn(61))).toEqual([]);
  expect(keysOf(capIn(40, 0.7))).toEqual([]);
  expect(keysOf(capIn(0))).toEqual([]);
  expect(keysOf({ cap: { missing: 'Too few calls.' } })).toEqual([]);
});

test('ten failed heartbeats in a row, of two bots at least (CO-9)', () => {
  const ten = Array.from({ length: 10 }, () => true);
  expect(keysOf({ heartbeats: beats(...ten) })).toEqual(['heartbeats']);
  expect(keysOf({ heartbeats: beats(...ten.slice(1)) })).toEqual([]);
  expect(keysOf({ heartbeats: beats(...ten.slice(1), false) })).toEqual([]);
  expect(keysOf({ heartbeats: beats(...ten).map((beat) => ({ ...beat, botId: 'one' })) })).toEqual([]);
});

test('each execution and task that stands still has an alert of its own, counted together', () => {
  const still = ['a', 'b'].map((id) => ({ id, kind: 'call', title: id, stillMs: hourMs }));
  const tasks = [{ id: 't', objective: 'Ask', stillMs: 3 * hourMs, why: 'Its call does not end.' }];
  const alerts = alertsOf({ ...calm, still, tasks }, noon);
  expect(alerts.map(({ key }) => key)).toEqual(['execution:a', 'execution:b', 'task:t']);
  expect(new Set(alerts.map(({ groupKey }) => groupKey)).size).toBe(2);
});

test('is said once as long as it goes on, not again within an hour of its end, and again after that', () => {
  const found = alertsOf({ ...calm, ...capIn(40) }, noon);
  const keys = (said: Parameters<typeof sorted>[1], list = found) => {
    const { raised, again, over } = sorted(list, said, noon);
    return { raised: raised.map(({ key }) => key), again: again.map(({ key }) => key), over };
  };
  const said = (clearedAtMs: number | null) => [{ key: 'cap', raisedAtMs: noon - 5 * hourMs, clearedAtMs }];
  expect(keys([])).toEqual({ raised: ['cap'], again: [], over: [] });
  expect(keys(said(null))).toEqual({ raised: [], again: [], over: [] });
  expect(keys(said(noon - hourMs / 2))).toEqual({ raised: [], again: ['cap'], over: [] });
  expect(keys(said(noon - 2 * hourMs))).toEqual({ raised: ['cap'], again: [], over: [] });
  expect(keys(said(null), [])).toEqual({ raised: [], again: [], over: ['cap'] });
});
