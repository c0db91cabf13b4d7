/** Reservations, settlements and caps: each one transaction, on disk before it is acknowledged. */
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { PriceFile } from '../../contract/prices.ts';
import type { CapsChange, CostCapChange, UsageActivity } from '../../contract/usage.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Budget, Reservation, ReservationRequest } from '../../language/budget.ts';
import type { ModelUsage } from '../../language/port.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import type { Holder, OwnCap } from './caps.ts';
import { holderOfBot, ownCapOf, refusal } from './caps.ts';
import { costNanoUsd, noPriceSentence, priceOf, tokensOf, worstCostNanoUsd } from './pricing.ts';
import type { Amount, Charge } from './rules.ts';
import {
  amountOf,
  assertPlan,
  chargeOf,
  charging,
  dayOf,
  estimateOf,
  releasing,
  reserving,
  shownBotId,
} from './rules.ts';
import type { StoredReservation } from './store.ts';
import {
  changeWindows,
  findCaps,
  findStandings,
  forgetRefusals,
  insertAlert,
  insertCall,
  insertReservation,
  openReservations,
  reserveAmount,
  saveCap,
  saveRefusal,
  takeReservation,
} from './store.ts';

export interface UsageServiceOptions {
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly prices: PriceFile;
}

/** Rolls a reservation's transaction back; never leaves this file. */
class CapReached extends Error {
  override readonly name = 'CapReached';
}

export class UsageService implements Budget {
  readonly #activityLog: ActivityLog;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #prices: PriceFile;

  constructor({ activityLog, clock, log, prices }: UsageServiceOptions) {
    this.#activityLog = activityLog;
    this.#clock = clock;
    this.#log = log;
    this.#prices = prices;
  }

  async reserve(call: ReservationRequest): Promise<Reservation> {
    assertPlan(call);
    const price = priceOf(this.#prices, call.provider, call.model);
    if (!price)
      return {
        isGranted: false,
        code: 'no_price',
        sentence: noPriceSentence(this.#prices, call.provider, call.model),
      };
    const nanoUsd = worstCostNanoUsd(price, call.inputTokens, call.maxOutputTokens);
    const atMs = this.#clock.now();
    const reservation = { ...call, id: `rsv_${randomUUID()}`, day: dayOf(atMs), atMs, nanoUsd };
    try {
      await this.#activityLog.write((trx) => setAside(trx, reservation));
    } catch (error) {
      if (!(error instanceof CapReached)) throw error;
      const sentence = await this.#activityLog.write((trx) => refuse(trx, reservation));
      return { isGranted: false, code: 'cap_reached', sentence };
    }
    return { isGranted: true, reservationId: reservation.id };
  }

  async settle(reservationId: string, usage: ModelUsage): Promise<void> {
    await this.#activityLog.write(async (trx, record) => {
      const reservation = await takeReservation(trx, reservationId);
      if (!reservation) return this.#log.debug({ reservationId }, 'A reservation that is not open was settled');
      const { provider, model, nanoUsd } = reservation;
      const price = priceOf(this.#prices, provider, model);
      const charge = chargeOf(reservation, usage, (sound) => (price ? costNanoUsd(price, sound) : nanoUsd));
      const atMs = this.#clock.now();
      await book(trx, reservation, charge, { how: charge.alert === null ? 'settled' : 'clamped', atMs });
      if (charge.alert !== null) await this.#alert(trx, record, reservation, { atMs, sentence: charge.alert });
    });
  }

  async release(reservationId: string): Promise<void> {
    await this.#activityLog.write(async (trx) => {
      const reservation = await takeReservation(trx, reservationId);
      if (reservation) await changeWindows(trx, reservation, releasing(amountOf(reservation)));
    });
  }

  /**
   * Books every open reservation at its estimate. To be called at start, before anything is reserved: what is open
   * then belongs to a process that died between a call and its settlement, and may have been billed (F-16).
   *
   * @returns How many there were.
   */
  async reconcile(): Promise<number> {
    return this.#activityLog.write(async (trx, record) => {
      const open = await openReservations(trx);
      const atMs = this.#clock.now();
      for (const reservation of open) {
        await takeReservation(trx, reservation.id);
        const charge = { usage: estimateOf(reservation), nanoUsd: reservation.nanoUsd, alert: null };
        await book(trx, reservation, charge, { how: 'estimated', atMs });
      }
      for (const ventureId of new Set(open.map((reservation) => reservation.ventureId))) {
        const amounts = open.filter((reservation) => reservation.ventureId === ventureId).map(amountOf);
        const payload = { ventureId, callCount: amounts.length, ...sumOf(amounts) };
        announce(record, { type: 'usage.estimated', payload });
        this.#log.warn(payload, 'Calls that a dead process left unsettled are charged at their estimate');
      }
      return open.length;
    });
  }

  async setCaps(ventureId: string, change: CapsChange, by: string): Promise<void> {
    await this.#activityLog.write(async (trx, record) => {
      for (const holder of ['default', 'venture'] as const)
        await changeCap(trx, record, { ventureId, holder, cap: ownCapOf(change[holder]), by });
      await forgetRefusals(trx, { ventureId, day: dayOf(this.#clock.now()) }, null);
    });
  }

  async setBotCap(ventureId: string, botId: string, change: CostCapChange, by: string): Promise<void> {
    const holder = holderOfBot(botId);
    await this.#activityLog.write(async (trx, record) => {
      await changeCap(trx, record, { ventureId, holder, cap: ownCapOf(change), by });
      await forgetRefusals(trx, { ventureId, day: dayOf(this.#clock.now()) }, holder);
    });
  }

  async #alert(
    trx: Knex,
    record: RecordActivity,
    reservation: StoredReservation,
    alert: { atMs: number; sentence: string },
  ): Promise<void> {
    const { id, ventureId, botId, provider, model } = reservation;
    await insertAlert(trx, reservation, alert);
    const payload = { ventureId, botId: shownBotId(botId), sentence: alert.sentence };
    announce(record, { type: 'usage.clamped', payload });
    this.#log.warn({ reservationId: id, botId, provider, model }, alert.sentence);
  }
}

