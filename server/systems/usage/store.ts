/** The ledger in the database: rows in, rows out. Queries take the connection, so that they can be part of a transaction. */
import type { Knex } from 'knex';
import type { ReservationRequest } from '../../language/budget.ts';
import type { ModelUsage, ProviderName } from '../../language/port.ts';
import type { Amount, Charge, DayWindow, WindowChange } from './rules.ts';
import { defaultBotCap, defaultVentureCap, emptyWindow } from './rules.ts';

/** Whose window or cap it is: a bot's, the venture's, or (caps only) the default of every bot. */
export type Holder = 'default' | 'venture' | `bot:${string}`;
export const holderOfBot = (botId: string): Holder => `bot:${botId}`;

/** Whose windows a call counts in: the venture's, and its bot's where a bot asks. */
const holdersOf = (botId: string | null): Holder[] => ['venture', ...(botId === null ? [] : [holderOfBot(botId)])];

export interface StoredReservation extends ReservationRequest {
  readonly id: string;
  readonly day: string;
  readonly atMs: number;
  readonly nanoUsd: number;
}

/** A cap as it was set; null where the default holds. */
export interface OwnCap {
  readonly tokens: number | null;
  readonly nanoUsd: number | null;
}

/** The caps that hold for one call. */
export interface CapsInForce {
  readonly default: Amount;
  readonly venture: Amount;
  readonly own: OwnCap;
  /** The bot's own where it has one, else the default. */
  readonly bot: Amount;
}

interface CapRow {
  holder: Holder;
  cap_tokens: number | null;
  cap_nano_usd: number | null;
}

/** The caps of a venture, and for a bot what holds for it. */
export async function findCaps(knex: Knex, ventureId: string, botId: string | null): Promise<CapsInForce> {
  const holders: Holder[] = ['default', ...holdersOf(botId)];
  const rows: CapRow[] = await knex('usage_caps').where({ venture_id: ventureId }).whereIn('holder', holders);
  const own = (holder: Holder): OwnCap => {
    const row = rows.find((entry) => entry.holder === holder);
    return { tokens: row?.cap_tokens ?? null, nanoUsd: row?.cap_nano_usd ?? null };
  };
  const orElse = (cap: OwnCap, other: Amount): Amount => ({
    tokens: cap.tokens ?? other.tokens,
    nanoUsd: cap.nanoUsd ?? other.nanoUsd,
  });
  const standard = orElse(own('default'), defaultBotCap);
  const ofBot = botId === null ? { tokens: null, nanoUsd: null } : own(holderOfBot(botId));
  return {
    default: standard,
    venture: orElse(own('venture'), defaultVentureCap),
    own: ofBot,
    bot: orElse(ofBot, standard),
  };
}

export async function saveCap(trx: Knex, ventureId: string, holder: Holder, cap: OwnCap): Promise<void> {
  const row = { venture_id: ventureId, holder, cap_tokens: cap.tokens, cap_nano_usd: cap.nanoUsd };
  await trx('usage_caps').insert(row).onConflict(['venture_id', 'holder']).merge();
}

interface WindowRow {
  spent_tokens: number;
  spent_nano_usd: number;
  reserved_tokens: number;
  reserved_nano_usd: number;
}

export async function findWindow(knex: Knex, ventureId: string, holder: Holder, day: string): Promise<DayWindow> {
  const row: WindowRow | undefined = await knex('usage_windows').where({ venture_id: ventureId, holder, day }).first();
  if (!row) return emptyWindow;
  return {
    spent: { tokens: row.spent_tokens, nanoUsd: row.spent_nano_usd },
    reserved: { tokens: row.reserved_tokens, nanoUsd: row.reserved_nano_usd },
  };
}

/**
 * Sets an amount aside for a venture, and its bot if one asks, by one conditional update: each row is judged by its own
 * figures at the moment it changes, so that no two calls can take the same remainder (F-15).
 *
 * @returns Whether each had room. If not, one of them may have been changed: roll the transaction back.
 */
export async function reserveAmount(
  trx: Knex,
  call: { ventureId: string; botId: string | null; day: string },
  caps: Pick<CapsInForce, 'bot' | 'venture'>,
  { reserved }: WindowChange,
): Promise<boolean> {
  const { ventureId, botId, day } = call;
  const holders = holdersOf(botId);
  await trx('usage_windows')
    .insert(holders.map((holder) => ({ venture_id: ventureId, holder, day })))
    .onConflict(['venture_id', 'holder', 'day'])
    .ignore();
  const below = (unit: 'tokens' | 'nano_usd') =>
    `spent_${unit} + reserved_${unit} + ? <= CASE holder WHEN 'venture' THEN ? ELSE ? END`;
  const changedCount: number = await trx('usage_windows')
    .where({ venture_id: ventureId, day })
    .whereIn('holder', holders)
    .whereRaw(below('tokens'), [reserved.tokens, caps.venture.tokens, caps.bot.tokens])
    .whereRaw(below('nano_usd'), [reserved.nanoUsd, caps.venture.nanoUsd, caps.bot.nanoUsd])
    .update({
      reserved_tokens: trx.raw('reserved_tokens + ?', [reserved.tokens]),
      reserved_nano_usd: trx.raw('reserved_nano_usd + ?', [reserved.nanoUsd]),
    });
  return changedCount === holders.length;
}

