/** One look over a venture: health, predictions that are due, and what deserves attention, as one execution (CO-1, CO-10). */
import type { Knex } from 'knex';
import type { Health, Insight } from '../../contract/coach.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { Lane } from '../../platform/activity/lane.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import type { Executions } from '../executions/index.ts';
import { announce } from './announce.ts';
import type { DataReaders } from './knowledge/known.ts';
import { readKnown } from './knowledge/known.ts';
import { checkDue } from './grading.ts';
import { healthOf } from './health/health.ts';
import { keepAdvice, keyOf } from './keeping.ts';
import type { CoachedVenture } from './store.ts';
import { insertInsight, newestDailyDay, saveHealth, updateRecommendation, withoutWords } from './store.ts';
import type { Tell, Told } from './tell.ts';
import type { Advice, Template } from './template.ts';
import { counted, worded } from './words.ts';

/** Worded by a model for an insight at most: each is a call that is paid for. */
const mostEnriched = 3;

export interface InsightParts {
  readonly read: Knex;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly readers: DataReaders;
  readonly templates: readonly Template[];
  readonly executions: Executions;
  /** Tells people what is new in the morning; whoever looks by hand sees it. */
  readonly tell: Tell;
  /** What a language model adds to advice; null where nothing is to be added. */
  readonly enrich: (ventureId: string, advice: Advice) => Promise<string | null>;
}

export interface InsightOrder {
  readonly trigger: Insight['trigger'];
  readonly by: string;
  /** The local day. */
  readonly day: string;
}

export interface Examination {
  readonly health: Health;
  readonly advices: readonly Advice[];
  readonly silent: Insight['silent'];
}

export class Insights {
  readonly #parts: InsightParts;
  /** One at a time: two at once would find the same things twice. */
  readonly #lane = new Lane();

  constructor(parts: InsightParts) {
    this.#parts = parts;
  }

  /** @returns Null where another process of the same day was faster: there is one daily insight a day. */
  run(venture: CoachedVenture, order: InsightOrder): Promise<Insight | null> {
    const { executions } = this.#parts;
    const title = `Insight into ${venture.name}, ${order.day}`;
    const beginning = { kind: 'insight', title, stageCount: 4, ventureId: venture.id, metadata: { ...order } };
    return this.#lane.run(async () => {
      if (await this.#isDone(venture.id, order)) return null;
      return executions.track(beginning, async (execution) => {
        execution.stage('check');
        const checkedCount = await checkDue(this.#parts, venture, this.#parts.clock.now());
        execution.stage('read');
        const examination = await this.examine(venture);
        execution.stage('write');
        const insight = await this.#write(venture, order, { ...examination, checkedCount, executionId: execution.id });
        execution.log('info', insight.sentence);
        for (const { templateId, missing } of insight.silent)
          execution.log('info', `${templateId} is silent: ${missing}`);
        if (insight.score !== null) execution.metric('score', insight.score);
        execution.stage('word');
        await this.#enrich(venture.id, examination.advices);
        return insight;
      });
    });
  }

  /** Settles when nothing is under way. */
  idle(): Promise<void> {
    return this.#lane.idle();
  }

  /** What is known now, what it makes of health, and what templates make of it; nothing is written. */
  async examine({ id: ventureId, timeZone }: CoachedVenture): Promise<Examination> {
    const { clock, readers, templates } = this.#parts;
    const moment = { ventureId, timeZone, atMs: clock.now() };
    const known = await readKnown(readers, moment);
    const looked = templates.map((template) => ({ templateId: template.id, found: template.advise(known, moment) }));
    const silent: Insight['silent'] = [];
    const advices: Advice[] = [];
    for (const { templateId, found } of looked) {
      if (found && 'missing' in found) silent.push({ templateId, missing: found.missing });
      else if (found) advices.push(found);
    }
    return { health: healthOf(known, ventureId, moment.atMs), advices, silent };
  }

  /** The most urgent that have no such words yet: advice that was there yesterday is not worded anew. */
  async #enrich(ventureId: string, advices: readonly Advice[]): Promise<void> {
    const { read, activityLog, enrich } = this.#parts;
    const bare = await withoutWords(read, ventureId);
    const urgent = advices
      .toSorted((one, other) => other.priority - one.priority)
      .flatMap((advice) => {
        const id = bare.get(keyOf(advice.templateId, advice.subject));
        return id === undefined ? [] : [{ id, advice }];
      })
      .slice(0, mostEnriched);
    const worded = await Promise.all(
      urgent.map(async ({ id, advice }) => ({ id, enriched: await enrich(ventureId, advice) })),
    );
    const usable = worded.filter(({ enriched }) => enriched !== null);
    if (usable.length === 0) return;
    await activityLog.write(async (trx) => {
      for (const { id, enriched } of usable) await updateRecommendation(trx, id, { enriched });
    });
  }

  async #isDone(ventureId: string, { trigger, day }: InsightOrder): Promise<boolean> {
    if (trigger === 'person') return false;
    const newest = await newestDailyDay(this.#parts.read, ventureId);
    return newest !== null && newest >= day;
  }

  async #write(
    venture: CoachedVenture,
    order: InsightOrder,
    found: Examination & { readonly checkedCount: number; readonly executionId: string },
  ): Promise<Insight> {
    const { activityLog, clock } = this.#parts;
    const { health, silent, checkedCount, executionId } = found;
    return activityLog.write(async (trx: Knex, record: RecordActivity) => {
      const nowMs = clock.now();
      const kept = await keepAdvice(trx, record, venture.id, found, nowMs);
      const insight: Insight = {
        id: newUuid(nowMs),
        ventureId: venture.id,
        ...order,
        at: new Date(nowMs).toISOString(),
        executionId,
        score: health.score,
        sentence: sentenceOf(health, kept.ids.length, kept.fresh.length, silent.length),
        recommendationIds: [...kept.ids],
        withdrawnCount: kept.withdrawnCount,
        checkedCount,
        silent: [...silent],
      };
      await saveHealth(trx, order.day, health);
      await insertInsight(trx, insight);
      announce(record, { type: 'coach.insight_found', payload: insight });
      if (order.trigger !== 'person' && kept.fresh.length > 0)
        await this.#parts.tell(trx, record, morningOf(insight, kept.fresh));
      return insight;
    });
  }
}

/** What is said of a morning: the most urgent of what is new. */
function morningOf({ ventureId, day }: Insight, fresh: readonly Advice[]): Told {
  const urgent = fresh.toSorted((one, other) => other.priority - one.priority).slice(0, 3);
  return {
    ventureId,
    groupKey: `coach:insight:${day}`,
    title: deserving(fresh.length, 'new thing'),
    text: `${urgent.map(({ title }) => title).join('; ')}.`,
    link: '/coach',
  };
}

const deserving = (count: number, what: string): string =>
  `${counted(count, what)} ${count === 1 ? 'deserves' : 'deserve'} attention`;

function sentenceOf({ score }: Health, foundCount: number, newCount: number, silentCount: number): string {
  const health = score === null ? 'No data for a health score yet' : `Health ${worded(score, 'count')} of 100`;
  const found = foundCount === 0 ? 'nothing deserves attention' : `${deserving(foundCount, 'thing')}, ${newCount} new`;
  const silent = silentCount === 0 ? '' : `; ${counted(silentCount, 'template')} had too little data to say anything`;
  return `${health}: ${found}${silent}.`;
}
