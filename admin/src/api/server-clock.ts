/**
 * What the server's clock shows, whatever the clock of this computer says. Each answer's Date header and each activity
 * bounds how far the two are apart; together they bound it closer than any one of them.
 */

/** A Date header counts whole seconds: the server's time was up to this much later. */
const headerStepMs = 1_000;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * @param own Milliseconds of a clock of this computer that nobody sets, such as performance.now().
 * @param wall This computer's own idea of the time, which serves until the server has said its.
 */
export function createServerClock(own: () => number, wall: () => number) {
  let ahead: Bounds | null = null;

  const learn = (next: Bounds) => {
    if (!ahead) {
      if (Number.isFinite(next.high)) ahead = next;
      return;
    }
    const low = Math.max(ahead.low, next.low);
    const high = Math.min(ahead.high, next.high);
    if (low <= high) ahead = { low, high };
    // One of the two was set, or slept: what was known before is worth nothing now.
    else ahead = Number.isFinite(next.high) ? next : null;
  };

  return {
    /** This computer's own clock, for whoever notes when a request was sent. */
    own,
    /**
     * @param date The header of an answer; null where there is none.
     * @param sentAt When it was asked for, of the own clock.
     */
    hearDate(date: string | null, sentAt: number): void {
      const at = Date.parse(date ?? '');
      if (!Number.isNaN(at)) learn({ low: at - own(), high: at + headerStepMs - sentAt });
    },
    /** The server has been there already: the time of something that it tells as done. */
    hearMoment(at: string): void {
      learn({ low: Date.parse(at) - own(), high: Infinity });
    },
    /** Milliseconds since 1970, by the server. */
    now: (): number => (ahead ? own() + (ahead.low + ahead.high) / 2 : wall()),
  };
}

export const serverClock = createServerClock(
  () => performance.now(),
  () => Date.now(),
);
