/** Tasks and calls as the API shows them, from what is on disk: a constant number of queries whatever the page (OR-8). */
import type { Knex } from 'knex';
import type { Contact, ContactSummary } from '../../contract/contact.ts';
import type {
  CallDetail,
  Task,
  TaskDetail,
  TaskDetailPage,
  TaskDetailQuery,
  TaskEvent,
  TaskQuery,
  TaskStatus,
} from '../../contract/outreach.ts';
import type { ListQuery, Page } from '../../contract/page.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { openCountsOf } from './changes.ts';
import type { OutreachTime } from './clock.ts';
import { summaryOf } from './contacts.ts';
import { isOver, taskLifeCycle } from './rules.ts';
import { unknownTask } from './service.ts';
import type { EventRow, TaskRow, TurnRow } from './store.ts';
import { callsOf, eventOf, findCall, findTask, taskOf, turnOf } from './store.ts';
import type { CallState, TaskState } from './task-state.ts';
import { shownCall, shownEvent, shownTask, shownTurn } from './task-state.ts';
import type { TaskQuestions } from './task-questions.ts';

const dayMs = 86_400_000;
const statuses = Object.keys(taskLifeCycle) as TaskStatus[];

export interface ReadingParts {
  readonly read: Knex;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly time: Pick<OutreachTime, 'now'>;
  readonly questions: Pick<TaskQuestions, 'ofTasks'>;
  readonly hasVenture: (id: string) => Promise<boolean>;
}

