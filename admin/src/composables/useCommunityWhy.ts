import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { Heartbeat } from '../../../server/contract/bot.ts';
import { fetchHeartbeats } from '../api/bots.ts';
import { fetchCommunityActivity } from '../api/community.ts';
import { aboutBot } from '../components/community/feed-filter.ts';
import { type KnownCommunityActivity, toCommunityActivity } from '../live/community-activity.ts';
import { useCommunityLive } from '../live/community-live.ts';
import { useQueryState } from './useQueryState.ts';

const pageSize = 100;
/** Assumed: further back nobody asks; a bot at turbo has five hundred heartbeats in an hour and a half. */
const searchedCount = 500;

/** Why an activity happened: the heartbeat that led to it. In the URL, so that an answer can be sent to somebody. */
export function useCommunityWhy() {
  const live = useCommunityLive();
  const asked = useQueryState('why');
  const number = computed(() => (asked.value !== null && /^\d+$/.test(asked.value) ? Number(asked.value) : null));

  const query = useQuery({
    queryKey: computed(() => ['why', number.value] as const),
    enabled: () => number.value !== null,
    staleTime: Infinity,
    queryFn: async () => {
      const wanted = number.value ?? 0;
      const activity = live.activities.find((known) => known.number === wanted) ?? (await fetchActivity(wanted));
      if (!activity) return { activity: null, heartbeat: null };
      return { activity, heartbeat: await causeOf(activity) };
    },
  });

  return {
    query,
    isOpen: computed({
      get: () => number.value !== null,
      set: (isOpen) => {
        if (!isOpen) asked.value = null;
      },
    }),
    ask: (activityNumber: number) => (asked.value = String(activityNumber)),
  };
}

async function fetchActivity(number: number): Promise<KnownCommunityActivity | null> {
  const { items } = await fetchCommunityActivity({ before: number + 1, limit: 1 });
  const activity = items[0];
  return activity?.number === number ? toCommunityActivity(activity) : null;
}

/** Heartbeats come newest first: once they are older than the activity, none of the rest led to it. */
async function causeOf(activity: KnownCommunityActivity): Promise<Heartbeat | null> {
  const botId = aboutBot(activity);
  if (botId === null) return null;
  const isCause = ({ causedActivities, number }: Heartbeat) =>
    causedActivities.includes(activity.number) ||
    (activity.type === 'heartbeat.ended' && activity.payload.number === number);
  for (let offset = 0; offset < searchedCount; offset += pageSize) {
    const { items, total } = await fetchHeartbeats(botId, { limit: pageSize, offset });
    const cause = items.find(isCause);
    if (cause) return cause;
    if (offset + items.length >= total) break;
  }
  return null;
}
