/** The parts of the coach's view: what deserves attention, what people make of it, and how good the advice was. */
export const coachTabs = [
  { value: 'today', label: 'Today', icon: 'i-lucide-lightbulb' },
  { value: 'plans', label: 'Action plans', icon: 'i-lucide-list-checks' },
  { value: 'record', label: 'Record', icon: 'i-lucide-target' },
] as const;

type CoachTab = (typeof coachTabs)[number]['value'];

/** The tab that an address names; the first where it names none. */
export const readCoachTab = (text: string | null): CoachTab =>
  coachTabs.find(({ value }) => value === text)?.value ?? 'today';
