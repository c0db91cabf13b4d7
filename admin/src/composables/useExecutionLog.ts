import { computed, type MaybeRefOrGetter, ref, shallowRef, toValue, watch } from 'vue';
import type { LogEntry, LogQuery } from '../../../server/contract/execution.ts';
import { fetchExecution } from '../api/executions.ts';

export type LogFilter = Partial<Pick<LogQuery, 'level' | 'search'>>;

const pageSize = 200;
/** The largest page the server gives. */
const tailSize = 500;
/** Assumed: more than anybody scrolls through, less than a browser minds. */
const keptCount = 2_000;

/**
 * The log of an execution, oldest first: its newest entries, older ones page by page, and what is appended as it is.
 *
 * @param entryCount Entries of the whole log: it growing is what has the tail read.
 */
export function useExecutionLog(
  executionId: string,
  filter: MaybeRefOrGetter<LogFilter>,
  entryCount: MaybeRefOrGetter<number>,
) {
  const entries = shallowRef<readonly LogEntry[]>([]);
  const total = ref(0);
  const isReading = ref(true);
  const fault = shallowRef<string | null>(null);
  /** Up to where the log has been read, whether or not the filter let anything through. */
  let readTo = 0;
  let turn = 0;
  let isTailWanted = false;

  const ask = async (query: Partial<LogQuery>) =>
    (await fetchExecution(executionId, { ...toValue(filter), ...query })).logs;

  /** One reading at a time; what an earlier filter asked for comes to nothing. */
  async function read(take: (own: number) => Promise<void>): Promise<void> {
    turn += 1;
    const own = turn;
    isReading.value = true;
    try {
      await take(own);
      if (own === turn) fault.value = null;
    } catch (cause) {
      if (own === turn) fault.value = (cause as Error).message;
    }
    if (own !== turn) return;
    isReading.value = false;
    if (isTailWanted && fault.value === null) void readTail();
  }

  const readNewest = () =>
    read(async (own) => {
      isTailWanted = false;
      const before = toValue(entryCount);
      const page = await ask({ order: 'newest', limit: pageSize });
      if (own !== turn) return;
      entries.value = page.items.toReversed();
      total.value = page.total;
      readTo = Math.max(before, page.items[0]?.position ?? 0);
    });

  function readTail(): Promise<void> {
    isTailWanted = isReading.value;
    if (isTailWanted) return Promise.resolve();
    return read(async (own) => {
      const upTo = toValue(entryCount);
      const page = await ask({ order: 'oldest', after: readTo, limit: tailSize });
      if (own !== turn) return;
      const last = page.items.at(-1)?.position ?? readTo;
      const hasMore = page.items.length < page.total;
      readTo = hasMore ? last : Math.max(last, upTo);
      entries.value = [...entries.value, ...page.items].slice(-keptCount);
      total.value += page.items.length;
      isTailWanted ||= hasMore;
    });
  }

  async function readOlder(): Promise<void> {
    if (isReading.value) return;
    await read(async (own) => {
      const page = await ask({ order: 'newest', limit: pageSize, offset: entries.value.length });
      if (own !== turn) return;
      const first = entries.value[0]?.position ?? Infinity;
      entries.value = [...page.items.toReversed().filter(({ position }) => position < first), ...entries.value];
    });
  }

  watch(() => JSON.stringify(toValue(filter)), readNewest, { immediate: true });
  watch(
    () => toValue(entryCount),
    (now) => {
      if (now > readTo) void readTail();
    },
  );

  return {
    entries,
    total,
    isReading,
    fault,
    olderCount: computed(() => Math.max(0, total.value - entries.value.length)),
    readOlder,
    retry: readNewest,
  };
}
