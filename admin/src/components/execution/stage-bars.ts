/** The stages of an execution on one axis of time. Pure. */
import type { ExecutionSummary } from '../../../../server/contract/execution.ts';

export interface StageBar {
  readonly number: number;
  readonly name: string;
  /** Where it begins and how long it is, as shares of the whole. */
  readonly startRatio: number;
  readonly lengthRatio: number;
  readonly seconds: number;
  readonly isCurrent: boolean;
}

/** Each stage from its beginning to the next one's, the last to the end or until now. */
export function stageBars({ stages, startedAt, createdAt, endedAt }: ExecutionSummary, nowMs: number): StageBar[] {
  const beginMs = Date.parse(startedAt ?? createdAt);
  const endMs = Math.max(endedAt === null ? nowMs : Date.parse(endedAt), beginMs + 1);
  const within = (ms: number) => Math.min(endMs, Math.max(beginMs, ms));
  return stages.map(({ number, name, startedAt: at }, index) => {
    const next = stages[index + 1];
    const from = within(Date.parse(at));
    const to = next ? Math.max(from, within(Date.parse(next.startedAt))) : endMs;
    return {
      number,
      name: name ?? `Stage ${number}`,
      startRatio: (from - beginMs) / (endMs - beginMs),
      lengthRatio: (to - from) / (endMs - beginMs),
      seconds: (to - from) / 1_000,
      isCurrent: endedAt === null && next === undefined,
    };
  });
}
