/** A run: one performance of a scenario under a seed, tick by tick. */
import type { RunActivity } from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { Posterior } from '../../contract/policy.ts';
import type { RunResult } from '../../contract/run-result.ts';

export interface Run {
  /** Ticks performed so far. */
  readonly tick: number;
  /** Planned length in ticks. */
  readonly tickCount: number;
  /** Whether the last tick, planned or stopped, has been performed. */
  readonly isOver: boolean;
  /**
   * Performs the next tick.
   *
   * @param inputs What takes effect at this tick, in the order in which it was recorded.
   * @returns What happened, in order. An input that cannot take effect yields `input.refused`, never a throw.
   */
  step(inputs: readonly SessionInput[]): RunActivity[];
  /** SHA-256 over everything that happened and the state reached, 64 hexadecimal digits. */
  digest(): string;
  /** What the policy knows now. */
  posterior(): Posterior;
  /** The figures of the run so far; elapsedSeconds is left to the caller, who has a clock. */
  result(): Omit<RunResult, 'elapsedSeconds'>;
}
