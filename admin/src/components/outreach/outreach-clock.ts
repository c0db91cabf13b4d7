import type { OutreachClock } from '../../../../server/contract/outreach.ts';

/** The clock so many milliseconds of real time later, at the speed it had. */
export function clockAfter({ now, speed, aheadSeconds }: OutreachClock, elapsedMs: number): OutreachClock {
  return {
    now: new Date(Date.parse(now) + elapsedMs * speed).toISOString(),
    speed,
    aheadSeconds: aheadSeconds + (elapsedMs / 1_000) * (speed - 1),
  };
}
