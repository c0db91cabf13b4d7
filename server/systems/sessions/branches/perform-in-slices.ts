/** Performs a branch on the thread that serves everybody, in slices that leave room for them. */
import { setTimeout as rest } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { RunActivity } from '../../../contract/activity.ts';
import type { SessionInput } from '../../../contract/input.ts';
import type { RunResult } from '../../../contract/run-result.ts';
import { ClaqueError } from '../../../kernel/errors.ts';
import type { Run } from '../../../simulation/session/run.ts';
import type { ScorePoint } from './comparison.ts';
import type { BranchJob } from './job.ts';

/** Half of a slice of the sessions themselves: a branch can wait, they cannot. All branches together have one. */
const sliceMs = 10;
/** Between slices, for everybody else: what is asked of the database comes back several times meanwhile, not once. */
const restMs = 2;

export interface PerformedBranch {
  /** From the first tick on. */
  readonly points: readonly ScorePoint[];
  readonly result: Omit<RunResult, 'elapsedSeconds'>;
}

/** What the server says of a branch while it is being performed; asked before or after each slice. */
export interface Turn {
  /** Branches that are being performed, this one among them: they share a slice. */
  readonly count: () => number;
  /** Why it is to stop, or null. */
  readonly stopped: () => ClaqueError | null;
}

/**
 * @throws {ClaqueError} illegal-transition, if the change cannot take effect at its tick; whatever `stopped` says.
 */
export async function performInSlices(run: Run, job: BranchJob, { count, stopped }: Turn): Promise<PerformedBranch> {
  const byTick = Map.groupBy(job.inputs, ({ tick }) => tick);
  const points: ScorePoint[] = [];
  while (!run.isOver) {
    const deadline = performance.now() + sliceMs / count();
    while (!run.isOver && performance.now() < deadline)
      for (const activity of run.step(byTick.get(run.tick + 1) ?? [])) {
        assertTaken(activity, job);
        if (activity.type === 'session.scored')
          points.push({ tick: activity.payload.tick, score: activity.payload.score });
      }
    await rest(restMs);
    const why = stopped();
    if (why) throw why;
  }
  return { points, result: run.result() };
}

/** A branch whose change was refused would be none, and its uplift a lie. */
function assertTaken(activity: RunActivity, { fromTick, own }: BranchJob): void {
  if (activity.type !== 'input.refused' || activity.tick !== fromTick) return;
  const { input, why, intervention } = activity.payload;
  const isOwn = ({ kind, ...rest }: SessionInput) =>
    kind === input && isDeepStrictEqual('intervention' in rest ? rest.intervention : null, intervention);
  if (own.some(isOwn))
    throw new ClaqueError('illegal-transition', `At tick ${fromTick} that is not possible. ${why}`, {
      fields: [{ field: 'body.change', message: why }],
    });
}
