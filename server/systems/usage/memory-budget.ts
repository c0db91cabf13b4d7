/** The budget of a batch run: the rules of the ledger without a database, in memory that does not grow with the days. */
import type { PriceFile } from '../../contract/prices.ts';
import type { CapsChange, CostCapChange } from '../../contract/usage.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Budget, Reservation, ReservationRequest } from '../../language/budget.ts';
import type { ModelUsage } from '../../language/port.ts';
import type { CapReading, Holder, OwnCap, Standings } from './caps.ts';
import { capsInForce, fitsBoth, holderOfBot, holdersOf, isCapped, noOwnCap, ownCapOf, refusal } from './caps.ts';
import { DayWindows } from './day-windows.ts';
import { costNanoUsd, noPriceSentence, priceOf, tokensOf, worstCostNanoUsd } from './pricing.ts';
import type { Amount, Charge, WindowChange } from './rules.ts';
import { amountOf, assertPlan, changed, chargeOf, charging, dayOf, estimateOf, releasing, reserving } from './rules.ts';

/** A call that was booked, for whoever adds up by bot, day and purpose. */
export interface BookedCall extends ReservationRequest, Charge {
  readonly day: string;
}

export interface MemoryBudgetOptions {
  readonly clock: Clock;
  readonly prices: PriceFile;
  /** Hears of every call that is booked; nothing of it is kept here. */
  readonly onBooked?: (call: BookedCall) => void;
}

interface OpenCall extends ReservationRequest {
  readonly day: string;
  readonly nanoUsd: number;
}

/**
 * Reserves and settles by the same rules as the ledger, for one process and as long as it lives.
 *
 * It knows the newest day that the clock has shown and the day before. A clock that steps back further is refused every
 * call: to begin an old day anew would spend it twice (F-17).
 */
export class MemoryBudget implements Budget, CapReading {
  readonly #clock: Clock;
  readonly #prices: PriceFile;
  readonly #onBooked: (call: BookedCall) => void;
  readonly #windows = new DayWindows();
  /** By venture, then by holder. */
  readonly #caps = new Map<string, Map<Holder, OwnCap>>();
  readonly #open = new Map<string, OpenCall>();
  #grantedCount = 0;

  constructor({ clock, prices, onBooked = () => undefined }: MemoryBudgetOptions) {
    this.#clock = clock;
    this.#prices = prices;
    this.#onBooked = onBooked;
  }

  async reserve(request: ReservationRequest): Promise<Reservation> {
    assertPlan(request);
    const { ventureId, botId, provider, model } = request;
    const price = priceOf(this.#prices, provider, model);
    if (!price) return { isGranted: false, code: 'no_price', sentence: noPriceSentence(this.#prices, provider, model) };
    const day = this.#today();
    if (day === null)
      return { isGranted: false, code: 'cap_reached', sentence: 'The clock stepped back to a day that is closed.' };
    const nanoUsd = worstCostNanoUsd(price, request.inputTokens, request.maxOutputTokens);
    const call: OpenCall = { ...request, day, nanoUsd };
    const amount = amountOf(call);
    const standings = this.#standings(ventureId, botId, day);
    if (!fitsBoth(standings, amount)) {
      const { sentence, holders } = refusal(botId, standings, amount);
      this.#windows.change(call, holders, (kept) => ({ ...kept, refused: amount }));
      return { isGranted: false, code: 'cap_reached', sentence };
    }
    this.#change(call, reserving(amount));
    this.#windows.change(call, holdersOf(botId), (kept) => ({ ...kept, refused: null }));
    this.#grantedCount += 1;
    const reservationId = `rsv_${this.#grantedCount}`;
    this.#open.set(reservationId, call);
    return { isGranted: true, reservationId };
  }

  async settle(reservationId: string, usage: ModelUsage): Promise<void> {
    const call = this.#take(reservationId);
    if (!call) return;
    const price = priceOf(this.#prices, call.provider, call.model);
    this.#book(
      call,
      chargeOf(call, usage, (sound) => (price ? costNanoUsd(price, sound) : call.nanoUsd)),
    );
  }

  async release(reservationId: string): Promise<void> {
    const call = this.#take(reservationId);
    if (call) this.#change(call, releasing(amountOf(call)));
  }

  /** Books what is still open at its estimate, at the end of a run: calls that were left behind. @returns How many. */
  reconcile(): number {
    const open = [...this.#open.keys()].map((id) => this.#take(id)!);
    for (const call of open) this.#book(call, { usage: estimateOf(call), nanoUsd: call.nanoUsd, alert: null });
    return open.length;
  }

  async isCapped(ventureId: string, botId: string | null): Promise<boolean> {
    const day = this.#today();
    return day === null || isCapped(this.#standings(ventureId, botId, day));
  }

  /** What a bot, or with null the venture, has spent today. */
  spent(ventureId: string, botId: string | null): Amount {
    return this.#standings(ventureId, botId, dayOf(this.#clock.now())).own.window.spent;
  }

  setCaps(ventureId: string, change: CapsChange): void {
    for (const holder of ['default', 'venture'] as const) this.#setCap(ventureId, holder, change[holder]);
    this.#windows.forgetRefusals({ day: dayOf(this.#clock.now()), ventureId }, null);
  }

  setBotCap(ventureId: string, botId: string, change: CostCapChange): void {
    const holder = holderOfBot(botId);
    this.#setCap(ventureId, holder, change);
    this.#windows.forgetRefusals({ day: dayOf(this.#clock.now()), ventureId }, holder);
  }

  #setCap(ventureId: string, holder: Holder, change: CostCapChange): void {
    const caps = this.#caps.get(ventureId) ?? new Map<Holder, OwnCap>();
    this.#caps.set(ventureId, caps.set(holder, ownCapOf(change)));
  }

  /** The day it is; null if it is closed. */
  #today(): string | null {
    const day = dayOf(this.#clock.now());
    return this.#windows.open(day) ? day : null;
  }

  #standings(ventureId: string, botId: string | null, day: string): Standings {
    const caps = capsInForce(botId, (holder) => this.#caps.get(ventureId)?.get(holder) ?? noOwnCap);
    const venture = { ...this.#windows.find(day, ventureId, 'venture'), cap: caps.venture };
    if (botId === null) return { own: venture, venture };
    return { own: { ...this.#windows.find(day, ventureId, holderOfBot(botId)), cap: caps.bot }, venture };
  }

  #take(reservationId: string): OpenCall | undefined {
    const call = this.#open.get(reservationId);
    this.#open.delete(reservationId);
    return call;
  }

  #book(call: OpenCall, charge: Charge): void {
    this.#change(call, charging(amountOf(call), { tokens: tokensOf(charge.usage), nanoUsd: charge.nanoUsd }));
    this.#onBooked({ ...call, ...charge });
  }

  #change(call: OpenCall, change: WindowChange): void {
    this.#windows.change(call, holdersOf(call.botId), (kept) => ({ ...kept, window: changed(kept.window, change) }));
  }
}
