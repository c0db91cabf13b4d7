/** Who is called next: one queue of new tasks and retries (OR-5). Pure. */
import type { TaskPriority } from '../../contract/outreach.ts';

/** From the least to the most urgent; their places are what the database sorts by. */
export const priorities: readonly TaskPriority[] = ['low', 'normal', 'high', 'urgent'];

const minuteMs = 60_000;

/**
 * How much later than another a task may have fallen due and still be called before it. Waiting so raises the priority:
 * one of low priority that has waited an hour longer is level with one of high, and nothing that falls due more than
 * four hours after it goes before it. Longer would let urgent ones starve the others, shorter would make them no
 * matter. Assumed.
 */
const headStartMs: Readonly<Record<TaskPriority, number>> = {
  low: 0,
  normal: 15 * minuteMs,
  high: 60 * minuteMs,
  urgent: 240 * minuteMs,
};

/** Calls under way at once, all contacts together. Assumed: more would wait for their providers and the disk. */
export const mostCalls = 400;
/**
 * Calls begun by one beat. More would have all of them speak, and reserve what that costs, in the same moment, with
 * heartbeats waiting behind them for the disk; fewer would fill the lines too slowly: 300 take 12 seconds. Assumed.
 */
export const mostStarts = 25;

/** A task's place in the queue: the least is called first. @param dueAtMs When it fell due, on the outreach clock. */
export const placeInQueue = (priority: TaskPriority, dueAtMs: number): number => dueAtMs - headStartMs[priority];

/** Time after which nothing that falls due later goes before a task any more, in ms. */
export const longestOvertakingMs = Math.max(...Object.values(headStartMs));
