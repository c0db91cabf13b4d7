/** Figures of a comparison: uplifts, what separates the policies, and what an oracle would have earned besides. */
import { mean, meanInterval95 } from '../kernel/statistics.ts';
import type { ComparedPolicy, Trial, TrialResult } from './policy-compare-trials.ts';

/** A mean with its 95% interval by Student's t, in score. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface PolicyFigures {
  readonly policy: ComparedPolicy;
  /** Over the whole run: mean score minus that of the same run with nothing done. */
  readonly uplift: Interval;
  /** Paired by seed; null for the reference itself. */
  readonly againstReference: Interval | null;
  /** The oracle's uplift minus the policy's, paired; null without an oracle. */
  readonly regret: Interval | null;
  /** Mean uplift over the oracle's; null without an oracle, or if even that earns nothing. */
  readonly ofOracleRatio: number | null;
}

export interface Group {
  /** Null for all scenarios together, each run counting alike; intervals are then over seeds, of the mean over scenarios. */
  readonly scenario: string | null;
  readonly runs: number;
  readonly policies: readonly PolicyFigures[];
}

/** What `claque policy compare --json` prints. */
export interface Comparison {
  readonly version: string;
  /** SHA-256 over the digests of all runs, in order. */
  readonly digest: string;
  readonly seed: number;
  readonly replicates: number;
  readonly learn: { readonly sessions: number; readonly from: string };
  readonly policies: readonly ComparedPolicy[];
  /** What differences are taken against: the rules, or the first policy where they are not compared. */
  readonly reference: ComparedPolicy;
  readonly scenarios: readonly Group[];
  readonly overall: Group;
  readonly elapsedSeconds: number;
}

/** @param results One for each trial, in the same order. */
export function figuresOf(
  trials: readonly Trial[],
  results: readonly TrialResult[],
): Pick<Comparison, 'reference' | 'scenarios' | 'overall'> {
  const entries = trials.map(({ policy, spec }, index): Entry => ({
    policy,
    scenario: spec.scenario.id,
    seed: spec.seed,
    uplift: results[index]!.uplift,
  }));
  const policies = [...new Set(entries.map(({ policy }) => policy))];
  const reference = policies.includes('rules') ? 'rules' : policies[0]!;
  return {
    reference,
    scenarios: [...Map.groupBy(entries, ({ scenario }) => scenario)].map(([scenario, own]) =>
      groupOf(scenario, own, reference),
    ),
    overall: groupOf(null, entries, reference),
  };
}

interface Entry {
  readonly policy: ComparedPolicy;
  readonly scenario: string;
  readonly seed: number;
  readonly uplift: number;
}

function groupOf(scenario: string | null, entries: readonly Entry[], reference: ComparedPolicy): Group {
  // Trials come by scenario and seed, so the seeds of two policies pair up by their places.
  const byPolicy = Map.groupBy(entries, ({ policy }) => policy);
  const uplifts = new Map([...byPolicy].map(([policy, own]) => [policy, meansBySeed(own)]));
  const oracle = uplifts.get('oracle');
  const policies = [...uplifts].map(([policy, own]): PolicyFigures => ({
    policy,
    uplift: meanInterval95(own),
    againstReference: policy === reference ? null : pairedDifference(own, uplifts.get(reference)!),
    regret: oracle ? pairedDifference(oracle, own) : null,
    ofOracleRatio: oracle && mean(oracle) > 0 ? mean(own) / mean(oracle) : null,
  }));
  return { scenario, runs: byPolicy.get(reference)!.length, policies };
}

/**
 * Chance is in the seeds: scenarios were chosen, and what sets them apart is no error. One seed's runs of several
 * scenarios share their luck, too.
 */
function meansBySeed(entries: readonly Entry[]): number[] {
  return [...Map.groupBy(entries, ({ seed }) => seed).values()].map((own) => mean(own.map(({ uplift }) => uplift)));
}

function pairedDifference(left: readonly number[], right: readonly number[]): Interval {
  return meanInterval95(left.map((value, index) => value - right[index]!));
}
