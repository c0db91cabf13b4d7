import { computed, type MaybeRefOrGetter, nextTick, onMounted, type Ref, ref, toValue, watch } from 'vue';

/** Closer to the end than this counts as at the end, in pixels: fractions of a line do not end the following. */
const slackPx = 24;

type Box = Pick<HTMLElement, 'scrollTop' | 'scrollHeight' | 'clientHeight'>;
export const isAtEnd = ({ scrollTop, scrollHeight, clientHeight }: Box) =>
  scrollHeight - scrollTop - clientHeight <= slackPx;

/**
 * Keeps the end of a growing list in sight until somebody scrolls up, and counts what comes then.
 *
 * @param last The number of the newest entry; numbers grow.
 * @param countAfter How many entries are newer than one of that number.
 */
export function useFollowedTail(
  box: Readonly<Ref<HTMLElement | null>>,
  last: MaybeRefOrGetter<number>,
  countAfter: (number: number) => number,
) {
  const isFollowing = ref(true);
  const seen = ref(0);

  const toEnd = async () => {
    await nextTick();
    if (box.value) box.value.scrollTop = box.value.scrollHeight;
  };
  const follow = () => {
    isFollowing.value = true;
    return toEnd();
  };
  /** Scrolled by hand: at the end it follows again, anywhere else it stands. */
  const onScroll = () => {
    if (!box.value) return;
    const isNowFollowing = isAtEnd(box.value);
    if (isFollowing.value && !isNowFollowing) seen.value = toValue(last);
    isFollowing.value = isNowFollowing;
  };

  onMounted(toEnd);
  watch(
    () => toValue(last),
    () => {
      if (isFollowing.value) void toEnd();
    },
  );
  return {
    isFollowing,
    newCount: computed(() => (isFollowing.value ? 0 : countAfter(seen.value))),
    follow,
    onScroll,
  };
}
