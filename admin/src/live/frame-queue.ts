/** Collects what arrives and hands it on at most once a frame, so that a fast session cannot outrun the screen. */
export interface FrameQueue<T> {
  push(item: T): void;
  clear(): void;
}

/** A hidden tab gets no frames, but its state must not fall behind without limit. */
const hiddenEveryMs = 500;

export function createFrameQueue<T>(flush: (items: T[]) => void): FrameQueue<T> {
  let items: T[] = [];
  let isScheduled = false;

  const run = () => {
    isScheduled = false;
    const batch = items;
    items = [];
    if (batch.length > 0) flush(batch);
  };

  return {
    push(item) {
      items.push(item);
      if (isScheduled) return;
      isScheduled = true;
      if (document.hidden) setTimeout(run, hiddenEveryMs);
      else requestAnimationFrame(run);
    },
    clear() {
      items = [];
    },
  };
}
