/** `claque run` and `claque replay`. */
import { availableParallelism } from 'node:os';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunFile } from '../contract/run-file.ts';
import type { ManualIntervention } from '../contract/input.ts';
import type { Replicates, Without } from '../contract/run-result.ts';
import type { Scenario } from '../contract/scenario.ts';
import type { Mode, PolicyName } from '../contract/vocabulary.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { interval95, mean } from '../kernel/statistics.ts';
import { findScenario, loadPersonas, personasOf } from '../systems/scenarios/index.ts';
import { withoutIntervention, type Performance } from '../systems/sessions/perform.ts';
import { performBatch } from './batch.ts';
import { Progress } from './progress.ts';
import { writeRecording } from './record.ts';
import { reportRun, type RunReport } from './report.ts';
import { reportFormOf, writeReport } from './write-report.ts';

export interface RunFlags {
  readonly seed: number;
  readonly attendees?: number;
  readonly mode?: Mode;
  readonly policy: PolicyName;
  readonly replicates?: number;
  /** Number of the intervention to leave out, and what to do in its place. */
  readonly without?: number;
  readonly instead?: ManualIntervention;
  readonly workers?: number;
  readonly out?: string;
  /** A file: what it ends in says the form. */
  readonly report?: string;
  /** Where to write what a platform would have recorded of the first run. */
  readonly record?: string;
  readonly json?: boolean;
}

export interface Folders {
  readonly scenarios: string;
  readonly personas: string;
}

/** Performs a scenario; with replicates also the seeds that follow on its own. */
export async function runCommand(idOrPath: string, flags: RunFlags, folders: Folders): Promise<void> {
  const scenario = findScenario(folders.scenarios, idOrPath);
  const personas = personasOf(scenario, loadPersonas(folders.personas));
  if (flags.report !== undefined) reportFormOf(flags.report); // Wrong usage shows before the work and not after it.
  const count = flags.replicates ?? 1;
  if (flags.seed + count - 1 > 4_294_967_295)
    throw new ClaqueError('bad-request', `Seeds go up to 4294967295; ${count} from ${flags.seed} on do not fit.`);
  const jobs = Array.from({ length: count }, (_, index) => ({
    spec: {
      scenario: withAttendees(scenario, flags.attendees),
      seed: flags.seed + index,
      mode: flags.mode ?? scenario.conductor.mode,
      policy: flags.policy,
      personas,
      posterior: null,
      wording: 'template' as const,
      recording: null,
    },
    inputs: [],
  }));
  const workers = flags.workers ?? (count > 1 ? Math.min(availableParallelism(), count) : 0);
  const progress = new Progress(scenario.id);
  const startMs = performance.now();
  const performances = await performBatch(jobs, {
    workers,
    onDone: (done) => progress.show(done, count, 'runs'),
    ...(count === 1 && { onTick: (tick: number, tickCount: number) => progress.show(tick, tickCount, 's') }),
  });
  const without = flags.without === undefined ? null : await compareWithout(performances, flags, workers);
  progress.clear();
  const first = performances[0]!;
  const report: RunReport = {
    ...first.result,
    elapsedSeconds: (performance.now() - startMs) / 1_000,
    ...(flags.replicates !== undefined && {
      replicates: replicatesOf(performances.map(({ result }) => result.counterfactual.uplift)),
    }),
    ...without,
  };
  if (flags.report !== undefined) {
    const uplifts = performances.map(({ result }) => result.counterfactual.uplift);
    const options = { uplifts: flags.replicates === undefined ? null : uplifts, workers: flags.workers };
    await writeReport(flags.report, jobs[0]!.spec, options);
  }
  if (flags.out !== undefined) for (const { runFile } of performances) writeRunFile(flags.out, runFile);
  if (flags.record !== undefined) writeRecording(flags.record, jobs[0]!.spec);
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : reportRun(report, first.curve));
}

/** Performs each run again without one intervention; seeds in which it did not happen are left out of the comparison. */
async function compareWithout(
  bases: readonly Performance[],
  flags: RunFlags,
  workers: number,
): Promise<Pick<RunReport, 'without' | 'withoutReplicates'>> {
  const interventionNumber = flags.without!;
  const pairs = bases.flatMap((base) => {
    const job = withoutIntervention(base, interventionNumber, flags.instead ?? null);
    return job ? [{ base, job }] : [];
  });
  if (pairs[0]?.base !== bases[0]) {
    const measured = bases[0]!.result.interventions.filter(({ state }) => state === 'measured').length;
    throw new ClaqueError(
      'bad-request',
      `--without ${interventionNumber}: the run has measured ${measured} interventions; use a number from 1 to ${measured}.`,
    );
  }
  const branches = await performBatch(
    pairs.map(({ job }) => job),
    { workers },
  );
  const uplifts = branches.map(({ result }, index) => pairs[index]!.base.result.score.mean - result.score.mean);
  const { kind, variant = null } = flags.instead ?? {};
  const without: Without = {
    interventionNumber,
    instead: kind ? { kind, variant } : null,
    meanScore: branches[0]!.result.score.mean,
    uplift: uplifts[0]!,
    digest: branches[0]!.result.digest,
  };
  return { without, ...(flags.replicates !== undefined && { withoutReplicates: replicatesOf(uplifts) }) };
}

/** Performs a run file. @returns Whether the digest holds. */
export async function replayCommand(file: string, flags: { workers?: number; json?: boolean }): Promise<boolean> {
  const runFile = readRunFile(file);
  const progress = new Progress(runFile.spec.scenario.id);
  const [performed] = await performBatch([runFile], {
    workers: flags.workers ?? 0,
    onTick: (tick, tickCount) => progress.show(tick, tickCount, 's'),
  });
  progress.clear();
  const { digest } = performed!.result;
  const holds = digest === runFile.digest;
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ holds, digest, expectedDigest: runFile.digest, ticks: performed!.result.ticks })}\n`
      : holds
        ? `The digest holds: ${digest}\n`
        : `The digest does not hold.\n  expected ${runFile.digest}\n  got      ${digest}\n`,
  );
  return holds;
}

function withAttendees(scenario: Scenario, attendeeCount: number | undefined): Scenario {
  return attendeeCount === undefined ? scenario : { ...scenario, audience: { ...scenario.audience, attendeeCount } };
}

function replicatesOf(uplifts: readonly number[]): Replicates {
  return { count: uplifts.length, upliftMean: mean(uplifts), upliftCi95: interval95(uplifts) };
}

export function writeRunFile(folder: string, runFile: RunFile): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${runFile.spec.scenario.id}-${runFile.spec.seed}.run.json`),
    `${JSON.stringify(runFile)}\n`,
  );
}

function readRunFile(file: string): RunFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ClaqueError('bad-file', `${file} is not a run file: ${(cause as Error).message}`, { cause });
  }
  const parsed = RunFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ClaqueError('bad-file', `${file}, field ${issue!.path.join('.') || '(the whole file)'}: ${issue!.message}`);
}
