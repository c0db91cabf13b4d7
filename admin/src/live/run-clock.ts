import type { Session } from '../../../server/contract/session.ts';

/** The clock never runs further ahead of what was heard than the next score, which comes every 5 s. */
const aheadSeconds = 5;

/**
 * Session time now, from the last tick heard of and the session's speed.
 *
 * @param heard The last tick and when it was heard, in milliseconds of the clock of `nowMs`.
 */
export function runClock(
  session: Pick<Session, 'status' | 'speed' | 'tickCount'>,
  heard: { tick: number; at: number },
  nowMs: number,
): number {
  if (session.status !== 'running' || session.speed === 'max') return heard.tick;
  const ahead = Math.min(aheadSeconds, ((nowMs - heard.at) / 1_000) * session.speed);
  return Math.min(session.tickCount, Math.floor(heard.tick + ahead));
}
