/** Manners of writing to choose from, beside a bot's own; any other words do as well. */
export const communicationStyles = [
  'Friendly and direct; short sentences, plain words.',
  'Dry and exact; numbers before opinions.',
  'Warm and curious; asks before it answers.',
  'Blunt; says what is wrong first and why.',
  'Playful; thinks in pictures and jokes.',
  'Formal and careful; names its sources.',
] as const;
