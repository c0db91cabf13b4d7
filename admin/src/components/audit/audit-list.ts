/** The list of the audit log: what the address asks for, and how it is exported. Pure. */
import type { AuditLine, AuditQuery } from '../../../../server/contract/audit.ts';
import { toCsv } from '../../csv.ts';

type Asked = Readonly<Record<'who' | 'what' | 'subject' | 'from' | 'to', string | null>>;
export type AuditFilter = Partial<Pick<AuditQuery, 'who' | 'what' | 'subject' | 'from' | 'to'>>;

const day = /^\d{4}-\d\d-\d\d$/;
const dayMs = 86_400_000;

/** What the address asks for; what the server would refuse is passed over. Days are UTC, both of them included. */
export function filterOf({ who, what, subject, from, to }: Asked): AuditFilter {
  const given = {
    who: who?.slice(0, 200) || undefined,
    what: what?.trim().slice(0, 200) || undefined,
    subject: subject?.trim().slice(0, 200) || undefined,
    from: momentOf(from, 0),
    to: momentOf(to, dayMs),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function momentOf(text: string | null, addedMs: number): string | undefined {
  const ms = text !== null && day.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms + addedMs).toISOString();
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
const columns: [string, (line: AuditLine) => string | number | null][] = [
  ['number', ({ number }) => number],
  ['at', ({ at }) => at],
  ['who', ({ who }) => who],
  ['name', ({ name }) => name],
  ['venture', ({ ventureId }) => ventureId],
  ['what', ({ what }) => what],
  ['title', ({ title }) => title],
  ['subject', ({ subject }) => subject],
  ['outcome', ({ outcome }) => outcome],
  ['status', ({ status }) => status],
  ['is_first_of_day', ({ isFirstOfDay }) => String(isFirstOfDay)],
  ['asked', ({ asked }) => asked],
  ['before', ({ before }) => json(before)],
  ['after', ({ after }) => json(after)],
];

export const auditCsv = (lines: readonly AuditLine[]) =>
  toCsv(
    columns.map(([name]) => name),
    lines.map((line) => columns.map(([, read]) => read(line))),
  );
