import { describe, expect, test } from 'vitest';
import { chartOf } from '../../../server/commands/policy-compare-chart.ts';
import { figuresOf, type Comparison } from '../../../server/commands/policy-compare-figures.ts';
import { reportComparison } from '../../../server/commands/policy-compare-report.ts';
import type { ComparedPolicy, Trial } from '../../../server/commands/policy-compare-trials.ts';
import { specOf } from '../../support/run-spec.ts';

/** Uplifts by scenario and policy, one for each seed. */
const uplifts: Record<string, Partial<Record<ComparedPolicy, number[]>>> = {
  'webinar-drop': { thompson: [0.1, 0.2, 0.3], rules: [0.1, 0.1, 0.1], oracle: [0.2, 0.3, 0.4] },
  'mass-exit': { thompson: [0.05, 0.05, 0.05], rules: [0.1, 0.1, 0.1], oracle: [0.1, 0.1, 0.1] },
};

function compared(policies: readonly ComparedPolicy[], ids = Object.keys(uplifts)) {
  const trials: Trial[] = [];
  const results: { uplift: number; digest: string }[] = [];
  for (const id of ids)
    for (const seed of [0, 1, 2])
      for (const policy of policies) {
        trials.push({ policy, spec: specOf(id, seed), posterior: null });
        results.push({ uplift: uplifts[id]![policy]![seed]!, digest: `${id}-${seed}-${policy}` });
      }
  return figuresOf(trials, results);
}

function comparison(policies: readonly ComparedPolicy[], sessions = 0, ids?: string[]): Comparison {
  return {
    ...compared(policies, ids),
    version: '1.2.3',
    digest: 'f'.repeat(64),
    seed: 0,
    replicates: 3,
    learn: { sessions, from: 'x' },
    policies,
    elapsedSeconds: 1,
  };
}

describe('figures of a comparison (EC-13)', () => {
  const { reference, scenarios, overall } = compared(['thompson', 'rules', 'oracle']);
  const of = (group: (typeof scenarios)[number], policy: ComparedPolicy) =>
    group.policies.find((figures) => figures.policy === policy)!;

  test('pair policies by seed: what two seeds have in common does not widen a difference', () => {
    const [drop, exit] = scenarios;
    expect(reference).toBe('rules');
    expect(of(drop!, 'thompson').uplift.mean).toBeCloseTo(0.2, 12);
    expect(of(drop!, 'thompson').againstReference!.mean).toBeCloseTo(0.1, 12);
    // The oracle is 0.1 above in every seed: that is known exactly, however much the seeds differ.
    expect(of(drop!, 'thompson').regret!.low).toBeCloseTo(0.1, 12);
    expect(of(drop!, 'thompson').regret!.high).toBeCloseTo(0.1, 12);
    expect(of(exit!, 'thompson').againstReference!.high).toBeCloseTo(-0.05, 12);
    expect(of(drop!, 'rules').againstReference).toBeNull();
    expect(of(drop!, 'thompson').ofOracleRatio).toBeCloseTo(2 / 3, 12);
  });

  test('over all scenarios count every run alike', () => {
    expect(overall).toMatchObject({ scenario: null, runs: 6 });
    expect(of(overall, 'thompson').uplift.mean).toBeCloseTo(0.125, 12);
    expect(of(overall, 'oracle').regret!.mean).toBe(0);
    expect(of(overall, 'oracle').ofOracleRatio).toBe(1);
  });

  test('over all scenarios take chance to be in the seeds: that scenarios differ is no error', () => {
    // Means over both scenarios of 0.075, 0.125 and 0.175 on three seeds: 0.05 over the root of 3, times 4.303 at 2 degrees of freedom.
    expect(of(overall, 'thompson').uplift.high - of(overall, 'thompson').uplift.mean).toBeCloseTo(0.1242, 4);
  });

  test('without rules are taken against the first policy, and without an oracle tell no regret', () => {
    const { reference, overall } = compared(['thompson']);
    expect(reference).toBe('thompson');
    expect(overall.policies[0]).toMatchObject({ againstReference: null, regret: null, ofOracleRatio: null });
  });
});

describe('a comparison, told', () => {
  test('has a row for each policy and says what the policy knew beforehand', () => {
    const text = reportComparison(comparison(['thompson', 'rules', 'oracle']));
    expect(text).toContain('+20.0 (');
    expect(text).toContain('against rules');
    expect(text).toContain('67%');
    expect(text).toContain('built-in prior');
    expect(text).toContain('all of them (6)');
    expect(text.match(/●/g)).toHaveLength(9);
    expect(reportComparison(comparison(['thompson'], 30))).toContain('learnt on 30 sessions');
    expect(reportComparison(comparison(['thompson'], 0, ['mass-exit']))).not.toContain('all of them');
  });

  test('is drawn as an SVG that loads nothing and has a mark within the frame for each policy', () => {
    const svg = chartOf(comparison(['thompson', 'rules', 'oracle']));
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    expect(svg).not.toMatch(/<script|href|url\(|@import/);
    const width = Number(/width="(\d+)"/.exec(svg)![1]);
    const places = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(places).toHaveLength(9);
    expect(places.every((x) => x > 0 && x < width)).toBe(true);
    expect(svg).toContain('20.0 (');
    expect(chartOf(comparison(['rules']))).not.toContain('NaN');
  });
});
