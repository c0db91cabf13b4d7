import type { useChartWindow } from './useChartWindow.ts';
import { useKeys } from './useKeys.ts';
import { useQueryState } from './useQueryState.ts';

export interface GuestKeysOptions {
  view: ReturnType<typeof useChartWindow>;
  explain: () => void;
}

/** Of the Live view's keys, those that only look. */
export function useGuestKeys({ view, explain }: GuestKeysOptions): void {
  const table = useQueryState('table');
  useKeys({
    '.': view.jump,
    l: view.follow,
    z: view.toggleWhole,
    t: () => (table.value = table.value === null ? '1' : null),
    w: explain,
  });
}
