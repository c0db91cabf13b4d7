import { useQuery } from '@tanstack/vue-query';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { fetchBot } from '../api/bots.ts';
import { useCommunityLive } from '../live/community-live.ts';

/** One bot with its configuration, read again when an activity says that something about it has changed. */
export function useBot(botId: MaybeRefOrGetter<string>) {
  useCommunityLive();
  return useQuery({ queryKey: ['bot', botId, 'profile'], queryFn: () => fetchBot(toValue(botId)) });
}
