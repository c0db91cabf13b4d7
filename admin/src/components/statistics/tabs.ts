/** The kinds of statistics. */
export const tabs = [
  { value: 'usage', label: 'Usage', icon: 'i-lucide-coins' },
  { value: 'reputation', label: 'Reputation', icon: 'i-lucide-trending-up' },
  { value: 'activity', label: 'Activity', icon: 'i-lucide-chart-bar-stacked' },
  { value: 'fidelity', label: 'Fidelity', icon: 'i-lucide-ruler' },
  { value: 'alike', label: 'Alike', icon: 'i-lucide-copy' },
] as const;

export type StatisticsTab = (typeof tabs)[number]['value'];

/** The tab that an address names; the first where it names none. */
export const readTab = (text: string | null): StatisticsTab =>
  tabs.find(({ value }) => value === text)?.value ?? tabs[0].value;