/** @throws {CapReached} which takes back whatever was changed. */
async function setAside(trx: Knex, reservation: StoredReservation): Promise<void> {
  const caps = await findCaps(trx, reservation.ventureId, reservation.botId);
  const isSetAside = await reserveAmount(trx, reservation, caps, reserving(amountOf(reservation)));
  if (!isSetAside) throw new CapReached();
  await insertReservation(trx, reservation);
}

/** Keeps that a call was refused, and says why. */
async function refuse(trx: Knex, reservation: StoredReservation): Promise<string> {
  const amount = amountOf(reservation);
  const { sentence, holders } = refusal(reservation.botId, await findStandings(trx, reservation), amount);
  await saveRefusal(trx, reservation, { holders, amount });
  return sentence;
}

/** Replaces a reservation by what is charged: ledger and windows together. */
async function book(
  trx: Knex,
  reservation: StoredReservation,
  charge: Charge,
  booked: { how: 'settled' | 'clamped' | 'estimated'; atMs: number },
): Promise<void> {
  await insertCall(trx, reservation, charge, booked);
  const charged = { tokens: tokensOf(charge.usage), nanoUsd: charge.nanoUsd };
  await changeWindows(trx, reservation, charging(amountOf(reservation), charged));
}

async function changeCap(
  trx: Knex,
  record: RecordActivity,
  change: { ventureId: string; holder: Holder; cap: OwnCap; by: string },
): Promise<void> {
  await saveCap(trx, change.ventureId, change.holder, change.cap);
  announce(record, { type: 'usage.cap_changed', payload: change });
}

const sumOf = (amounts: readonly Amount[]): Amount => ({
  tokens: amounts.reduce((sum, amount) => sum + amount.tokens, 0),
  nanoUsd: amounts.reduce((sum, amount) => sum + amount.nanoUsd, 0),
});

const announce = (record: RecordActivity, activity: UsageActivity): void =>
  void record({ sessionId: null, tick: null, causedBy: null, ...activity });
