/** Questions on a real database, with time that passes when a test says so. */
import path from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Question } from '../../server/contract/question.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { newUuid } from '../../server/platform/database/uuid.ts';
import { QuestionReading, QuestionService } from '../../server/systems/questions/index.ts';
import type { QuestionDraft } from '../../server/systems/questions/rules.ts';
import { asked, plainDraft } from '../../server/systems/questions/rules.ts';
import { writeQuestion } from '../../server/systems/questions/store.ts';
import { ManualTime } from './manual-time.ts';
import { questionDraft } from './question-draft.ts';
import { temporaryFolder } from './server.ts';

/** A wall clock that can be set back, while waits go by the time that really passes. */
export class WallClock {
  readonly time = new ManualTime();
  #setByMs = 0;

  readonly now = (): number => this.time.now() + this.#setByMs;

  set(byMs: number): void {
    this.#setByMs += byMs;
  }
}

/** A service that can be opened again over the same database, as after a restart. */
export async function openQuestions() {
  const clock = new WallClock();
  const database = await openDatabase(temporaryFolder(), migrations);
  onTestFinished(() => database.close());
  const activityLog = await ActivityLog.open(database, clock, (error) => {
    throw error;
  });
  const closed: Question[] = [];
  const parts = {
    database,
    activityLog,
    clock,
    wait: clock.time.wait,
    log: pino({ level: 'silent' }),
    onClosed: (_trx: unknown, _record: unknown, question: Question) => {
      closed.push(question);
      return Promise.resolve();
    },
  };
  return {
    clock,
    database,
    activityLog,
    closed,
    reading: new QuestionReading(database.read),
    open: (changes: Partial<typeof parts> = {}) => QuestionService.open({ ...parts, ...changes }),
  };
}

/** Puts a question into the database of a server that runs, behind its back. */
export async function plantQuestion(folder: string, changes: Partial<QuestionDraft> = {}): Promise<string> {
  const knex = connect(path.join(folder, 'claque.db'));
  try {
    const changed = asked(newUuid(Date.now()), plainDraft(questionDraft(changes)), Date.now());
    await writeQuestion(knex, () => 0, changed);
    return changed.state.id;
  } finally {
    await knex.destroy();
  }
}
