/** How long questions to a human stay open (OR-6). Reads their table. */
import type { Knex } from 'knex';
import { dayCount, dayMs, spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

export interface QuestionData {
  /** Hours for which those asked in seven days were open, or had been by then: the mean at the end of each day. */
  readonly meanHours: readonly (number | null)[];
  /** Those that wait now, the oldest first. */
  readonly open: readonly OpenQuestion[];
  /** Of the last seven days. */
  readonly answeredCount: number;
  readonly expiredCount: number;
}

export interface OpenQuestion {
  readonly id: string;
  readonly text: string;
  readonly creator: string;
  readonly openHours: number;
}

interface QuestionRow {
  id: string;
  text: string;
  creator: string;
  status: string;
  askedAtMs: number;
  closedAtMs: number | null;
}

const hourMs = 3_600_000;

export function questionReader(read: Knex): DataReader<QuestionData> {
  return async ({ ventureId, atMs }) => {
    const { fromMs, toMs } = spanBefore(atMs);
    const rows: QuestionRow[] = await read('questions')
      .where({ venture_id: ventureId })
      .andWhere('asked_at_ms', '>=', fromMs)
      .andWhere('asked_at_ms', '<', toMs)
      .orderBy('asked_at_ms')
      .select('id', 'text', 'creator', 'status', { askedAtMs: 'asked_at_ms', closedAtMs: 'closed_at_ms' });
    if (rows.length === 0) return { missing: 'No question has been asked in the last 28 days.' };
    const openAt = ({ askedAtMs, closedAtMs }: QuestionRow, ms: number) => Math.min(closedAtMs ?? ms, ms) - askedAtMs;
    const meanHours = Array.from({ length: dayCount }, (_, index) => {
      const endMs = toMs - (dayCount - 1 - index) * dayMs;
      const asked = rows.filter(({ askedAtMs }) => askedAtMs < endMs && askedAtMs >= endMs - 7 * dayMs);
      // The first weeks are not whole: what was asked before the span is not known.
      if (index < 6 || asked.length === 0) return null;
      return asked.reduce((sum, row) => sum + openAt(row, endMs), 0) / asked.length / hourMs;
    });
    const isRecent = ({ askedAtMs }: QuestionRow) => askedAtMs >= toMs - 7 * dayMs;
    const countOf = (status: string) => rows.filter((row) => row.status === status && isRecent(row)).length;
    return {
      value: {
        meanHours,
        open: rows
          .filter(({ closedAtMs }) => closedAtMs === null || closedAtMs >= toMs)
          .map((row) => ({ id: row.id, text: row.text, creator: row.creator, openHours: openAt(row, toMs) / hourMs })),
        answeredCount: countOf('answered'),
        expiredCount: countOf('expired'),
      },
    };
  };
}
