/** `claque run --report`: the report of a run as a file (EC-25). */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { RunSpec } from '../contract/run-file.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { agreementOf, planSeeds, renderReport, reportForms, reportOfRun } from '../systems/reports/index.ts';
import type { ReportForm } from '../systems/reports/index.ts';
import { composeRun } from '../systems/sessions/compose.ts';
import { performBatch } from './batch.ts';

/** Other seeds that a report asks unless `--replicates` says how many. */
const standardSeedCount = 10;

/** The form that a file's name asks for. @throws {ClaqueError} bad-request, if it is none. */
export function reportFormOf(file: string): ReportForm {
  const ending = path.extname(file).slice(1).toLowerCase();
  const form = reportForms.find((candidate) => candidate === ending);
  if (form) return form;
  const endings = reportForms.map((candidate) => `.${candidate}`).join(', ');
  throw new ClaqueError('bad-request', `--report ${file}: the name has to end in one of ${endings}; it says the form.`);
}

export interface ReportOptions {
  /** Uplifts of the seeds that the person asked for, which have been performed; null if that is left to the report. */
  readonly uplifts: readonly number[] | null;
  readonly workers: number | undefined;
}

/**
 * Performs a run again, and other seeds of it, and writes what came of them.
 *
 * @throws {ClaqueError} bad-file, if the file cannot be written.
 */
export async function writeReport(file: string, spec: RunSpec, { uplifts, workers }: ReportOptions): Promise<void> {
  const plan = planSeeds(spec, uplifts?.length ?? standardSeedCount, uplifts === null);
  // Without a note the plan is the very runs that have been performed.
  const known = plan.note === null ? uplifts : null;
  const report = reportOfRun(spec, composeRun(spec), [], {
    version: packageJson.version,
    createdAt: new Date().toISOString(),
    seeds: agreementOf(known ?? (await upliftsOf(plan.specs, workers))),
    seedsNote: plan.note,
  });
  try {
    writeFileSync(file, renderReport(report, reportFormOf(file)));
  } catch (cause) {
    throw new ClaqueError('bad-file', `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

async function upliftsOf(specs: readonly RunSpec[], workers = Math.min(availableParallelism(), specs.length)) {
  const performances = await performBatch(
    specs.map((spec) => ({ spec, inputs: [] })),
    { workers },
  );
  return performances.map(({ result }) => result.counterfactual.uplift);
}
