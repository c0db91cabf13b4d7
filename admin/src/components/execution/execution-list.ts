/** The list of executions: what the address asks for, and how it is exported. Pure. */
import {
  type ExecutionQuery,
  ExecutionKind,
  ExecutionStatus,
  type ExecutionSummary,
} from '../../../../server/contract/execution.ts';
import { toCsv } from '../../csv.ts';
import { durationOf } from './execution-words.ts';

type Asked = Readonly<Record<'status' | 'kind' | 'search' | 'from' | 'to', string | null>>;
export type ExecutionFilter = Partial<Pick<ExecutionQuery, 'status' | 'kind' | 'search' | 'from' | 'to'>>;

const day = /^\d{4}-\d\d-\d\d$/;
const dayOf = (text: string | null) =>
  text !== null && day.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;

/** What the address asks for; what the server would refuse is passed over. */
export function filterOf({ status, kind, search, from, to }: Asked): ExecutionFilter {
  const given = {
    status: ExecutionStatus.safeParse(status).data,
    kind: ExecutionKind.safeParse(kind).data,
    search: search?.trim().slice(0, 100) || undefined,
    from: dayOf(from),
    to: dayOf(to),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Whether one that has just been created belongs into a list. */
export const fits = (
  { status, kind, search, to }: ExecutionFilter,
  created: { id: string; title: string; status: string; kind: string; at: string },
) =>
  (status === undefined || status === created.status) &&
  (kind === undefined || kind === created.kind) &&
  (search === undefined || isNamed(created, search.toLowerCase())) &&
  (to === undefined || created.at.slice(0, 10) <= to);

const isNamed = ({ id, title }: { id: string; title: string }, text: string) =>
  title.toLowerCase().includes(text) || id.startsWith(text);

const columns: [string, (execution: ExecutionSummary) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['venture', ({ ventureId }) => ventureId],
  ['kind', ({ kind }) => kind],
  ['title', ({ title }) => title],
  ['source', ({ source }) => source],
  ['status', ({ status }) => status],
  ['is_stalled', ({ progress }) => String(progress.state === 'stalled')],
  ['stage', ({ stageNumber }) => stageNumber],
  ['stages', ({ stageCount }) => stageCount],
  ['stage_name', ({ stageName }) => stageName],
  ['percent', ({ progress }) => progress.percent],
  ['seconds_left', ({ progress }) => progress.secondsLeft],
  ['seconds_left_low', ({ progress }) => progress.secondsLeftLow],
  ['seconds_left_high', ({ progress }) => progress.secondsLeftHigh],
  ['duration_seconds', (execution) => (execution.endedAt === null ? null : durationOf(execution, 0))],
  ['reason', ({ reason }) => reason],
  ['log_entries', ({ entryCount }) => entryCount],
  ['metadata', ({ metadata }) => JSON.stringify(metadata)],
  ['created_at', ({ createdAt }) => createdAt],
  ['started_at', ({ startedAt }) => startedAt],
  ['ended_at', ({ endedAt }) => endedAt],
];

export const executionsCsv = (executions: readonly ExecutionSummary[]) =>
  toCsv(
    columns.map(([name]) => name),
    executions.map((execution) => columns.map(([, read]) => read(execution))),
  );
