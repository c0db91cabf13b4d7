/** Moves the focus through what is marked `data-step`, for J and K: from where it is, or from the first one in sight. */
export function useCommunitySteps() {
  return {
    step(by: 1 | -1): void {
      const stops = [...document.querySelectorAll<HTMLElement>('[data-step]')];
      const at = stops.findIndex((stop) => stop === document.activeElement);
      const inSight = stops.findIndex((stop) => stop.getBoundingClientRect().top >= 0);
      const next = at === -1 ? inSight : Math.min(stops.length - 1, Math.max(0, at + by));
      stops[next]?.focus();
      stops[next]?.scrollIntoView({ block: 'nearest' });
    },
  };
}
