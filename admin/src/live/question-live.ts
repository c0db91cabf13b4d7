import { useDebounceFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue';
import type { Activity } from '../../../server/contract/activity.ts';
import { type AnswerQuestion, type Question, QuestionActivity } from '../../../server/contract/question.ts';
import { defaultVentureId } from '../../../server/contract/vocabulary.ts';
import { fetchVentures } from '../api/access.ts';
import { fetchCommunityActivity } from '../api/community.ts';
import { answerQuestion, fetchOpenQuestions, fetchQuestion } from '../api/questions.ts';
import { serverClock } from '../api/server-clock.ts';
import { useAccess } from '../composables/useAccess.ts';
import { usePollWhileCutOff } from '../composables/usePollWhileCutOff.ts';
import { newerOf, waitingFor } from './question-queue.ts';
import { useStream } from './stream-store.ts';

/** Longer than anything takes on its way, shorter than a person takes to answer. Assumed. */
const oldMs = 1_500;

/**
 * Questions put to whoever sits here (OR-7): read once, then by topic `questions` of the stream, from where it was cut
 * off; while it is down they are asked for every 2 s. What is typed and not sent yet is kept here too, so that it is the
 * same wherever a question is shown.
 */
export const useQuestions = defineStore('questions', () => {
  const stream = useStream();
  const { me } = useAccess();
  const known = shallowReactive(new Map<string, Question>());
  const drafts = shallowReactive(new Map<string, string>());
  const sendingIds = shallowReactive(new Set<string>());
  const isLoaded = ref(false);
  const fault = shallowRef<string | null>(null);
  let lastNumber: number | undefined;

  /** Whom questions are put to here; `panel` while access is open. */
  const creator = computed(() => me.value?.id ?? 'panel');
  const open = computed(() => waitingFor(creator.value, known.values()));
  const take = (question: Question) => void known.set(question.id, newerOf(known.get(question.id), question));
  const readOne = (id: string) => fetchQuestion(id).then(take, () => {});

  async function ventureIds(): Promise<readonly string[]> {
    if (me.value?.ventures) return me.value.ventures;
    return fetchVentures().then(
      ({ items }) => items.map(({ id }) => id),
      () => [defaultVentureId],
    );
  }

  async function read(): Promise<'going' | 'failed'> {
    try {
      const found = (await Promise.all((await ventureIds()).map(fetchOpenQuestions))).flat();
      const foundIds = new Set(found.map(({ id }) => id));
      const gone = open.value.filter(({ id }) => !foundIds.has(id));
      found.forEach(take);
      fault.value = null;
      // What became of those that nobody told about.
      await Promise.all(gone.map(({ id }) => readOne(id)));
      return 'going';
    } catch (cause) {
      fault.value = (cause as Error).message;
      return 'failed';
    } finally {
      isLoaded.value = true;
    }
  }

  const readSoon = useDebounceFn(read, 100);
  const hear = ({ number, type, payload, at }: Activity) => {
    lastNumber = number;
    serverClock.hearMoment(at);
    const parsed = QuestionActivity.safeParse({ type, payload });
    if (!parsed.success) return;
    // What is told again after a break may have been answered long since: only the server knows which are open still.
    const isOld = serverClock.now() - Date.parse(at) > oldMs;
    if (isOld && parsed.data.payload.status === 'open') void readSoon();
    else take(parsed.data.payload);
  };

  /** From a number that was before the reading: nothing that is asked in between is missed. */
  async function begin(): Promise<void> {
    const newest = await fetchCommunityActivity({ limit: 1 }).catch(() => null);
    lastNumber = newest?.items[0]?.number;
    stream.listen('questions', { since: () => lastNumber, onActivity: hear, onSnapshot: () => void read() });
    await read();
  }

  usePollWhileCutOff(read);
  watch(
    () => stream.status,
    (status, before) => {
      if (status === 'live' && before === 'reconnecting') void read();
    },
  );
  void begin();

  /** Sends one answer at a time to a question. @throws {ApiError} With the server's sentence; what it says of the question is read then. */
  async function answer(id: string, body: AnswerQuestion): Promise<Question | null> {
    if (sendingIds.has(id)) return null;
    sendingIds.add(id);
    try {
      const answered = await answerQuestion(id, body);
      take(answered);
      return answered;
    } catch (cause) {
      await readOne(id);
      throw cause;
    } finally {
      sendingIds.delete(id);
    }
  }

  return { open, known, drafts, sendingIds, creator, isLoaded, fault, read, answer };
});
