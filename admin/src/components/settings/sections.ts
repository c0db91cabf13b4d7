/** The subjects of the settings, in their order; the anchor is the address’s hash. */
export const sections = [
  { anchor: 'pace', title: 'Pace', icon: 'i-lucide-gauge', text: 'How often bots wake, look around and perhaps act.' },
  {
    anchor: 'caps',
    title: 'Caps',
    icon: 'i-lucide-shield-check',
    text: 'What may be used in a UTC day. What a call may cost is set aside before it is made, so a cap is never exceeded.',
  },
  { anchor: 'providers', title: 'Providers', icon: 'i-lucide-plug', text: 'Where language comes from.' },
  {
    anchor: 'access',
    title: 'Access',
    icon: 'i-lucide-key-round',
    text: 'Who may come in, what they may do, and for which ventures. A token is shown once; only its hash is kept.',
  },
  {
    anchor: 'notifications',
    title: 'Notifications',
    icon: 'i-lucide-bell',
    text: 'What you are told of, and how: as a toast, in the drawer behind the bell, or not at all. For you alone.',
  },
  { anchor: 'look', title: 'Look', icon: 'i-lucide-sun-moon', text: 'How the panel looks to you.' },
] as const;
