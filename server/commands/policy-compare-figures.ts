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
  /** Paired by scenario and seed; null for the reference itself. */
  readonly againstReference: Interval | null;
  /** The oracle's uplift minus the policy's, paired; null without an oracle. */
  readonly regret: Interval | null;
  /** Mean uplift over the oracle's; null without an oracle, or if even that earns nothing. */
  readonly ofOracleRatio: number | null;
}

export interface Group {
  /** Null for all scenarios together, each run counting alike. */
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
  readonly uplift: number;
}

function groupOf(scenario: string | null, entries: readonly Entry[], reference: ComparedPolicy): Group {
  // Trials come by scenario and seed, so the runs of two policies pair up by their places.
  const uplifts = new Map(
    [...Map.groupBy(entries, ({ policy }) => policy)].map(([policy, own]) => [policy, own.map(({ uplift }) => uplift)]),
  );
  const oracle = uplifts.get('oracle');
  const policies = [...uplifts].map(([policy, own]): PolicyFigures => ({
    policy,
    uplift: meanInterval95(own),
    againstReference: policy === reference ? null : pairedDifference(own, uplifts.get(reference)!),
    regret: oracle ? pairedDifference(oracle, own) : null,
    ofOracleRatio: oracle && mean(oracle) > 0 ? mean(own) / mean(oracle) : null,
  }));
  return { scenario, runs: uplifts.get(reference)!.length, policies };
}

function pairedDifference(left: readonly number[], right: readonly number[]): Interval {
  return meanInterval95(left.map((value, index) => value - right[index]!));
}
