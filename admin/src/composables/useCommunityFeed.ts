import { computed, type MaybeRefOrGetter, ref, shallowRef, toValue, watch } from 'vue';
import { fetchCommunityActivity } from '../api/community.ts';
import { everything, type FeedFilter, isShown } from '../components/community/feed-filter.ts';
import { joined, type KnownCommunityActivity, toCommunityActivity } from '../live/community-activity.ts';
import { useCommunityLive } from '../live/community-live.ts';

const pageSize = 50;
/** Assumed: more than anybody scrolls through, less than a browser minds. */
const keptCount = 1_000;

/**
 * The feed of activities, newest first: what the stream brings, and older ones page by page. While held it stays as it
 * was and counts what is new; older ones may still be added below, where they move nothing.
 */
export function useCommunityFeed(filter: MaybeRefOrGetter<FeedFilter>) {
  const live = useCommunityLive();
  const seen = shallowRef<readonly KnownCommunityActivity[]>([]);
  const isReading = ref(false);
  const hasOlder = ref(true);
  const fault = shallowRef<string | null>(null);
  /** Where reading older ones goes on: what was read goes further back than what the filter shows of it. */
  let oldestRead = Infinity;
  let turn = 0;

  const add = (activities: readonly KnownCommunityActivity[]) => {
    const fitting = activities.filter((activity) => isShown(activity, toValue(filter)));
    if (fitting.length > 0) seen.value = joined(seen.value, fitting);
  };

  async function read(before?: number): Promise<void> {
    turn += 1;
    const own = turn;
    isReading.value = true;
    const { type, botId } = toValue(filter);
    try {
      const page = await fetchCommunityActivity({
        type: type === everything || type === null ? undefined : type,
        botId: botId ?? undefined,
        before,
        limit: pageSize,
      });
      // Another filter was chosen meanwhile.
      if (own !== turn) return;
      oldestRead = Math.min(oldestRead, page.items.at(-1)?.number ?? Infinity);
      add(page.items.map(toCommunityActivity).filter((activity) => activity !== null));
      hasOlder.value = page.items.length === pageSize;
      fault.value = null;
    } catch (cause) {
      if (own === turn) fault.value = (cause as Error).message;
    } finally {
      if (own === turn) isReading.value = false;
    }
  }

  const isHeld = ref(false);
  /** The newest activity that is shown while held; null: all are. */
  const newestShown = ref<number | null>(null);
  const catchUp = () => (newestShown.value = isHeld.value ? (seen.value.at(-1)?.number ?? null) : null);
  const isNew = ({ number }: KnownCommunityActivity) => newestShown.value !== null && number > newestShown.value;
  const arrive = (activities: readonly KnownCommunityActivity[]) => {
    oldestRead = Math.min(oldestRead, activities[0]?.number ?? Infinity);
    add(activities);
    if (seen.value.length <= keptCount || isHeld.value) return;
    seen.value = seen.value.slice(-keptCount);
    oldestRead = seen.value[0]?.number ?? oldestRead;
  };

  watch(isHeld, catchUp);
  watch(() => live.activities, arrive);
  watch(
    () => JSON.stringify(toValue(filter)),
    () => {
      seen.value = [];
      oldestRead = Infinity;
      newestShown.value = null;
      arrive(live.activities);
      void read();
    },
    { immediate: true },
  );

  return {
    shown: computed(() => seen.value.filter((activity) => !isNew(activity)).toReversed()),
    newCount: computed(() => seen.value.filter(isNew).length),
    isReading,
    hasOlder,
    fault,
    isHeld,
    catchUp,
    retry: () => read(),
    readOlder: () => read(Number.isFinite(oldestRead) ? oldestRead : undefined),
  };
}
