import { computed, type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, watch } from 'vue';
import type { Session } from '../../../server/contract/session.ts';
import { createFrameQueue } from '../live/frame-queue.ts';
import { type KnownActivity, toKnownActivity } from '../live/known-activity.ts';
import { foldActivities, type SessionState, toSessionState } from '../live/session-state.ts';
import { useStream } from '../live/stream-store.ts';

/** The sessions given, those that run kept current by the stream. Give it the page that is seen, not the whole list. */
export function useLiveRows(sessions: MaybeRefOrGetter<readonly Session[]>) {
  const stream = useStream();
  const states = shallowRef<ReadonlyMap<string, SessionState>>(new Map());
  const stops = new Map<string, () => void>();

  const queue = createFrameQueue<KnownActivity>((activities) => {
    const next = new Map(states.value);
    for (const [id, state] of next) {
      const own = activities.filter(({ sessionId }) => sessionId === id);
      // A row shows where the session stands, not how it came there: the rest is not kept.
      if (own.length > 0)
        next.set(id, {
          ...foldActivities(state, own),
          causes: new Map(),
          feed: [],
          chat: [],
          points: [],
          anomalies: [],
          interventions: [],
        });
    }
    states.value = next;
  });

  watch(
    () => toValue(sessions),
    (list) => {
      const next = new Map<string, SessionState>();
      for (const session of list) {
        const known = states.value.get(session.id);
        const base = toSessionState({ session, points: [], anomalies: [], interventions: [] });
        next.set(session.id, known && known.lastNumber > session.lastActivityNumber ? known : base);
        if (session.status !== 'running' || stops.has(session.id)) continue;
        const stop = stream.listen(`session:${session.id}`, {
          since: () => states.value.get(session.id)?.lastNumber ?? session.lastActivityNumber,
          onActivity: (activity) => {
            const activityKnown = toKnownActivity(activity);
            if (activityKnown) queue.push(activityKnown);
          },
        });
        stops.set(session.id, stop);
      }
      for (const [id, stop] of stops)
        if (!next.has(id)) {
          stop();
          stops.delete(id);
        }
      states.value = next;
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    queue.clear();
    stops.forEach((stop) => stop());
  });

  return computed(() => toValue(sessions).map((session) => states.value.get(session.id)?.session ?? session));
}
