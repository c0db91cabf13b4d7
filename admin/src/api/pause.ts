import { computed, readonly, ref } from 'vue';

/** Longer than the server ever asks for (a minute); a proxy may say anything. */
const longestSeconds = 120;
/** Where an answer does not say how long. Assumed. */
const usualSeconds = 5;

const endsAt = ref<number | null>(null);
const now = ref(0);
let ticking: ReturnType<typeof setInterval> | undefined;

/** How many seconds are left of the pause that the server has asked for; null while there is none. */
export const pauseSeconds = readonly(
  computed(() => (endsAt.value === null ? null : Math.max(1, Math.ceil((endsAt.value - now.value) / 1_000)))),
);

/** The server asks whoever sent too much to wait (429). @param retryAfter The header of its answer. */
export function pause(retryAfter: string | null): void {
  const asked = Number(retryAfter);
  const seconds = retryAfter !== null && asked >= 0 ? Math.min(asked, longestSeconds) : usualSeconds;
  now.value = performance.now();
  endsAt.value = Math.max(endsAt.value ?? 0, now.value + Math.max(1, seconds) * 1_000);
  ticking ??= setInterval(tick, 250);
}

function tick(): void {
  now.value = performance.now();
  if (endsAt.value === null || now.value < endsAt.value) return;
  clearInterval(ticking);
  ticking = undefined;
  endsAt.value = null;
  for (const resolve of waiting.splice(0)) resolve();
}

const waiting: (() => void)[] = [];

/** Settles when there is no pause, at once or at its end. Rejects with the signal's reason when that comes first. */
export async function pauseOver(signal: AbortSignal | null): Promise<void> {
  if (endsAt.value === null) return;
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    waiting.push(resolve);
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
