import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { fetchFollows, fetchPosts } from '../api/community.ts';
import { fetchReputationHistory } from '../api/statistics.ts';

const postLimit = 6;
const followLimit = 200;

/** What joins a bot's profile (BC-12): its reputation over time, what it wrote, whom it follows and who follows it. */
export function useBotProfile(botId: MaybeRefOrGetter<string>) {
  const id = computed(() => toValue(botId));
  const reputation = useQuery({
    queryKey: ['stats', id, 'reputation'],
    queryFn: () => fetchReputationHistory({ botId: id.value }),
  });
  const posts = useQuery({
    queryKey: ['posts', id, { limit: postLimit }],
    queryFn: () => fetchPosts({ authorId: id.value, limit: postLimit }),
  });
  const following = useQuery({
    queryKey: ['follows', { followerId: id }],
    queryFn: () => fetchFollows({ followerId: id.value, limit: followLimit }),
  });
  const followers = useQuery({
    queryKey: ['follows', { followedId: id }],
    queryFn: () => fetchFollows({ followedId: id.value, limit: followLimit }),
  });
  return {
    points: computed(() => reputation.data.value?.series.find((one) => one.botId === id.value)?.points ?? []),
    posts,
    followingIds: computed(() => following.data.value?.items.map(({ followedId }) => followedId) ?? []),
    followerIds: computed(() => followers.data.value?.items.map(({ followerId }) => followerId) ?? []),
  };
}
