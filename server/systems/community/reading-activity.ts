/** Activities of the community, newest first, by keyset: a page costs the same anywhere in the log. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Activity } from '../../contract/activity.ts';
import { communityTypes } from '../../contract/community-activity.ts';
import { ListQuery, inQuery } from '../../contract/page.ts';
import type { Page } from '../../contract/page.ts';
import { isoOf } from './reading-rows.ts';
import { likeText } from './rules.ts';

/** Activities of each type that are looked through for those of a bot, and counted at most: the newest ones. */
export const lookedThroughCount = 5_000;

/** Several types come as several parameters, or as one with commas. */
const listed = (value: unknown): unknown =>
  value === undefined
    ? undefined
    : [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : [part]));

export const CommunityActivityQuery = z.strictObject({
  type: z.preprocess(listed, z.array(z.enum(communityTypes)).min(1).max(communityTypes.length).optional()).meta({
    description: 'Only these types: the parameter may be repeated, or hold several with commas between them.',
    example: ['thread.opened', 'post.created'],
  }),
  botId: z.string().min(1).max(80).optional().meta({ description: 'Only what this bot did.', example: 'mona-field' }),
  before: inQuery(z.int().min(1))
    .optional()
    .meta({ description: 'Only activities with a lower number: how older ones are read.', example: 500 }),
  limit: ListQuery.shape.limit,
});
export type CommunityActivityQuery = z.infer<typeof CommunityActivityQuery>;

interface ActivityRow {
  number: number;
  venture_id: string;
  session_id: string | null;
  type: string;
  tick: number | null;
  payload: string;
  caused_by: number | null;
  at_ms: number;
}

/** A page of activities, newest first; `total` counts the newest 5,000 of each type at most. */
export async function listActivities(read: Knex, query: CommunityActivityQuery): Promise<Page<Activity>> {
  const { limit } = query;
  const [counted] = (await read(numbers(read, query, lookedThroughCount).as('found')).count({ total: '*' })) as {
    total: number;
  }[];
  const rows = (await read('activities')
    .whereIn('number', numbers(read, query, limit).orderBy('number', 'desc').limit(limit))
    .orderBy('number', 'desc')) as ActivityRow[];
  return { items: rows.map(activityOf), total: counted?.total ?? 0, limit, offset: 0 };
}

/**
 * The numbers of the newest activities that match, so many of each type: type by type the log has an index to follow,
 * where all types at once would have to be sorted, and activities of sessions skipped.
 */
function numbers(read: Knex, { type, botId, before }: CommunityActivityQuery, mostOfType: number): Knex.QueryBuilder {
  const newest = (name: string, count: number, columns: string[]) => {
    const query = read('activities').where('type', name).orderBy('number', 'desc').limit(count).select(columns);
    return before === undefined ? query : query.where('number', '<', before);
  };
  const ofType = (name: string) => {
    if (botId === undefined) return newest(name, mostOfType, ['number']).as('own');
    const looked = newest(name, lookedThroughCount, ['number', 'payload']).as('looked');
    const own = read(looked)
      .whereRaw(`payload LIKE ? ESCAPE '\\'`, [ofBot(botId)])
      .orderBy('number', 'desc');
    return own.limit(mostOfType).select('number').as('own');
  };
  const [first, ...others] = (type ?? communityTypes).map((name) => read(ofType(name)).select('number'));
  return first!.unionAll(others);
}

/** A payload is written by JSON.stringify: within a text in it every quotation mark would have a backslash before it. */
const ofBot = (botId: string): string => `%${likeText(`"botId":${JSON.stringify(botId)}`)}%`;

const activityOf = (row: ActivityRow): Activity => ({
  number: row.number,
  ventureId: row.venture_id,
  sessionId: row.session_id,
  type: row.type,
  tick: row.tick,
  payload: JSON.parse(row.payload) as Activity['payload'],
  causedBy: row.caused_by,
  at: isoOf(row.at_ms),
});