/** Applies a change to the windows of a reservation's own day, whatever day it is by now. */
export async function changeWindows(trx: Knex, reservation: StoredReservation, change: WindowChange): Promise<void> {
  const { spent, reserved } = change;
  await trx('usage_windows')
    .where({ venture_id: reservation.ventureId, day: reservation.day })
    .whereIn('holder', holdersOf(reservation.botId))
    .update({
      spent_tokens: trx.raw('spent_tokens + ?', [spent.tokens]),
      spent_nano_usd: trx.raw('spent_nano_usd + ?', [spent.nanoUsd]),
      reserved_tokens: trx.raw('reserved_tokens + ?', [reserved.tokens]),
      reserved_nano_usd: trx.raw('reserved_nano_usd + ?', [reserved.nanoUsd]),
    });
}

interface ReservationRow {
  id: string;
  venture_id: string;
  bot_id: string | null;
  day: string;
  purpose: string;
  provider: ProviderName;
  model: string;
  at_ms: number;
  nano_usd: number;
  input_tokens: number;
  max_output_tokens: number;
}

const callColumns = (call: StoredReservation) => ({
  venture_id: call.ventureId,
  bot_id: call.botId,
  day: call.day,
  purpose: call.purpose,
  provider: call.provider,
  model: call.model,
});

export async function insertReservation(trx: Knex, reservation: StoredReservation): Promise<void> {
  await trx('usage_reservations').insert({
    id: reservation.id,
    ...callColumns(reservation),
    at_ms: reservation.atMs,
    nano_usd: reservation.nanoUsd,
    input_tokens: reservation.inputTokens,
    max_output_tokens: reservation.maxOutputTokens,
  });
}

/** Takes an open reservation out; undefined if it is not open (any more). */
export async function takeReservation(trx: Knex, id: string): Promise<StoredReservation | undefined> {
  const row: ReservationRow | undefined = await trx('usage_reservations').where({ id }).first();
  const takenCount = row ? await trx('usage_reservations').where({ id }).delete() : 0;
  return row && takenCount === 1 ? fromRow(row) : undefined;
}

export async function openReservations(knex: Knex): Promise<StoredReservation[]> {
  const rows: ReservationRow[] = await knex('usage_reservations').orderBy(['at_ms', 'id']);
  return rows.map(fromRow);
}

const fromRow = (row: ReservationRow): StoredReservation => ({
  id: row.id,
  ventureId: row.venture_id,
  botId: row.bot_id,
  day: row.day,
  purpose: row.purpose,
  provider: row.provider,
  model: row.model,
  atMs: row.at_ms,
  nanoUsd: row.nano_usd,
  inputTokens: row.input_tokens,
  maxOutputTokens: row.max_output_tokens,
});

/** Books a call in the ledger. @param booked How its figures came about. */
export async function insertCall(
  trx: Knex,
  reservation: StoredReservation,
  { usage, nanoUsd }: Charge,
  booked: { how: 'settled' | 'clamped' | 'estimated'; atMs: number },
): Promise<void> {
  await trx('usage_calls').insert({
    reservation_id: reservation.id,
    ...callColumns(reservation),
    at_ms: booked.atMs,
    nano_usd: nanoUsd,
    booked: booked.how,
    ...usageColumns(usage),
  });
}

const usageColumns = (usage: ModelUsage) => ({
  input_tokens: usage.inputTokens,
  output_tokens: usage.outputTokens,
  cache_read_tokens: usage.cacheReadTokens,
  cache_write_5m_tokens: usage.cacheWrite5mTokens,
  cache_write_1h_tokens: usage.cacheWrite1hTokens,
});

export async function insertAlert(
  trx: Knex,
  { id, ventureId, botId, day }: StoredReservation,
  alert: { atMs: number; sentence: string },
): Promise<void> {
  const whose = { venture_id: ventureId, reservation_id: id, bot_id: botId, day };
  await trx('usage_alerts').insert({ ...whose, at_ms: alert.atMs, sentence: alert.sentence });
}
