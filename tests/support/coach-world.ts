/** The coach on a real database, with a moved clock and data that a test decides. */
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Insight } from '../../server/contract/coach.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import type { Database } from '../../server/platform/database/database.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import type { Tell } from '../../server/systems/coach/index.ts';
import {
  ActionPlans,
  CoachReading,
  FeedbackService,
  InsightJob,
  Insights,
  Ventures,
  checkDue,
  templates,
} from '../../server/systems/coach/index.ts';
import type { CoachData, DataName, DataReaders } from '../../server/systems/coach/knowledge/known.ts';
import { planReader } from '../../server/systems/coach/knowledge/plans.ts';
import { knownOf, noon } from './coach.ts';
import { temporaryFolder } from './server.ts';
import { untracked } from './untracked.ts';

export const venture = { id: 'default', name: 'Default', timeZone: 'UTC' };

/** A database with all tables, gone when the test is. */
export async function emptyDatabase(): Promise<Database> {
  const database = await openDatabase(temporaryFolder(), migrations, { isBulk: true });
  onTestFinished(() => database.close());
  return database;
}

/** What was as of a moment: data that differ from a venture that is well, and what is missing. */
export interface Past {
  readonly change?: Partial<CoachData>;
  readonly missing?: DataName;
}

export class CoachWorld {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly insights: Insights;
  readonly reading: CoachReading;
  readonly feedback: FeedbackService;
  readonly plans: ActionPlans;
  readonly job: InsightJob;
  nowMs = noon;
  /** What people were told. */
  readonly told: string[] = [];
  /** What was as of a moment; a venture that is well, unless a test says otherwise. */
  pastAt: (atMs: number) => Past = () => ({});
  readonly #readers: DataReaders;

  private constructor(database: Database, activityLog: ActivityLog, clock: { world?: CoachWorld; now: () => number }) {
    clock.world = this;
    this.database = database;
    this.activityLog = activityLog;
    const { read } = database;
    this.#readers = this.#readersOf();
    const looking = { read, activityLog, readers: this.#readers, clock };
    const enrich = () => Promise.resolve(null);
    // Those that a test makes fire: the others would speak of a past that does not move with the clock.
    const own = templates.filter(({ id }) => ['heartbeats-failing', 'plan-tasks-overdue'].includes(id));
    const tell: Tell = (_trx, _record, told) => Promise.resolve(void this.told.push(told.title));
    this.insights = new Insights({ ...looking, templates: own, executions: untracked, enrich, tell });
    this.reading = new CoachReading(read, clock);
    this.feedback = new FeedbackService(activityLog, clock);
    this.plans = new ActionPlans({ read, activityLog, clock });
    const ventures = new Ventures(read);
    this.job = new InsightJob({
      read,
      activityLog,
      log: pino({ level: 'silent' }),
      insights: this.insights,
      ventures: () => ventures.all(),
      everyMinute: async (one, nowMs) => void (await checkDue(looking, one, nowMs)),
    });
  }

  static async open(): Promise<CoachWorld> {
    const database = await emptyDatabase();
    const clock: { world?: CoachWorld; now: () => number } = { now: () => clock.world?.nowMs ?? noon };
    const activityLog = await ActivityLog.open(database, clock, (error) => {
      throw error;
    });
    return new CoachWorld(database, activityLog, clock);
  }

  /** Looks as it does in the morning. */
  async wake(): Promise<Insight> {
    const day = new Date(this.nowMs).toISOString().slice(0, 10);
    return (await this.insights.run(venture, { trigger: 'daily', by: 'server', day }))!;
  }

  /** Looks by hand. */
  async look(): Promise<Insight> {
    const day = new Date(this.nowMs).toISOString().slice(0, 10);
    return (await this.insights.run(venture, { trigger: 'person', by: 'panel', day }))!;
  }

  async shown(state: 'open' | 'resting' | 'withdrawn' = 'open') {
    return (await this.reading.recommendations(venture.id, { state, limit: 100, offset: 0 })).items;
  }

  /** Plans are read where they are kept; the rest is what the test says. */
  #readersOf(): DataReaders {
    const names = Object.keys(knownOf()) as DataName[];
    const told = (name: DataName): DataReaders[DataName] => {
      return ({ atMs }) => {
        const { change, missing } = this.pastAt(atMs);
        return Promise.resolve(missing === name ? { missing: `No ${name}.` } : knownOf(change)[name]) as never;
      };
    };
    const readers = Object.fromEntries(names.map((name) => [name, told(name)])) as unknown as DataReaders;
    return { ...readers, plans: planReader(this.database.read) };
  }
}
