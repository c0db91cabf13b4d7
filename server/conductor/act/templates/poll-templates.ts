/**
 * Polls as a host would put them (EC-12). A catalogue: long because it is a list.
 *
 * `{subject}` and `{keyword}` are slots; the caller fills both before anybody sees the poll. A keyword may be singular
 * or plural, so no verb depends on one. Questions are short: two thirds stay under 70 characters (Slido, 15,000
 * questions). An id never changes and is never used again: sessions remember by it which polls they have seen.
 */

export type PollCategory = 'quick_pulse' | 'opinion' | 'engaging' | 'technical' | 'crisis';

export interface PollTemplate {
  readonly id: string;
  readonly category: PollCategory;
  readonly question: string;
  /** Two to five answers, in the order in which they are shown. */
  readonly options: readonly string[];
}

/** All polls, grouped by category. */
export const pollTemplates = [
  {
    id: 'poll-pulse-pace',
    category: 'quick_pulse',
    question: 'How is the pace right now?',
    options: ['Too slow', 'Just right', 'Too fast'],
  },
  {
    id: 'poll-pulse-follow',
    category: 'quick_pulse',
    question: 'How well can you follow so far?',
    options: ['Easily', 'Mostly', 'I lost the thread a while ago'],
  },
  {
    id: 'poll-pulse-energy',
    category: 'quick_pulse',
    question: 'What is your energy level, honestly?',
    options: ['Wide awake', 'Fine', 'I need coffee', 'Already on my second'],
  },
  {
    id: 'poll-pulse-known',
    category: 'quick_pulse',
    question: 'How much of this was new to you?',
    options: ['Almost all of it', 'About half', 'A little', 'Nothing yet'],
  },
  {
    id: 'poll-pulse-depth',
    category: 'quick_pulse',
    question: 'Shall we go deeper into {keyword} or move on?',
    options: ['Deeper, please', 'One more example', 'Move on'],
  },
  {
    id: 'poll-pulse-next',
    category: 'quick_pulse',
    question: 'What would help you most in the next five minutes?',
    options: ['A live demo', 'A real case', 'Your questions answered', 'A short summary'],
  },
  {
    id: 'poll-pulse-useful',
    category: 'quick_pulse',
    question: 'Could you use any of this next week?',
    options: ['Yes, already planning it', 'Maybe', 'Not in my job'],
  },
  {
    id: 'poll-pulse-one-word',
    category: 'quick_pulse',
    question: 'Which word fits this session so far?',
    options: ['Useful', 'Surprising', 'Dense', 'Familiar'],
  },
  {
    id: 'poll-opinion-first-step',
    category: 'opinion',
    question: 'Where should a team start with {keyword}?',
    options: ['With a small trial', 'With training', 'With clear rules', 'Not at all yet'],
  },
  {
    id: 'poll-opinion-blocker',
    category: 'opinion',
    question: 'What holds your team back most?',
    options: ['Time', 'Budget', 'Skills', 'Agreement on what to do'],
  },
  {
    id: 'poll-opinion-overrated',
    category: 'opinion',
    question: 'Your honest view of {keyword}?',
    options: ['Overrated', 'About right', 'Underrated', 'Ask me in a year'],
  },
  {
    id: 'poll-opinion-five-years',
    category: 'opinion',
    question: 'Will we still talk about {keyword} in five years?',
    options: ['Certainly', 'Under another name', 'No'],
  },
  {
    id: 'poll-opinion-agree',
    category: 'opinion',
    question: 'Do you agree with what was just said?',
    options: ['Fully', 'With reservations', 'Not at all'],
  },
  {
    id: 'poll-opinion-own-or-buy',
    category: 'opinion',
    question: 'For {keyword}: build it yourself or buy it?',
    options: ['Build', 'Buy', 'Buy first, build later', 'Neither'],
  },
  {
    id: 'poll-opinion-who-decides',
    category: 'opinion',
    question: 'Who should have the last word on {keyword} where you work?',
    options: ['Those who do the work', 'The team lead', 'Management', 'The customers'],
  },
  {
    id: 'poll-opinion-risk',
    category: 'opinion',
    question: 'Which mistake costs more in {subject}: moving too early or too late?',
    options: ['Too early', 'Too late', 'Both cost the same'],
  },
  {
    id: 'poll-engaging-guess-room',
    category: 'engaging',
    question: 'Guess: how many of us have tried {keyword} already?',
    options: ['Under a quarter', 'A quarter to a half', 'Over half', 'Nearly everybody'],
  },
  {
    id: 'poll-engaging-whose-story',
    category: 'engaging',
    question: 'Whose experience with {keyword} should we hear next?',
    options: ['A beginner’s', 'An expert’s', 'Somebody who gave up', 'The speaker’s own'],
  },
  {
    id: 'poll-engaging-disaster',
    category: 'engaging',
    question: 'What is the worst thing you have seen go wrong?',
    options: ['It was slow', 'It was lost', 'It was public', 'I was the cause'],
  },
  {
    id: 'poll-engaging-superpower',
    category: 'engaging',
    question: 'Pick one superpower for your next project.',
    options: ['Twice the time', 'Twice the people', 'Half the meetings', 'Perfect documentation'],
  },
  {
    id: 'poll-engaging-headline',
    category: 'engaging',
    question: 'How would you sell {subject} to a friend in one line?',
    options: ['“It saves you time”', '“It saves you money”', '“It saves you trouble”', '“Just trust me”'],
  },
  {
    id: 'poll-engaging-choose-demo',
    category: 'engaging',
    question: 'You choose: what do we show next?',
    options: ['The thing working', 'The thing breaking', 'How it is built', 'What it costs'],
  },
  {
    id: 'poll-engaging-where-from',
    category: 'engaging',
    question: 'Where are you watching from today?',
    options: ['Office', 'Home', 'On the way', 'Somewhere I should not be'],
  },
  {
    id: 'poll-engaging-role-swap',
    category: 'engaging',
    question: 'If you gave this talk, what would you cut?',
    options: ['The introduction', 'The theory', 'The slides', 'Nothing'],
  },
  {
    id: 'poll-technical-in-use',
    category: 'technical',
    question: 'How far are you with {keyword}?',
    options: ['In production', 'Trying it out', 'Reading about it', 'Heard of it today'],
  },
  {
    id: 'poll-technical-bottleneck',
    category: 'technical',
    question: 'Where is your bottleneck today?',
    options: ['Database', 'Network', 'Code', 'Process', 'We have not measured'],
  },
  {
    id: 'poll-technical-scale',
    category: 'technical',
    question: 'How large is the system you work on?',
    options: ['One machine', 'A few servers', 'A cluster', 'Several regions'],
  },
  {
    id: 'poll-technical-first-check',
    category: 'technical',
    question: 'It is slow. What do you check first?',
    options: ['Logs', 'Metrics', 'Recent changes', 'Who else is asking'],
  },
  {
    id: 'poll-technical-trust',
    category: 'technical',
    question: 'What would convince you to rely on {keyword} in production?',
    options: ['A benchmark on my data', 'A case study', 'A small pilot', 'Nothing so far'],
  },
  {
    id: 'poll-technical-tests',
    category: 'technical',
    question: 'How do you test a change like this?',
    options: ['Automated tests', 'A staging system', 'A slow roll-out', 'In production, carefully'],
  },
  {
    id: 'poll-technical-guess-result',
    category: 'technical',
    question: 'Before the next slide: by how much does {keyword} change the result?',
    options: ['Hardly', 'By a tenth', 'By half', 'By ten times', 'It gets worse'],
  },
  {
    id: 'poll-technical-debt',
    category: 'technical',
    question: 'What would you rewrite first?',
    options: ['The oldest part', 'The slowest part', 'The part nobody understands', 'Nothing'],
  },
  {
    id: 'poll-crisis-sound-picture',
    category: 'crisis',
    question: 'Can you see and hear us well right now?',
    options: ['Both fine', 'Sound is bad', 'Picture is bad', 'Both are bad'],
  },
  {
    id: 'poll-crisis-lost-you',
    category: 'crisis',
    question: 'Did we lose you in the last minutes?',
    options: ['Still with you', 'Where the details began', 'Some time ago'],
  },
  {
    id: 'poll-crisis-change-course',
    category: 'crisis',
    question: 'Shall we change course right now?',
    options: ['Straight to questions', 'Straight to the demo', 'Carry on as planned'],
  },
  {
    id: 'poll-crisis-why-stay',
    category: 'crisis',
    question: 'What made you come today?',
    options: ['The topic', 'The speaker', 'A problem I have', 'A colleague sent me'],
  },
  {
    id: 'poll-crisis-short-break',
    category: 'crisis',
    question: 'Two minutes of break?',
    options: ['Yes, please', 'No, go on', 'A summary instead'],
  },
  {
    id: 'poll-crisis-on-topic',
    category: 'crisis',
    question: 'Is this what you expected from {subject}?',
    options: ['Yes', 'Partly', 'No, I expected something else'],
  },
  {
    id: 'poll-crisis-rescue',
    category: 'crisis',
    question: 'One thing to change for the rest of the session?',
    options: ['Faster', 'Simpler', 'More examples', 'More of your questions'],
  },
] as const satisfies readonly PollTemplate[];
