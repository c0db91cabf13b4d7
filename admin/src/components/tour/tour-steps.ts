/** What the tour of the Live view shows (EC-24), in order. */
export interface TourStep {
  /** A selector: the first that is there is pointed at. */
  target: string;
  title: string;
  text: string;
}

export const tourSteps: readonly TourStep[] = [
  {
    target: '[data-tour="score"]',
    title: 'How the audience is doing',
    text: 'One score from 0 to 100%, every five seconds of session time: chat, polls, attention and reactions, less those who leave. Below 30% it is critical.',
  },
  {
    target: '[data-tour="plot"]',
    title: 'What happened, and what would have',
    text: 'Dots are anomalies, flags are interventions; ask either why. Once something was done, the dashed line is the same run with nothing done. What lies between is the uplift.',
  },
  {
    target: '[data-testid="conductor-state"]',
    title: 'What the conductor is doing',
    text: 'It watches, notices a fall, decides, finds the words, and measures what came of it. Here it says where it stands.',
  },
  {
    target: '[data-tour="mode"]',
    title: 'Who decides',
    text: 'Manual: you. Semi: it, where it is confident enough. Auto: it. Shadow: it only writes down what it would have done. You can change it while the session runs.',
  },
  {
    target: '[data-testid="suggestion"], [data-tour="interventions"]',
    title: 'What is suggested, and why',
    text: 'A suggestion waits here with its reasons, its odds and what lost against it. A approves, D dismisses, W explains. What was done stays here with its outcome.',
  },
  {
    target: '[data-testid="what-if-open"]',
    title: 'What if?',
    text: 'Leave the session at any second for another one, under the same random numbers, and see what the change would have brought.',
  },
];
