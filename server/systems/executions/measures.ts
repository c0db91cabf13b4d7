/** Figures on executions for Prometheus (EX-10). */
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import type { Group } from './group.ts';
import type { ExecutionState } from './rules.ts';
import { completionRatioOf } from './rules.ts';

/** Kinds with a series of their own; whatever else clients think of counts as `other`. */
const mostKinds = 30;

export class Measures {
  readonly #kinds = new Set<string>();
  readonly #durations;
  readonly #completion;
  readonly #entries;
  readonly #dropped;

  constructor(metrics: Metrics) {
    this.#durations = metrics.histogram(
      'claque_execution_duration_seconds',
      'Time from the start of an execution to its end.',
      { labelNames: ['kind', 'status'], buckets: [0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 1_800, 7_200] },
    );
    this.#completion = metrics.histogram(
      'claque_execution_stage_completion_ratio',
      'Share of its stages that an execution had completed when it ended.',
      { labelNames: ['kind'], buckets: [0, 0.25, 0.5, 0.75, 0.99, 1] },
    );
    this.#entries = metrics.counter('claque_execution_log_entries_total', 'Log entries of executions.', ['level']);
    this.#dropped = metrics.counter(
      'claque_execution_dropped_total',
      'What was said of executions and could not be kept.',
    );
  }

  wrote({ ended, entries }: Group): void {
    for (const state of ended) this.#ended(state);
    for (const { level } of entries) this.#entries.inc({ level });
  }

  dropped(count: number): void {
    this.#dropped.inc(count);
  }

  #ended(state: ExecutionState): void {
    const kind = this.#kindOf(state);
    const { status, startedAtMs, createdAtMs, endedAtMs } = state;
    this.#durations.observe({ kind, status }, (endedAtMs! - (startedAtMs ?? createdAtMs)) / 1_000);
    const ratio = completionRatioOf(state);
    if (ratio !== null) this.#completion.observe({ kind }, ratio);
  }

  #kindOf({ kind }: ExecutionState): string {
    if (this.#kinds.size < mostKinds) this.#kinds.add(kind);
    return this.#kinds.has(kind) ? kind : 'other';
  }
}