export class OutreachReading {
  readonly #parts: ReadingParts;

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  /** @throws {ClaqueError} not-found for an unknown venture. */
  async tasks(query: TaskQuery): Promise<Page<Task>> {
    await this.#assertVenture(query.ventureId);
    const { items: tasks, total, limit, offset } = await this.#page(query);
    const openCounts = openCountsOf(
      await this.#parts.questions.ofTasks(
        this.#parts.read,
        tasks.map(({ id }) => id),
      ),
    );
    const items = tasks.map((task) => shownTask(task, openCounts.get(task.id) ?? 0));
    return { items, total, limit, offset };
  }

  /** @throws {ClaqueError} not-found for an unknown venture. */
  async details(query: TaskDetailQuery): Promise<TaskDetailPage> {
    await this.#assertVenture(query.ventureId);
    const page = await this.#page(query);
    return { ...page, items: await this.#detailed(page.items) };
  }

  /** @throws {ClaqueError} not-found. */
  async task(id: string): Promise<TaskDetail> {
    const [detail] = await this.#detailed([await this.#find(id)]);
    return detail!;
  }

  /** @throws {ClaqueError} not-found. */
  async events(id: string, { limit, offset }: ListQuery): Promise<Page<TaskEvent>> {
    const { eventCount } = await this.#find(id);
    const rows: EventRow[] = await this.#parts
      .read('outreach_events')
      .where({ task_id: id })
      .orderBy('position')
      .limit(limit)
      .offset(offset);
    return { items: rows.map(eventOf).map(shownEvent), total: eventCount, limit, offset };
  }

  /** @throws {ClaqueError} not-found. */
  async call(id: string): Promise<CallDetail> {
    const call = await findCall(this.#parts.read, id);
    if (!call)
      throw new ClaqueError('not-found', `There is no call “${id}”; a task’s calls stand in GET /api/tasks/{id}.`);
    const [detail] = await this.#calls([call]);
    return detail!;
  }

  /** By name. */
  contacts({ limit, offset }: ListQuery): Page<ContactSummary> {
    const clockMs = this.#parts.time.now();
    const all = [...this.#parts.contacts.values()].toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
    const items = all.slice(offset, offset + limit).map((contact) => summaryOf(contact, clockMs));
    return { items, total: all.length, limit, offset };
  }

  /** How many tasks of all ventures are not over, by status. */
  async openCounts(): Promise<Readonly<Record<string, number>>> {
    const open = statuses.filter((status) => !isOver(status));
    const rows = (await this.#parts
      .read('outreach_tasks')
      .whereIn('status', open)
      .groupBy('status')
      .select('status')
      .count({ total: '*' })) as unknown as { status: TaskStatus; total: number }[];
    const counts = new Map(rows.map(({ status, total }) => [status, total]));
    return Object.fromEntries(open.map((status) => [status, counts.get(status) ?? 0]));
  }

  /** How many of all ventures could be called for by now, and wait for a line. */
  async dueCount(): Promise<number> {
    const [due] = await this.#parts
      .read('outreach_tasks')
      .whereIn('status', ['PENDING', 'RETRY_SCHEDULED'])
      .andWhere('next_action_at_ms', '<=', this.#parts.time.now())
      .count<{ total: number }[]>({ total: '*' });
    return due?.total ?? 0;
  }

  /** Which venture a task belongs to; null if there is no such task. */
  async ventureOfTask(id: string): Promise<string | null> {
    return (await findTask(this.#parts.read, id))?.ventureId ?? null;
  }

  async ventureOfCall(id: string): Promise<string | null> {
    return (await findCall(this.#parts.read, id))?.ventureId ?? null;
  }

  async #find(id: string): Promise<TaskState> {
    const task = await findTask(this.#parts.read, id);
    if (!task) throw unknownTask(id);
    return task;
  }

  async #assertVenture(id: string): Promise<void> {
    if (!(await this.#parts.hasVenture(id))) throw new ClaqueError('not-found', `There is no venture “${id}”.`);
  }

  async #page(query: TaskQuery): Promise<Page<TaskState> & Pick<TaskDetailPage, 'totals'>> {
    const { limit, offset, status, sort } = query;
    const matching = () => matchingTasks(this.#parts.read, query);
    const counted = (await matching().groupBy('status').select('status').count({ total: '*' })) as unknown as {
      status: TaskStatus;
      total: number;
    }[];
    const totals = Object.fromEntries(statuses.map((name) => [name, 0])) as Record<TaskStatus, number>;
    for (const row of counted) totals[row.status] = row.total;
    const asked = status === undefined ? matching() : matching().where({ status });
    const rows: TaskRow[] = await asked.orderBy(orders[sort]).limit(limit).offset(offset);
    const all = Object.values(totals).reduce((sum, total) => sum + total, 0);
    return { items: rows.map(taskOf), total: status === undefined ? all : totals[status], limit, offset, totals };
  }

  async #detailed(tasks: readonly TaskState[]): Promise<TaskDetail[]> {
    const { read, questions } = this.#parts;
    const ids = tasks.map(({ id }) => id);
    const eventRows: EventRow[] = await read('outreach_events')
      .whereIn('task_id', ids)
      .orderBy(['task_id', 'position']);
    const events = Map.groupBy(eventRows.map(eventOf), ({ taskId }) => taskId);
    const calls = Map.groupBy(await this.#calls(await callsOf(read, ids)), ({ taskId }) => taskId);
    const asked = await questions.ofTasks(read, ids);
    const openCounts = openCountsOf(asked);
    const byTask = Map.groupBy(asked, ({ taskId }) => taskId);
    return tasks.map((task) => ({
      ...shownTask(task, openCounts.get(task.id) ?? 0),
      events: (events.get(task.id) ?? []).map(shownEvent),
      calls: calls.get(task.id) ?? [],
      questions: byTask.get(task.id) ?? [],
    }));
  }

  async #calls(calls: readonly CallState[]): Promise<CallDetail[]> {
    const ids = calls.map(({ id }) => id);
    const rows: TurnRow[] = await this.#parts
      .read('outreach_turns')
      .whereIn('call_id', ids)
      .orderBy(['call_id', 'position']);
    const turns = Map.groupBy(rows.map(turnOf), ({ callId }) => callId);
    return calls.map((call) => {
      const own = (turns.get(call.id) ?? []).map(shownTurn);
      return { ...shownCall(call, own.length), turns: own };
    });
  }
}

/** Ends with the id, so that no page shows a task twice. */
const orders: Readonly<Record<TaskQuery['sort'], { column: string; order?: 'asc' | 'desc'; nulls?: 'last' }[]>> = {
  newest: [
    { column: 'created_at_ms', order: 'desc' },
    { column: 'id', order: 'desc' },
  ],
  oldest: [{ column: 'created_at_ms' }, { column: 'id' }],
  due: [{ column: 'next_action_at_ms', nulls: 'last' }, { column: 'id' }],
  priority: [
    { column: 'priority_rank', order: 'desc' },
    { column: 'next_action_at_ms', nulls: 'last' },
    { column: 'id' },
  ],
  updated: [
    { column: 'updated_at_ms', order: 'desc' },
    { column: 'id', order: 'desc' },
  ],
};

function matchingTasks(read: Knex, query: TaskQuery): Knex.QueryBuilder {
  const { ventureId, botId, contactId, creator, text, from, to } = query;
  const given = { venture_id: ventureId, bot_id: botId, contact_id: contactId, creator };
  const found = read('outreach_tasks').where(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (from !== undefined) void found.where('created_at_ms', '>=', Date.parse(from));
  // A day ends with its last millisecond.
  if (to !== undefined) void found.where('created_at_ms', '<=', Date.parse(to) + (to.includes('T') ? 0 : dayMs - 1));
  if (text !== undefined)
    void found.where((either) => {
      for (const column of ['objective', 'context', 'result'])
        void either.orWhereRaw(`lower(??) LIKE lower(?) ESCAPE '\\'`, [column, holding(text)]);
    });
  return found;
}

/** The pattern of texts that hold this one, whatever characters it has. */
const holding = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
