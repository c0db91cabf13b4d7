import type { Budget, ReservationRequest } from '../../server/language/budget.ts';
import type { ModelUsage } from '../../server/language/port.ts';
import { totalTokens } from '../../server/language/usage.ts';

/** A budget in memory that keeps what was asked of it. */
export class WatchedBudget implements Budget {
  readonly reserved: ReservationRequest[] = [];
  readonly settled: ModelUsage[] = [];
  releasedCount = 0;
  readonly #open = new Set<string>();
  readonly #refusal: { code: 'cap_reached' | 'no_price'; sentence: string } | null;

  constructor(refusal: { code: 'cap_reached' | 'no_price'; sentence: string } | null = null) {
    this.#refusal = refusal;
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** Everything that was charged, in tokens. */
  get chargedTokens(): number {
    return this.settled.reduce((total, usage) => total + totalTokens(usage), 0);
  }

  async reserve(request: ReservationRequest): ReturnType<Budget['reserve']> {
    if (this.#refusal) return { isGranted: false, ...this.#refusal };
    this.reserved.push(request);
    const reservationId = `r${this.reserved.length}`;
    this.#open.add(reservationId);
    return { isGranted: true, reservationId };
  }

  async settle(reservationId: string, usage: ModelUsage): Promise<void> {
    this.#close(reservationId);
    this.settled.push(usage);
  }

  async release(reservationId: string): Promise<void> {
    this.#close(reservationId);
    this.releasedCount += 1;
  }

  #close(reservationId: string): void {
    if (!this.#open.delete(reservationId)) throw new Error(`${reservationId} is not open`);
  }
}
