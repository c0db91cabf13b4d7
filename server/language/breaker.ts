import type { Clock } from '../kernel/clock.ts';
import { failed } from './failed.ts';
import { failureTable } from './failures.ts';
import type { FailureCode } from './failures.ts';
import type { LanguageModel, ModelFailure } from './port.ts';

/** Faults in a row that open it. Fewer, and one bad call silences a community; more, and a dead provider is hammered. */
const burstCount = 5;
/** Within how long they must fall, in ms. Assumed. */
const burstWithinMs = 60_000;
/** How long an open breaker lets nobody through, in ms. Assumed. */
const openForMs = 30_000;

export type BreakerState = 'closed' | 'open' | 'half_open';

/** The last thing that went wrong with a provider, for a person. */
export interface LastFailure {
  readonly code: FailureCode;
  readonly sentence: string;
  readonly atMs: number;
}

/** One provider's health, shared by all of its models: opens on a burst of faults, then lets one call probe. */
export class Breaker {
  readonly #clock: Clock;
  #faultsAtMs: number[] = [];
  #openedAtMs: number | null = null;
  #isProbing = false;
  #lastFailure: LastFailure | null = null;
  #hasSucceededSince = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Anything but closed is what the panel calls degraded. */
  get state(): BreakerState {
    if (this.#openedAtMs === null) return 'closed';
    return this.#clock.now() - this.#openedAtMs < openForMs ? 'open' : 'half_open';
  }

  /** The last failure that tells how the provider or our account there is; null before the first. */
  get lastFailure(): LastFailure | null {
    return this.#lastFailure;
  }

  /** The last failure, unless a call has succeeded since. */
  get standingFailure(): LastFailure | null {
    return this.#hasSucceededSince ? null : this.#lastFailure;
  }

  /** Keeps a failure for whoever asks how the provider is, unless it tells nothing about that. */
  note({ code, sentence }: ModelFailure): void {
    if (!failureTable[code].isAboutProvider) return;
    this.#lastFailure = { code, sentence, atMs: this.#clock.now() };
    this.#hasSucceededSince = false;
  }

  /** Whether a call may be made now. Each one let in is followed by exactly one of the three below. */
  enter(): boolean {
    if (this.state === 'closed') return true;
    if (this.state === 'open' || this.#isProbing) return false;
    this.#isProbing = true;
    return true;
  }

  succeeded(): void {
    this.#hasSucceededSince = true;
    this.#faultsAtMs = [];
    this.#openedAtMs = null;
    this.#isProbing = false;
  }

  failed(): void {
    const nowMs = this.#clock.now();
    this.#faultsAtMs = [...this.#faultsAtMs, nowMs].filter((atMs) => nowMs - atMs < burstWithinMs).slice(-burstCount);
    if (this.#isProbing || this.#faultsAtMs.length >= burstCount) this.#openedAtMs = nowMs;
    this.#isProbing = false;
  }

  /** The call said nothing about the provider: it was called off, or never made. */
  saidNothing(): void {
    this.#isProbing = false;
  }
}

/** Asks a provider that fails in a row no further, so that calls fail at once and cost nothing. */
export function withBreaker(model: LanguageModel, breaker: Breaker): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      if (!breaker.enter()) return failed('breaker_open');
      let isJudged = false;
      try {
        const result = await model.complete(request);
        if (result.kind === 'failed') breaker.note(result);
        if (result.kind === 'answered') breaker.succeeded();
        else if (failureTable[result.code].isProviderFault) breaker.failed();
        else breaker.saidNothing();
        isJudged = true;
        return result;
      } finally {
        if (!isJudged) breaker.saidNothing();
      }
    },
  };
}
