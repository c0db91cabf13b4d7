import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { BotAction, Heartbeat } from '../../../server/contract/bot.ts';
import { fetchCommunityActivity } from '../api/community.ts';
import { aboutBot } from '../components/community/feed-filter.ts';
import { type KnownCommunityActivity, toCommunityActivity } from '../live/community-activity.ts';
import { useCommunityLive } from '../live/community-live.ts';
import { findHeartbeat } from '../components/community/find-heartbeat.ts';
import { useQueryState } from './useQueryState.ts';

/** Why an activity happened: the heartbeat that led to it. In the URL, so that an answer can be sent to somebody. */
export function useCommunityWhy() {
  const live = useCommunityLive();
  const asked = useQueryState('why');
  const number = computed(() => (asked.value !== null && /^\d+$/.test(asked.value) ? Number(asked.value) : null));

  const query = useQuery({
    queryKey: computed(() => ['why', 'activity', number.value] as const),
    enabled: () => number.value !== null,
    staleTime: ({ state }) => (state.data?.heartbeat ? Infinity : 0),
    queryFn: async () => {
      const wanted = number.value ?? 0;
      const activity = live.activities.find((known) => known.number === wanted) ?? (await fetchActivity(wanted));
      const botId = activity && aboutBot(activity);
      if (!activity || botId === null) return { activity, heartbeat: null };
      return {
        activity,
        heartbeat: await findHeartbeat(botId, actionBehind(activity), (heartbeat) => hasCaused(heartbeat, activity)),
      };
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

/** How the heartbeat ended that led to an activity; undefined where it may have ended in any way. */
function actionBehind({ type, payload }: KnownCommunityActivity): BotAction | undefined {
  switch (type) {
    case 'thread.opened':
      return 'thread';
    case 'post.created':
      return 'reply';
    case 'vote.cast':
      return 'vote';
    case 'follow.started':
      return 'follow';
    case 'follow.ended':
      return 'unfollow';
    case 'search.performed':
      return 'search';
    case 'heartbeat.ended':
      return payload.action;
    default:
      return undefined;
  }
}

const hasCaused = ({ causedActivities, number }: Heartbeat, activity: KnownCommunityActivity) =>
  causedActivities.includes(activity.number) ||
  (activity.type === 'heartbeat.ended' && activity.payload.number === number);

async function fetchActivity(number: number): Promise<KnownCommunityActivity | null> {
  const { items } = await fetchCommunityActivity({ before: number + 1, limit: 1 });
  const activity = items[0];
  return activity?.number === number ? toCommunityActivity(activity) : null;
}
