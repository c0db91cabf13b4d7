/** Random lives of questions: asked, answered, waited for, taken back, across time and restarts (OR-6, OR-7, OR-10). */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Question, QuestionStatus } from '../../server/contract/question.ts';
import { QuestionActivity } from '../../server/contract/question.ts';
import { newUuid } from '../../server/platform/database/uuid.ts';
import { questionLifeCycle } from '../../server/systems/questions/rules.ts';
import type { QuestionService } from '../../server/systems/questions/index.ts';
import { questionDraft } from '../support/question-draft.ts';
import { openQuestions } from '../support/questions.ts';

const texts = ['May it begin later?', 'Is the fee right?', 'Who speaks first?'];
const hourMs = 3_600_000;

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      text: fc.constantFrom(...texts),
      expires: fc.constantFrom(10, 60, 7_200),
      isWaitedFor: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      text: fc.constantFrom(...texts),
      by: fc.constantFrom('ana', 'ben'),
      optionId: fc.constantFrom('yes', 'no'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 5_000, 9_999, 10_000, 10_001, 60_000, hourMs),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('beat' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set back' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A world of questions, and what a person who kept notes would expect of it. */
class World {
  readonly parts: Awaited<ReturnType<typeof openQuestions>>;
  /** Of its own, beside the worlds before it in the same database. */
  readonly taskId: string;
  service: QuestionService;
  /** Time that really passed, whatever the wall clock shows. */
  elapsedMs = 0;
  /** By text: the newest question of it, and until when in elapsed time somebody waits for it. */
  readonly newest = new Map<string, { id: string; waitedUntilMs: number }>();
  readonly acknowledged = new Map<string, Question>();
  readonly waits: Promise<void>[] = [];
  readonly surprises: string[] = [];
  readonly heard = new Map<string, string>();

  constructor(parts: World['parts'], service: QuestionService) {
    this.parts = parts;
    this.taskId = newUuid(parts.clock.now());
    this.service = service;
  }

  async perform(one: Step): Promise<void> {
    if (one.do === 'ask') return this.#ask(one.text, one.expires, one.isWaitedFor);
    if (one.do === 'answer') return this.#answer(one.text, one.optionId, one.by);
    if (one.do === 'beat') return this.service.beat();
    if (one.do === 'pass') return this.#pass(one.ms);
    if (one.do === 'set back') return this.#setBack();
    if (one.do === 'cancel') return this.#cancel();
    this.service = await this.parts.open();
    for (const note of this.newest.values()) note.waitedUntilMs = -1;
  }

  async #ask(text: string, expiresInSeconds: number, isWaitedFor: boolean): Promise<void> {
    const { id } = await this.service.ask(questionDraft({ taskId: this.taskId, text, expiresInSeconds }));
    this.newest.set(text, { id, waitedUntilMs: this.elapsedMs + 10_000 });
    if (!isWaitedFor) return;
    const waiting = this.service.waitFor(id, new AbortController().signal);
    this.waits.push(waiting.then((answer) => void (answer && this.heard.set(id, answer.text))));
  }

  async #answer(text: string, optionId: string, by: string): Promise<void> {
    const note = this.newest.get(text);
    if (!note) return;
    const before = await this.parts.reading.one(note.id);
    const isDue = this.parts.clock.now() > Date.parse(before.expiresAt);
    const isOpen = before.status === 'open' && !isDue;
    try {
      const answered = await this.service.answer(note.id, { optionId }, by);
      const isLive = this.elapsedMs <= note.waitedUntilMs;
      if (isOpen) this.#claim(answered.answer!.isLive === isLive, `an answer whose isLive is not ${isLive}`);
      else this.#claim(isDeepStrictEqual(answered, before), 'another answer to one that is closed');
      this.acknowledged.set(note.id, answered);
    } catch (error) {
      this.#claim(!isOpen, `a refusal of an answer in time: ${String(error)}`);
      this.#claim((error as { code?: string }).code === 'illegal-transition', `${String(error)} as a refusal`);
    }
  }

  #claim(holds: boolean, otherwise: string): void {
    if (!holds) this.surprises.push(otherwise);
  }

  #pass(ms: number): void {
    this.elapsedMs += ms;
    this.parts.clock.time.advance(ms);
  }

  /** A beat has just looked at the clock, as one does every second. */
  async #setBack(): Promise<void> {
    await this.service.beat();
    this.parts.clock.set(-hourMs);
    await this.service.beat();
  }

  async #cancel(): Promise<void> {
    await this.parts.activityLog.write((trx, record) => this.service.cancelOfTask(trx, record, this.taskId, 'Over.'));
  }
}

/** Each question by what the log told of it: told in the order of one life, and what it said last is what is kept. */
async function checkLog({ parts, taskId }: World): Promise<Map<string, QuestionStatus[]>> {
  const lives = new Map<string, QuestionStatus[]>();
  const last = new Map<string, Question>();
  for (const { type, payload } of await parts.activityLog.read({ subject: `task:${taskId}` }, 0, 10_000)) {
    const activity = QuestionActivity.parse({ type, payload });
    const { id, status } = activity.payload;
    const life = lives.get(id) ?? [];
    const before = life.at(-1);
    if (before !== status) {
      if (before === undefined) expect(type).toBe('question.asked');
      else expect(questionLifeCycle[before]).toContain(status);
      lives.set(id, [...life, status]);
    } else expect(['question.asked', 'question.left_open']).toContain(type);
    last.set(id, activity.payload);
  }
  for (const [id, question] of last) expect(await parts.reading.one(id)).toEqual(question);
  return lives;
}

test('in any order of events no answer is lost, none is doubled, each closing is heard once, and lives keep to the table (OR-6, OR-7, OR-10)', async () => {
  const parts = await openQuestions();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      parts.closed.length = 0;
      const world = new World(parts, await parts.open());
      for (const one of steps) await world.perform(one);
      expect(world.surprises).toEqual([]);
      await world.service.beat(); // Nobody who wakes up now finds anything left to do.
      const lives = await checkLog(world);
      const endings = [...lives].flatMap(([id, life]) => (['answered', 'expired'].includes(life.at(-1)!) ? [id] : []));
      expect(parts.closed.map(({ id }) => id).toSorted()).toEqual(endings.toSorted());
      for (const [id, answered] of world.acknowledged) expect(await parts.reading.one(id)).toEqual(answered);
      // When everything is due nobody waits any more, and whoever heard an answer heard the one that is kept.
      parts.clock.time.advance(60 * hourMs);
      await world.service.beat();
      await Promise.all(world.waits);
      for (const [id, text] of world.heard)
        expect((await parts.reading.one(id)).answer).toMatchObject({ text, isLive: true });
      expect(
        (
          await parts.reading.page(
            { ventureId: 'default', status: 'open', mine: 'no', order: 'oldest', limit: 1, offset: 0 },
            'x',
          )
        ).total,
      ).toBe(0);
    }),
    { numRuns: 100 },
  );
}, 120_000);
