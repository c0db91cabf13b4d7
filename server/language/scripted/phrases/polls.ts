/**
 * Polls of the scripted provider, by what they are for. A catalogue: long because it is a list.
 *
 * Each names what the session is about, as a noun phrase in mid-sentence on which no verb depends, for it may be a plural;
 * the answers exclude each other.
 */

export interface Poll {
  readonly text: string;
  readonly options: readonly string[];
}

export type PollPhrase = (about: string) => Poll;

const poll =
  (text: (about: string) => string, ...options: readonly string[]): PollPhrase =>
  (about) => ({ text: text(about), options });

/** For whoever does not say what the poll is for. */
export const anyPolls: readonly [PollPhrase, ...PollPhrase[]] = [
  poll(
    (about) => `Where do you stand with ${about} today?`,
    'I am new to it',
    'I have tried it',
    'I do it every week',
    'I could teach it',
  ),
  poll(
    (about) => `What is the hardest part of ${about} for you?`,
    'Getting started',
    'Finding the time',
    'Convincing others',
    'Keeping it going',
  ),
  poll(
    (about) => `What should we do next about ${about}?`,
    'Show an example',
    'Take questions',
    'Go deeper',
    'Move on',
  ),
  poll(
    (about) => `How much of what you just heard about ${about} could you use tomorrow?`,
    'All of it',
    'One or two things',
    'Nothing yet',
  ),
  poll(
    (about) => `Did anything about ${about} ever go wrong for you?`,
    'Yes, badly',
    'A little',
    'Not yet',
    'I have never tried',
  ),
  poll(
    (about) => `Who should decide about ${about} where you work?`,
    'Whoever does the work',
    'The team together',
    'Whoever leads it',
    'Nobody has to',
  ),
  poll(
    (about) => `If you had one more hour a week, would you spend it on ${about}?`,
    'Yes, gladly',
    'Half of it',
    'No, something else comes first',
  ),
  poll(
    (about) => `What would convince you about ${about}?`,
    'Figures',
    'A story from practice',
    'Trying it myself',
    'I am convinced already',
  ),
];

/** By the conductor's variants. */
export const pollsByVariant: Readonly<Record<string, readonly PollPhrase[]>> = {
  quick_pulse: [
    poll((about) => `Quick check on ${about}: how is the pace?`, 'Too slow', 'Just right', 'Too fast'),
    poll((about) => `How clear are you about ${about} by now?`, 'Clear', 'Mostly clear', 'I lost the thread'),
    poll((about) => `How much of this part on ${about} was new to you?`, 'Most of it', 'About half', 'Very little'),
    poll(
      (about) => `What would help you most with ${about} right now?`,
      'An example',
      'A short summary',
      'Time for questions',
    ),
    poll((about) => `Shall we stay with ${about} for a moment?`, 'Yes, please', 'One example, then on', 'Move on'),
    poll((about) => `How sure would you be explaining ${about} to a colleague?`, 'Sure', 'With notes', 'Not yet'),
  ],
  opinion: [
    poll(
      (about) => `Would you put more effort into ${about} where you work?`,
      'Clearly',
      'In places',
      'Rather less',
      'I cannot tell',
    ),
    poll(
      (about) => `What matters most to you in ${about}?`,
      'That it is simple',
      'That it is fast',
      'That it lasts',
      'What it costs',
    ),
    poll((about) => `Do we talk too much or too little about ${about}?`, 'Too much', 'About right', 'Too little'),
    poll(
      (about) => `Who gains most from ${about}?`,
      'Those who do the work',
      'Those who pay for it',
      'Those who come later',
    ),
    poll(
      (about) => `Would you defend ${about} in front of your own team?`,
      'Any time',
      'With a few changes',
      'Rather not',
    ),
    poll((about) => `In three years, will people care more or less about ${about}?`, 'More', 'The same', 'Less'),
  ],
  engaging: [
    poll(
      (about) => `Be honest: what did you do the last time ${about} came up?`,
      'Dived in',
      'Asked somebody',
      'Hoped it would pass',
    ),
    poll(
      (about) => `If you had to draw ${about} as weather, what would we see?`,
      'Sunshine',
      'Changeable',
      'Fog',
      'A thunderstorm',
    ),
    poll((about) => `One word for ${about}?`, 'Rewarding', 'Tricky', 'Overdue', 'Exhausting'),
    poll(
      (about) => `How was your first experience with ${about}?`,
      'Better than expected',
      'As expected',
      'A lesson',
      'Still to come',
    ),
    poll(
      (about) => `Who in the room could tell the best story about ${about}?`,
      'I could',
      'The person next to me',
      'Our speaker',
    ),
    poll(
      (about) => `How would you spend a free afternoon on ${about}?`,
      'Building something',
      'Reading up',
      'Tidying up',
      'Taking a walk instead',
    ),
  ],
  technical: [
    poll(
      (about) => `How do you notice trouble with ${about}?`,
      'Measurements tell us',
      'Users tell us',
      'By accident',
      'We do not',
    ),
    poll(
      (about) => `Where do you usually see trouble with ${about} first?`,
      'Under load',
      'At the edges',
      'When it is changed',
      'I never saw any',
    ),
    poll((about) => `How do you test ${about} today?`, 'Automatically', 'By hand', 'In production', 'Not at all'),
    poll(
      (about) => `What would you look at first if there were trouble with ${about}?`,
      'A measurement',
      'The latest change',
      'The documentation',
      'A colleague',
    ),
    poll(
      (about) => `Which part of ${about} shall we take apart next?`,
      'How it works inside',
      'How it fails',
      'What it costs',
    ),
    poll((about) => `How far along are you with ${about}?`, 'Far', 'Halfway', 'At the start', 'Not started'),
  ],
  crisis: [
    poll(
      (about) => `Something lost us with ${about}: what was it?`,
      'The pace',
      'Too much theory',
      'Sound or picture',
      'Something else called',
    ),
    poll(
      (about) => `Where shall we pick ${about} up again?`,
      'At the start of this part',
      'With an example',
      'With your questions',
    ),
    poll(
      (about) => `What would make the rest on ${about} worth your time?`,
      'A real case',
      'A live demonstration',
      'Answers to questions',
      'A shorter version',
    ),
    poll(
      (about) => `Shall we change the way we talk about ${about}?`,
      'Yes, let us try something',
      'A break would do',
      'No, carry on',
    ),
    poll((about) => `Can you see and hear everything on ${about}?`, 'Both', 'Only see', 'Only hear', 'Barely'),
    poll(
      (about) => `What is the one thing on ${about} we must not leave out now?`,
      'The example',
      'The pitfalls',
      'The first step',
    ),
  ],
};
