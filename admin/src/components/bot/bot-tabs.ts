/** The parts of a bot's page; the name stands in the URL. */
export const botTabs = [
  { name: 'profile', label: 'Profile', icon: 'i-lucide-id-card' },
  { name: 'config', label: 'Configuration', icon: 'i-lucide-sliders-horizontal' },
  { name: 'memory', label: 'Memory', icon: 'i-lucide-brain' },
  { name: 'usage', label: 'Usage', icon: 'i-lucide-coins' },
  { name: 'heartbeats', label: 'Heartbeats', icon: 'i-lucide-heart-pulse' },
  { name: 'interview', label: 'Interview', icon: 'i-lucide-message-circle' },
] as const;
export type BotTab = (typeof botTabs)[number]['name'];

export const isBotTab = (value: string | null): value is BotTab => botTabs.some(({ name }) => name === value);
