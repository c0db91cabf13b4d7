/** What a person may want to know of any recommendation: where a chat about one begins. */
export const suggestedQuestions = [
  'What is this based on?',
  'What happens if I do nothing?',
  'Where should I begin?',
  'How sure are you?',
  'Why is it shown here?',
] as const;
