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

/**
 * Performs a run again, and other seeds of it, and writes what came of them.
 *
 * @param options.replicates Seeds that the person asked for, however long they take.
 * @throws {ClaqueError} bad-file, if the file cannot be written.
 */
export async function writeReport(
  file: string,
  spec: RunSpec,
  { replicates, workers }: { replicates: number | undefined; workers: number | undefined },
): Promise<void> {
  const plan = planSeeds(spec, replicates ?? standardSeedCount, replicates === undefined);
  const jobs = plan.specs.map((seeded) => ({ spec: seeded, inputs: [] }));
  const performances = await performBatch(jobs, {
    workers: workers ?? Math.min(availableParallelism(), jobs.length),
  });
  const report = reportOfRun(spec, composeRun(spec), [], {
    version: packageJson.version,
    createdAt: new Date().toISOString(),
    seeds: agreementOf(performances.map(({ result }) => result.counterfactual.uplift)),
    seedsNote: plan.note,
  });
  try {
    writeFileSync(file, renderReport(report, reportFormOf(file)));
  } catch (cause) {
    throw new ClaqueError('bad-file', `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
