export const places = [
  { name: 'live', label: 'Live', icon: 'i-lucide-activity', key: 'g l', path: '/live' },
  { name: 'sessions', label: 'Sessions', icon: 'i-lucide-gallery-vertical-end', key: 'g s', path: '/sessions' },
] as const;
