/** What the policy earns after learning, against rules, chance and an oracle, on sessions that it did not learn on. */
import { availableParallelism } from 'node:os';
import { learnOnDrawn } from '../../server/commands/policy-compare-learn.ts';
import { performTrials, type ComparedPolicy, type Trial } from '../../server/commands/policy-compare-trials.ts';
import type { Posterior } from '../../server/contract/policy.ts';
import type { RunSpec } from '../../server/contract/run-file.ts';
import { mean, meanInterval95 } from '../../server/kernel/statistics.ts';
import { drawScenario } from '../../server/simulation/scenario/draw-scenario.ts';
import { scenarios, specOf } from '../support/run-spec.ts';

/** Courses of learning, each on sessions of its own. */
const COURSES = 6;
/** Seeds of a course lie this far apart. */
const COURSE_SEEDS = 1_000;
/** Sessions learnt on before judging; what is claimed is claimed of the last. */
const stages = [0, 10, 30];

/** Judged on: never learnt on and nothing tuned on. */
const DRAWN_SEED = 1_000_001;
const DRAWN_COUNT = 150;
const SHIPPED_SEED = 301;
const SHIPPED_SEEDS = 30;

/** A policy with what it knew at the start. */
interface Player {
  readonly name: string;
  readonly policy: ComparedPolicy;
  readonly posterior: Posterior | null;
}

export async function benchSessions(): Promise<string[]> {
  const drawn = Array.from({ length: DRAWN_COUNT }, (_, index) => specOfDrawn(DRAWN_SEED + index));
  const shipped = [...scenarios.keys()]
    .filter((id) => id !== 'calm-hour')
    .flatMap((id) => Array.from({ length: SHIPPED_SEEDS }, (_, index) => specOf(id, SHIPPED_SEED + index)));
  const players = playersOf();
  const specs = [...drawn, ...shipped];
  const trials = players.flatMap(({ policy, posterior }) => specs.map((spec): Trial => ({ policy, spec, posterior })));
  const results = await performTrials(trials, { workers: availableParallelism(), onDone: () => {} });
  /** Uplifts in points, by player, over some of the sessions. */
  const uplifts = (from: number, until: number) =>
    players.map((_, player) =>
      results.slice(player * specs.length + from, player * specs.length + until).map(({ uplift }) => uplift * 100),
    );
  return [
    `${drawn.length} drawn scenarios:`,
    ...linesOf(players, uplifts(0, drawn.length)),
    `the shipped scenarios, ${SHIPPED_SEEDS} seeds each:`,
    ...linesOf(players, uplifts(drawn.length, specs.length)),
  ];
}

function specOfDrawn(seed: number): RunSpec {
  return { ...specOf('calm-hour', seed), scenario: drawScenario(seed), personas: [] };
}

function playersOf(): Player[] {
  const others = (['rules', 'random', 'oracle'] as const).map((policy) => ({ name: policy, policy, posterior: null }));
  const learners = stages.flatMap((sessions) =>
    Array.from({ length: sessions === 0 ? 1 : COURSES }, (_, course): Player => ({
      name: `thompson after ${sessions} sessions`,
      policy: 'thompson',
      posterior: learnOnDrawn(sessions, undefined, course * COURSE_SEEDS),
    })),
  );
  return [...others, ...learners];
}

/** A line for each name; players of one name are courses of the same. */
function linesOf(players: readonly Player[], uplifts: readonly (readonly number[])[]): string[] {
  const byName = Map.groupBy(players.keys(), (player) => players[player]!.name);
  const coursesOf = (name: string) => byName.get(name)!.map((player) => uplifts[player]!);
  const rules = coursesOf('rules')[0]!;
  const oracle = coursesOf('oracle')[0]!;
  return [...byName.keys()].map((name) => lineOf(name, coursesOf(name), { rules, oracle }));
}

/** A session counts with the mean over courses; the interval is over sessions, and the least course stands beside it. */
function lineOf(
  name: string,
  courses: readonly (readonly number[])[],
  { rules, oracle }: { rules: readonly number[]; oracle: readonly number[] },
): string {
  const own = rules.map((_, session) => mean(courses.map((uplifts) => uplifts[session]!)));
  const difference = meanInterval95(own.map((uplift, session) => uplift - rules[session]!));
  const regret = meanInterval95(own.map((uplift, session) => oracle[session]! - uplift));
  const least = Math.min(...courses.map((uplifts) => mean(uplifts) / mean(oracle)));
  const parts = [
    `uplift ${mean(own).toFixed(2)}`,
    `${percent(mean(own) / mean(oracle))} of the oracle${courses.length > 1 ? ` (least of ${courses.length} courses ${percent(least)})` : ''}`,
    `regret ${told(regret)}`,
    `against rules ${told(difference)}`,
  ];
  return `  ${name}: ${parts.join('; ')}`;
}

function told({ mean: centre, low, high }: { mean: number; low: number; high: number }): string {
  return `${centre.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)}%`;
}
