import { useIntervalFn } from '@vueuse/core';
import { type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, watch } from 'vue';
import type { Activity } from '../../../server/contract/activity.ts';
import {
  fetchActivities,
  fetchAnomalies,
  fetchInterventions,
  fetchPoints,
  fetchSession,
  pageLimit,
} from '../api/sessions.ts';
import { createFrameQueue } from '../live/frame-queue.ts';
import { type KnownActivity, toKnownActivity } from '../live/known-activity.ts';
import {
  type Accepted,
  foldActivities,
  type SessionState,
  toSessionState,
  withAccepted,
} from '../live/session-state.ts';
import { useStream } from '../live/stream-store.ts';

/** How much of a session's activity log is read at its opening; points, anomalies and interventions are read whole. */
const historyLimit = 5_000;
const pollEveryMs = 10_000;

/** One session as it happens: read once, then kept by the live stream; asked every 10 s only while the stream is down. */
export function useLiveSession(sessionId: MaybeRefOrGetter<string>) {
  const stream = useStream();
  const state = shallowRef<SessionState | null>(null);
  const error = shallowRef<Error | null>(null);
  let stopListening: (() => void) | undefined;
  let loadNumber = 0;

  const queue = createFrameQueue<KnownActivity>((activities) => {
    if (!state.value) return;
    state.value = foldActivities(state.value, activities);
    // What a reset leaves of the session (its mode, its audience) only the server knows.
    if (activities.some(({ type }) => type === 'session.reset')) void load();
  });
  const take = (activity: Activity) => {
    const known = toKnownActivity(activity);
    if (known) queue.push(known);
  };

  async function load(): Promise<void> {
    const id = toValue(sessionId);
    const current = ++loadNumber;
    stopListening?.();
    queue.clear();
    error.value = null;
    try {
      const loaded = await readSession(id);
      if (current !== loadNumber) return;
      state.value = loaded;
      stopListening = stream.listen(`session:${id}`, {
        since: () => state.value?.lastNumber,
        onActivity: take,
        onSnapshot: () => void load(),
      });
    } catch (cause) {
      if (current === loadNumber) error.value = cause as Error;
    }
  }

  /** Stands in for the stream while it is down. */
  useIntervalFn(async () => {
    const known = state.value;
    if (stream.status === 'live' || !known) return;
    const page = await fetchActivities(known.session.id, known.lastNumber).catch(() => null);
    page?.items.forEach(take);
  }, pollEveryMs);

  watch(
    () => toValue(sessionId),
    () => {
      state.value = null;
      void load();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    loadNumber += 1;
    stopListening?.();
    queue.clear();
  });

  /** Shows at once what the server has accepted. */
  const accept = (accepted: Accepted) => {
    if (state.value) state.value = withAccepted(state.value, accepted);
  };

  return { state, error, accept, retry: load };
}

async function readSession(id: string): Promise<SessionState> {
  // The session first: whatever happens while the rest is read has a number after its own, and follows on the stream.
  const session = await fetchSession(id);
  const [points, anomalies, interventions, history] = await Promise.all([
    fetchPoints(id),
    fetchAnomalies(id),
    fetchInterventions(id),
    readHistory(id, session.lastActivityNumber),
  ]);
  const strip = <T extends { id: string; sessionId: string }>({ id: _, sessionId: __, ...body }: T) => body;
  const base = toSessionState({
    session,
    points,
    anomalies: anomalies.items.map(strip),
    interventions: interventions.items.map(strip),
  });
  return { ...foldActivities(base, history), session };
}

async function readHistory(id: string, latest: number): Promise<KnownActivity[]> {
  const first = await fetchActivities(id, 0);
  const activities: Activity[] = [];
  let page = first.total > historyLimit ? await fetchActivities(id, Math.max(0, latest - historyLimit)) : first;
  for (;;) {
    activities.push(...page.items);
    const last = page.items.at(-1);
    if (!last || page.items.length < pageLimit) break;
    page = await fetchActivities(id, last.number);
  }
  return activities.map(toKnownActivity).filter((activity) => activity !== null);
}
