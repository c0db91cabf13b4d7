/** The ledger in the database: rows in, rows out. Queries take the connection, so that they can be part of a transaction. */
import type { Knex } from 'knex';
import type { ReservationRequest } from '../../language/budget.ts';
import type { ModelUsage, ProviderName } from '../../language/port.ts';
import type { CapsInForce, Holder, OwnCap, Standing, Standings } from './caps.ts';
import { capsInForce, holderOfBot, holdersOf, noOwnCap } from './caps.ts';
import type { Amount, Charge, WindowChange } from './rules.ts';
import { emptyWindow } from './rules.ts';

export interface StoredReservation extends ReservationRequest {
  readonly id: string;
  readonly day: string;
  readonly atMs: number;
  readonly nanoUsd: number;
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
  return capsInForce(botId, (holder) => {
    const row = rows.find((entry) => entry.holder === holder);
    return row ? { tokens: row.cap_tokens, nanoUsd: row.cap_nano_usd } : noOwnCap;
  });
}

export async function saveCap(trx: Knex, ventureId: string, holder: Holder, cap: OwnCap): Promise<void> {
  const row = { venture_id: ventureId, holder, cap_tokens: cap.tokens, cap_nano_usd: cap.nanoUsd };
  await trx('usage_caps').insert(row).onConflict(['venture_id', 'holder']).merge();
}

interface WindowRow {
  holder: Holder;
  spent_tokens: number;
  spent_nano_usd: number;
  reserved_tokens: number;
  reserved_nano_usd: number;
  refused_tokens: number | null;
  refused_nano_usd: number | null;
}

/** Where a bot, or with null the venture, stands on a day; two queries by primary key. */
export async function findStandings(
  knex: Knex,
  { ventureId, botId, day }: { ventureId: string; botId: string | null; day: string },
): Promise<Standings & { readonly caps: CapsInForce }> {
  const caps = await findCaps(knex, ventureId, botId);
  const rows: WindowRow[] = await knex('usage_windows')
    .where({ venture_id: ventureId, day })
    .whereIn('holder', holdersOf(botId));
  const standing = (holder: Holder, cap: Amount): Standing => {
    const row = rows.find((entry) => entry.holder === holder);
    return row ? { ...fromWindowRow(row), cap } : { window: emptyWindow, refused: null, cap };
  };
  const venture = standing('venture', caps.venture);
  return { caps, venture, own: botId === null ? venture : standing(holderOfBot(botId), caps.bot) };
}

/** Where everybody of a venture stands who has used anything on a day, or was refused; null: the venture itself. */
export async function findAllStandings(
  knex: Knex,
  ventureId: string,
  day: string,
): Promise<{ botId: string | null; standing: Standing }[]> {
  const caps: CapRow[] = await knex('usage_caps').where({ venture_id: ventureId });
  const set = new Map(caps.map((row) => [row.holder, { tokens: row.cap_tokens, nanoUsd: row.cap_nano_usd }]));
  const rows: WindowRow[] = await knex('usage_windows').where({ venture_id: ventureId, day }).orderBy('holder');
  return rows.map((row) => {
    const botId = row.holder === 'venture' ? null : row.holder.replace(/^bot:/, '');
    const inForce = capsInForce(botId, (holder) => set.get(holder) ?? noOwnCap);
    return { botId, standing: { ...fromWindowRow(row), cap: botId === null ? inForce.venture : inForce.bot } };
  });
}

const fromWindowRow = (row: WindowRow): Omit<Standing, 'cap'> => ({
  window: {
    spent: { tokens: row.spent_tokens, nanoUsd: row.spent_nano_usd },
    reserved: { tokens: row.reserved_tokens, nanoUsd: row.reserved_nano_usd },
  },
  refused:
    row.refused_tokens === null || row.refused_nano_usd === null
      ? null
      : { tokens: row.refused_tokens, nanoUsd: row.refused_nano_usd },
});

/** Keeps what the last call of some holders may have taken, because it was refused. */
export async function saveRefusal(
  trx: Knex,
  { ventureId, day }: { ventureId: string; day: string },
  { holders, amount }: { holders: readonly Holder[]; amount: Amount },
): Promise<void> {
  const refused = { refused_tokens: amount.tokens, refused_nano_usd: amount.nanoUsd };
  const rows = holders.map((holder) => ({ venture_id: ventureId, holder, day, ...refused }));
  await trx('usage_windows').insert(rows).onConflict(['venture_id', 'holder', 'day']).merge(refused);
}

/** Forgets the refusals of a day, of one holder or of all: a cap was changed. */
export async function forgetRefusals(
  trx: Knex,
  { ventureId, day }: { ventureId: string; day: string },
  holder: Holder | null,
): Promise<void> {
  const query = trx('usage_windows').where({ venture_id: ventureId, day });
  if (holder !== null) void query.where({ holder });
  await query.update({ refused_tokens: null, refused_nano_usd: null });
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
      refused_tokens: null,
      refused_nano_usd: null,
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
