/** Where one can go. A narrow screen shows the first four and keeps the others behind “More”. */
export const places = [
  { name: 'live', label: 'Live', icon: 'i-lucide-activity', key: 'g l', path: '/live' },
  { name: 'sessions', label: 'Sessions', icon: 'i-lucide-gallery-vertical-end', key: 'g s', path: '/sessions' },
  { name: 'community', label: 'Community', icon: 'i-lucide-messages-square', key: 'g c', path: '/community' },
  { name: 'bots', label: 'Bots', icon: 'i-lucide-bot', key: 'g b', path: '/bots' },
  { name: 'outreach', label: 'Outreach', icon: 'i-lucide-phone-call', key: 'g o', path: '/outreach' },
  { name: 'coach', label: 'Coach', icon: 'i-lucide-lightbulb', key: 'g h', path: '/coach' },
  { name: 'executions', label: 'Executions', icon: 'i-lucide-workflow', key: 'g e', path: '/executions' },
  { name: 'statistics', label: 'Statistics', icon: 'i-lucide-chart-line', key: 'g t', path: '/statistics' },
  { name: 'settings', label: 'Settings', icon: 'i-lucide-settings-2', key: 'g ,', path: '/settings' },
] as const;
