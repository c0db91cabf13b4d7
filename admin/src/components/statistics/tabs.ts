/** The kinds of statistics: what bots did, then what the conductor did. */
export const tabs = [
  { value: 'usage', label: 'Usage', icon: 'i-lucide-coins' },
  { value: 'reputation', label: 'Reputation', icon: 'i-lucide-trending-up' },
  { value: 'activity', label: 'Activity', icon: 'i-lucide-chart-bar-stacked' },
  { value: 'fidelity', label: 'Fidelity', icon: 'i-lucide-ruler' },
  { value: 'alike', label: 'Alike', icon: 'i-lucide-copy' },
  { value: 'conductor', label: 'Conductor', icon: 'i-lucide-graduation-cap' },
  { value: 'worked', label: 'What worked', icon: 'i-lucide-flask-conical' },
] as const;

export type StatisticsTab = (typeof tabs)[number]['value'];
/** Those about the conductor have neither days nor bots. */
export type CommunityTab = Exclude<StatisticsTab, 'conductor' | 'worked'>;

export const isCommunityTab = (tab: StatisticsTab): tab is CommunityTab => tab !== 'conductor' && tab !== 'worked';

/** The tab that an address names; the first where it names none. */
export const readTab = (text: string | null): StatisticsTab =>
  tabs.find(({ value }) => value === text)?.value ?? tabs[0].value;
