/** Every template of advice: when it fires, with which figures, when it does not, and that it never guesses (CO-3). */
import { describe, expect, test } from 'vitest';
import { RecommendationCategory } from '../../../../server/contract/coach.ts';
import type { Advice, Template } from '../../../../server/systems/coach/template.ts';
import { templates } from '../../../../server/systems/coach/templates/index.ts';
import { knownOf, moment, noon, without } from '../../../support/coach.ts';
import { cases } from './template-cases.ts';

function adviceOf(template: Template, change: Parameters<typeof knownOf>[0]): Advice {
  const found = template.advise(knownOf(change), moment);
  if (!found || 'missing' in found) throw new Error(`${template.id} says nothing: ${JSON.stringify(found)}`);
  return found;
}

test('there are 25 or more, in all six categories, each under a name of its own and with a case here (CO-3)', () => {
  expect(templates.length).toBeGreaterThanOrEqual(25);
  expect(new Set(templates.map(({ category }) => category))).toEqual(new Set(RecommendationCategory.options));
  expect(templates.map(({ id }) => id).toSorted()).toEqual(Object.keys(cases).toSorted());
});

test('a venture that is well gets no advice at all', () => {
  const spoken = templates.filter((template) => template.advise(knownOf(), moment) !== null);
  expect(spoken.map(({ id }) => id)).toEqual([]);
});

test('whoever has just begun to use models does not rise, but begin', () => {
  const { usage } = knownOf();
  if ('missing' in usage) throw new Error(usage.missing);
  const tokens = usage.value.tokens.map((count, day) => (day < 22 ? 0 : day < 25 ? count : 2 * count));
  const rising = templates.find(({ id }) => id === 'burn-rising')!;
  expect(rising.advise(knownOf({ usage: { ...usage.value, tokens } }), moment)).toBeNull();
});

test('of bots that began this morning nobody says that they wrote nothing for a week', () => {
  const { heartbeats } = knownOf();
  if ('missing' in heartbeats) throw new Error(heartbeats.missing);
  const silent = templates.find(({ id }) => id === 'silent-bots')!;
  const since = (firstDay: number) => ({
    ...cases['silent-bots']!.fires,
    heartbeats: {
      ...heartbeats.value,
      total: heartbeats.value.total.map((count, day) => (day < firstDay ? 0 : count)),
    },
  });
  expect(silent.advise(knownOf(since(21)), moment)).not.toBeNull();
  expect(silent.advise(knownOf(since(22)), moment)).toBeNull();
});

describe.each(templates.map((template) => [template.id, template] as const))('%s', (id, template) => {
  const { fires, figures, subject = null, quiet } = cases[id]!;

  test('fires with its figures filled in (CO-3)', () => {
    const advice = adviceOf(template, fires);
    expect(advice.subject).toBe(subject);
    expect(advice.figures.map(({ value }) => value)).toEqual(
      figures.map((value) => (value === null ? null : (expect.closeTo(value, 6) as number))),
    );
    expect(advice.priority).toBeGreaterThan(0);
    expect(advice.priority).toBeLessThanOrEqual(100);
    for (const text of [advice.title, advice.text, advice.action]) {
      expect(text).toMatch(/^\S.*[^\s]$/s);
      expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
    }
    expect(advice.link).toMatch(/^\/[a-z]/);
    for (const row of advice.breakdown.rows) expect(row.length).toBe(advice.breakdown.columns.length);
    expect(advice.breakdown.rows.length).toBeGreaterThan(0);
    expect(advice.trend.points.length).toBeGreaterThan(1);
  });

  test('makes a prediction that can turn out false, and says where its probability comes from', () => {
    const { prediction } = adviceOf(template, fires);
    expect(prediction.dueMs).toBeGreaterThan(noon);
    expect(prediction.probabilityRatio).toBeGreaterThanOrEqual(0.5);
    expect(prediction.probabilityRatio).toBeLessThan(1);
    expect(Number.isFinite(prediction.threshold) && Number.isFinite(prediction.valueThen)).toBe(true);
    expect(prediction.reason.length).toBeGreaterThan(20);
    expect(prediction.sentence).toContain(prediction.comparator === 'above' ? 'at least' : 'below');
  });

  test('does not fire just below its trigger', () => {
    expect(template.advise(knownOf(quiet), moment)).toBeNull();
  });

  test('is silent where any of its data is missing, and says which (CO-3)', () => {
    expect(template.needs.length).toBeGreaterThan(0);
    for (const name of template.needs)
      expect(template.advise(without(knownOf(fires), name), moment)).toEqual({ missing: `No ${name}.` });
  });
});
