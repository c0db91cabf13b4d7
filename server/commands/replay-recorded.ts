/** `claque replay-recorded`: what the conductor would have noticed and proposed in a session that was recorded (EC-27). */
import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { isAboutAnomaly, isAboutIntervention, type AnomalyBody, type InterventionBody } from '../contract/activity.ts';
import type { Recording, RecordingCheck } from '../contract/recording.ts';
import type { RunSpec } from '../contract/run-file.ts';
import { categoryFloors, type Format, type PolicyName } from '../contract/vocabulary.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { actsAround } from '../simulation/recording/recorded-run.ts';
import { readRecording, recordedSpec } from '../systems/recordings/index.ts';
import { composeRun } from '../systems/sessions/compose.ts';
import type { Performance } from '../systems/sessions/perform.ts';
import { Progress } from './progress.ts';
import { reportRecorded, type Proposal, type RecordedReport } from './report-recorded.ts';
import { writeRunFile } from './run.ts';

export interface ReplayRecordedFlags {
  readonly session?: string;
  readonly format: Format;
  readonly title?: string;
  readonly buildUp?: number;
  readonly windDown?: number;
  readonly policy: PolicyName;
  readonly json?: boolean;
  readonly out?: string;
}

const untitledWarning = 'No --title says what it was about: the words of proposals stay general.';

/** Reads a recording and has the conductor watch it. */
export async function replayRecordedCommand(file: string, flags: ReplayRecordedFlags): Promise<void> {
  const { session, format, policy } = flags;
  const title = flags.title?.trim() || undefined;
  const { recording, told } = await readRecording(textOf(file), { name: basename(file), session });
  const spec = recordedSpec(recording, {
    title,
    name: session?.trim() || basename(file, extname(file)),
    format,
    policy,
    buildUpSeconds: flags.buildUp,
    windDownSeconds: flags.windDown,
  });
  const warnings = title === undefined ? [...told.warnings, untitledWarning] : told.warnings;
  const { curve, report, tickCount } = watch(spec, { ...told, warnings });
  if (flags.out !== undefined) {
    const { digest } = report;
    writeRunFile(flags.out, { format: 'claque-run', version: 1, spec, inputs: [], tickCount, digest });
  }
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : reportRecorded(report, curve));
}

/** @throws {ClaqueError} bad-file, if it cannot be read. */
async function* textOf(file: string): AsyncGenerator<string> {
  try {
    yield* createReadStream(file, 'utf8') as AsyncIterable<string>;
  } catch (cause) {
    throw new ClaqueError('bad-file', `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function watch(
  spec: RunSpec,
  told: Omit<RecordingCheck, 'buildUpSeconds' | 'windDownSeconds'>,
): { report: RecordedReport; curve: Performance['curve']; tickCount: number } {
  const run = composeRun(spec);
  const progress = new Progress(told.name);
  const curve: { tick: number; score: number; ghostScore: number }[] = [];
  const limits: RecordedReport['limits'][number][] = [];
  const anomalies = new Map<number, AnomalyBody>();
  const proposals = new Map<number, InterventionBody>();
  while (!run.isOver) {
    for (const activity of run.step([])) {
      if (isAboutAnomaly(activity)) anomalies.set(activity.payload.number, activity.payload);
      else if (isAboutIntervention(activity)) proposals.set(activity.payload.number, activity.payload);
      else if (activity.type === 'conductor.limit_changed') limits.push({ tick: activity.tick, ...activity.payload });
      else if (activity.type === 'session.scored') {
        const { tick, score } = activity.payload;
        curve.push({ tick, score, ghostScore: score });
      }
    }
    progress.show(run.tick, run.tickCount, 's');
  }
  progress.clear();
  const { title, format, buildUpSeconds, windDownSeconds } = spec.scenario;
  const { score, digest } = run.result();
  const decided = [...proposals.values()].filter(({ state }) => state === 'shadowed');
  const report = {
    title,
    format,
    read: { ...told, buildUpSeconds, windDownSeconds },
    score,
    criticalRatio: curve.filter((point) => point.score < categoryFloors.low).length / Math.max(1, curve.length),
    limits,
    anomalies: [...anomalies.values()],
    proposals: decided.map((proposal) => proposalOf(proposal, spec.recording!)),
    digest,
  };
  return { report, curve, tickCount: run.tick };
}

function proposalOf(proposal: InterventionBody, recording: Recording): Proposal {
  const hostActs = actsAround(recording, proposal.endedTick!);
  const isSame = hostActs.some(({ kind }) => kind === proposal.kind);
  return { ...proposal, host: isSame ? 'the same' : hostActs.length > 0 ? 'something else' : 'nothing', hostActs };
}
