/** Questions as the API and other systems see them, from what is on disk. */
import type { Knex } from 'knex';
import type { Question, QuestionPage, QuestionQuery } from '../../contract/question.ts';
import { shown } from './rules.ts';
import { unknownQuestion } from './service.ts';
import type { QuestionRow } from './store.ts';
import { findQuestion, stateOf } from './store.ts';

export class QuestionReading {
  readonly #read: Knex;

  constructor(read: Knex) {
    this.#read = read;
  }

  /** Those of a venture that match. @param callerId Whose are `mine`. */
  async page(query: QuestionQuery, callerId: string): Promise<QuestionPage> {
    const { ventureId, status, taskId, mine, order, limit, offset } = query;
    const matching = () => {
      const found = this.#read('questions').where({ venture_id: ventureId });
      if (status !== undefined) void found.andWhere({ status });
      if (taskId !== undefined) void found.andWhere({ task_id: taskId });
      if (mine === 'yes') void found.andWhere({ creator: callerId });
      return found;
    };
    const [counted] = await matching().count<{ total: number }[]>({ total: '*' });
    const direction = order === 'oldest' ? 'asc' : 'desc';
    const rows: QuestionRow[] = await matching()
      .orderBy([
        { column: 'asked_at_ms', order: direction },
        { column: 'id', order: direction },
      ])
      .limit(limit)
      .offset(offset);
    return { items: rows.map(questionOf), total: counted?.total ?? 0, limit, offset };
  }

  /** How many wait for an answer, of all ventures. */
  async openCount(): Promise<number> {
    const [counted] = await this.#read('questions')
      .where({ status: 'open' })
      .count<{ total: number }[]>({ total: '*' });
    return counted?.total ?? 0;
  }

  /** @throws {ClaqueError} not-found. */
  async one(id: string): Promise<Question> {
    const state = await findQuestion(this.#read, id);
    if (!state) throw unknownQuestion(id);
    return shown(state);
  }

  /** All questions of several tasks, oldest first: one query, however many there are (OR-8). */
  async ofTasks(taskIds: readonly string[]): Promise<Question[]> {
    const rows: QuestionRow[] = await this.#read('questions')
      .whereIn('task_id', [...taskIds])
      .orderBy(['asked_at_ms', 'id']);
    return rows.map(questionOf);
  }

  /** The venture that a question belongs to; null where there is none of that id. */
  async ventureOf(id: string): Promise<string | null> {
    return (await findQuestion(this.#read, id))?.ventureId ?? null;
  }
}

const questionOf = (row: QuestionRow): Question => shown(stateOf(row));
