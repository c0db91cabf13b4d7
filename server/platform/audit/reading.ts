/** The audit log as it is shown: newest first, by who, what, subject and time. */
import type { Knex } from 'knex';
import type { AuditLine, AuditOutcome, AuditPage, AuditQuery } from '../../contract/audit.ts';
import type { AuditAnswer } from './audit-log.ts';

interface AuditRow {
  number: number;
  who: string;
  name: string | null;
  what: string;
  subject: string;
  venture_id: string | null;
  kind: 'with' | 'ahead' | 'daily';
  status: number | null;
  asked: string | null;
  before: string | null;
  after: string | null;
  at_ms: number;
}

export interface AuditSources {
  readonly read: Knex;
  /** What came of a request, where that is not on disk yet. */
  readonly answerOf: (number: number) => AuditAnswer | undefined;
  /** What routes are called, by names such as PUT /api/sessions/{id}/mode. */
  readonly titles: () => ReadonlyMap<string, string>;
}

export async function auditPage(sources: AuditSources, query: AuditQuery): Promise<AuditPage> {
  const { limit, offset } = query;
  const [counted] = await matching(sources.read, query).count<{ total: number }[]>({ total: '*' });
  const rows: AuditRow[] = await matching(sources.read, query).orderBy('number', 'desc').limit(limit).offset(offset);
  const titles = sources.titles();
  return { items: rows.map((row) => shown(row, titles, sources.answerOf)), total: counted?.total ?? 0, limit, offset };
}

function matching(read: Knex, { who, what, subject, from, to }: AuditQuery): Knex.QueryBuilder {
  const query = read('audit');
  if (who !== undefined) void query.where({ who });
  if (what !== undefined) void query.whereRaw("what LIKE ? ESCAPE '\\'", [containing(what)]);
  if (subject !== undefined) void query.whereRaw("subject LIKE ? ESCAPE '\\'", [containing(subject)]);
  if (from !== undefined) void query.where('at_ms', '>=', Date.parse(from));
  if (to !== undefined) void query.where('at_ms', '<', Date.parse(to));
  return query;
}

const containing = (part: string): string => `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;

function shown(row: AuditRow, titles: ReadonlyMap<string, string>, answerOf: AuditSources['answerOf']): AuditLine {
  const answer = row.status === null ? answerOf(row.number) : undefined;
  const status = answer?.status ?? row.status;
  return {
    number: row.number,
    at: new Date(row.at_ms).toISOString(),
    who: row.who,
    name: row.name,
    ventureId: row.venture_id,
    what: row.what,
    title: titles.get(row.what) ?? null,
    subject: answer?.created ? `${row.subject}/${answer.created}` : row.subject,
    outcome: outcomeOf(row.kind, status),
    status,
    isFirstOfDay: row.kind === 'daily',
    asked: row.asked,
    before: parsed(row.before),
    after: parsed(row.after),
  };
}

/** What was written with its change needs no answer: it is there, so the change is. */
function outcomeOf(kind: AuditRow['kind'], status: number | null): AuditOutcome {
  if (status === null) return kind === 'with' ? 'done' : 'open';
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}

const parsed = (text: string | null): AuditLine['before'] =>
  text === null ? null : (JSON.parse(text) as Record<string, unknown>);
