/** Performs other seeds of a session beside the sessions that go on, and remembers what they said. */
import { setTimeout as rest } from 'node:timers/promises';
import type { SeedAgreement } from '../../contract/report.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Run } from '../../simulation/session/run.ts';
import type { Executions, TrackedExecution } from '../executions/index.ts';
import { agreementOf } from './seeds.ts';

/** Longer makes requests and sessions wait, shorter spends the time on turns of the loop. */
const sliceMs = 10;
/** Between slices, for everybody else: what is asked of the database comes back several times meanwhile, not once. */
const restMs = 2;
/** Sessions whose agreement is remembered. */
const keptCount = 100;

export class SeedRuns {
  readonly #composeRun: (spec: RunSpec) => Run;
  readonly #executions: Executions;
  readonly #kept = new Map<string, Promise<SeedAgreement | null>>();
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(composeRun: (spec: RunSpec) => Run, executions: Executions) {
    this.#composeRun = composeRun;
    this.#executions = executions;
  }

  /**
   * What these runs say; performed once, however often it is asked for.
   *
   * @throws {ClaqueError} unavailable, if the server stops or a person calls it off meanwhile.
   */
  agreement(sessionId: string, specs: readonly RunSpec[]): Promise<SeedAgreement | null> {
    const key = `${sessionId} ${specs.length}`;
    const result = this.#kept.get(key) ?? this.#queue(() => this.#track(sessionId, specs));
    this.#kept.delete(key);
    this.#kept.set(key, result); // The newest last: the first to go is what nobody has asked for longest.
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptCount) break;
      this.#kept.delete(oldest);
    }
    result.catch(() => this.#kept.delete(key));
    return result;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** One report at a time: two would only make each other and the sessions wait. */
  #queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #track(sessionId: string, specs: readonly RunSpec[]): Promise<SeedAgreement | null> {
    const beginning = {
      kind: 'report',
      title: `“${specs[0]?.scenario.title ?? sessionId}” on ${specs.length} seeds`,
      stageCount: specs.length,
      metadata: { sessionId },
      canBeCancelled: true,
    };
    return this.#executions.track(beginning, (execution) => this.#perform(specs, execution));
  }

  async #perform(specs: readonly RunSpec[], execution: TrackedExecution): Promise<SeedAgreement | null> {
    const uplifts: number[] = [];
    let deadline = performance.now() + sliceMs;
    for (const [index, spec] of specs.entries()) {
      execution.stage(`seed ${spec.seed}`, index + 1);
      const run = this.#composeRun(spec);
      while (!run.isOver) {
        run.step([]);
        if (performance.now() < deadline) continue;
        await rest(restMs);
        if (this.#isClosed) throw new ClaqueError('unavailable', 'The server is stopping.');
        if (execution.signal.aborted) throw new ClaqueError('unavailable', 'It was called off; ask again for it.');
        deadline = performance.now() + sliceMs;
      }
      uplifts.push(run.result().counterfactual.uplift);
    }
    return agreementOf(uplifts);
  }
}
