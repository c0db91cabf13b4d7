import { onScopeDispose, watch } from 'vue';
import { createFallbackPoller } from '../live/fallback-poller.ts';
import { useStream } from '../live/stream-store.ts';

/**
 * Asks again and again for as long as the stream is down and there is something to wait for (EX-8).
 *
 * @param ask As createFallbackPoller takes it.
 */
export function usePollWhileCutOff(
  ask: Parameters<typeof createFallbackPoller>[0],
  isGoing: () => boolean = () => true,
): void {
  const stream = useStream();
  const poller = createFallbackPoller(ask);
  watch(
    () => stream.status !== 'live' && isGoing(),
    (isCutOff) => (isCutOff ? poller.start() : poller.stop()),
    { immediate: true },
  );
  onScopeDispose(poller.stop);
}
