/** `claque policy compare`: policies on the same sessions, held against an oracle that knows what everything would bring. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Persona } from '../contract/persona.ts';
import type { Posterior } from '../contract/policy.ts';
import type { RunSpec } from '../contract/run-file.ts';
import type { Scenario } from '../contract/scenario.ts';
import { Digest } from '../kernel/digest.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { findScenario, loadPersonas, personasOf } from '../systems/scenarios/index.ts';
import { chartOf } from './policy-compare-chart.ts';
import { figuresOf, type Comparison } from './policy-compare-figures.ts';
import { LEARNING_SEED_OFFSET, learnOnDrawn } from './policy-compare-learn.ts';
import { reportComparison } from './policy-compare-report.ts';
import { performTrials, type ComparedPolicy, type Trial } from './policy-compare-trials.ts';
import { Progress } from './progress.ts';
import type { Folders } from './run.ts';

export interface CompareFlags {
  readonly policies: readonly ComparedPolicy[];
  readonly replicates: number;
  readonly seed: number;
  /** Sessions that thompson learns on beforehand; 0: it starts from the built-in prior. */
  readonly learn: number;
  readonly workers?: number;
  readonly json?: boolean;
  /** File to draw the chart into, as SVG. */
  readonly chart?: string;
}

/** @throws {ClaqueError} bad-request, bad-file or not-found, with a sentence. */
export async function policyCompareCommand(
  idsOrPaths: readonly string[],
  flags: CompareFlags,
  folders: Folders,
): Promise<void> {
  const scenarios = distinct(idsOrPaths.map((idOrPath) => findScenario(folders.scenarios, idOrPath)));
  const lastSeed = flags.seed + flags.replicates - 1;
  if (lastSeed >= LEARNING_SEED_OFFSET)
    throw new ClaqueError(
      'bad-request',
      `Seeds to compare on go up to ${LEARNING_SEED_OFFSET - 1}; those above are learnt on. ${flags.replicates} from ${flags.seed} on do not fit.`,
    );
  const startMs = performance.now();
  const progress = new Progress('policy compare');
  const posterior = learnOnDrawn(flags.learn, (done) => progress.show(done, flags.learn, 'sessions learnt'));
  const trials = trialsOf(scenarios, flags, posterior, loadPersonas(folders.personas));
  const results = await performTrials(trials, {
    workers: flags.workers ?? Math.min(availableParallelism(), trials.length),
    onDone: (done) => progress.show(done, trials.length, 'runs'),
  });
  progress.clear();
  const digest = new Digest();
  for (const result of results) digest.addValue(result.digest);
  const comparison: Comparison = {
    version: versionOfClaque(),
    digest: digest.toHex(),
    seed: flags.seed,
    replicates: flags.replicates,
    learn: { sessions: flags.learn, from: flags.learn === 0 ? 'the built-in prior' : 'drawn scenarios' },
    policies: [...flags.policies],
    ...figuresOf(trials, results),
    elapsedSeconds: (performance.now() - startMs) / 1_000,
  };
  process.stdout.write(flags.json ? `${JSON.stringify(comparison, null, 2)}\n` : reportComparison(comparison));
  if (flags.chart !== undefined) writeChart(flags.chart, comparison);
}

/** By scenario, then seed, then policy: runs of one seed stand side by side. */
function trialsOf(
  scenarios: readonly Scenario[],
  { policies, seed, replicates }: CompareFlags,
  posterior: Posterior | null,
  personas: ReadonlyMap<string, Persona>,
): Trial[] {
  const specs = scenarios.flatMap((scenario) =>
    Array.from({ length: replicates }, (_, index): RunSpec => ({
      scenario,
      seed: seed + index,
      mode: 'auto',
      policy: 'thompson',
      personas: personasOf(scenario, personas),
      posterior: null,
      wording: 'template',
      recording: null,
    })),
  );
  return specs.flatMap((spec) =>
    policies.map((policy): Trial => ({ policy, spec, posterior: policy === 'thompson' ? posterior : null })),
  );
}

function distinct(scenarios: readonly Scenario[]): readonly Scenario[] {
  const twice = scenarios.find(({ id }, index) => scenarios.findIndex((other) => other.id === id) < index);
  if (twice) throw new ClaqueError('bad-request', `Scenario ${twice.id} is named twice; name it once.`);
  return scenarios;
}

function writeChart(file: string, comparison: Comparison): void {
  try {
    writeFileSync(file, chartOf(comparison));
  } catch (cause) {
    throw new ClaqueError('bad-file', `The chart cannot be written: ${(cause as Error).message}`, { cause });
  }
}

function versionOfClaque(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
