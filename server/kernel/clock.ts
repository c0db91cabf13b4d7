/** The port through which wall-clock time enters the shell. The core knows ticks only. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}
