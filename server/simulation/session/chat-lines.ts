/**
 * What attendees and bots write in a session's chat. A catalogue: long because it is a list.
 *
 * Attendees write short: two thirds of the questions stay under 70 characters and three quarters start with what or how
 * (Slido, 15,000 questions). `{keyword}` and `{subject}` are slots; a keyword may be singular or plural, so no verb
 * depends on one.
 */
import type { Persona } from '../../contract/persona.ts';
import { fillSlots } from '../../kernel/fill-slots.ts';
import { botLines } from './bot-lines.ts';
import type { Mood, Stance } from './mood.ts';

export const attendeeLines = {
  engaged: [
    'what is the main risk with {keyword}?',
    'how do you test {keyword}?',
    'How does this compare with what you did before?',
    'what would you do differently today?',
    'how long did it take you to get {keyword} right?',
    'What does that look like in practice?',
    'how did your team react?',
    'what about {keyword} on a small budget?',
    'How do you measure that?',
    'what was the hardest part of {keyword}?',
    'how do you keep {keyword} simple?',
    'What tools do you use for {keyword}?',
    'how often do you review it?',
    'what happens to {keyword} when a colleague leaves?',
    'How did you convince your manager?',
    'what should a beginner read about {keyword}?',
    'how much of this is specific to {subject}, and how much would apply to any team that starts from zero?',
    'What do you do when {keyword} and the deadline disagree, and nobody wants to be the one who decides?',
    'how would you introduce {keyword} in a company where the last three attempts have failed already?',
    'what was the first sign that it worked?',
    'How big was the effect?',
    'what do you log?',
    'how do you explain {keyword} to people who pay for it?',
    'which version do you use?',
    'Does it matter in which order you do this?',
    'can you show the last slide again?',
    'Is there a write-up of the part about {keyword}?',
    'will the slides be shared?',
    'did you ever regret it?',
    'great example',
    'this is exactly our problem',
    'love the demo',
    'so true about {keyword}',
    'we had the same with {keyword} last month',
    'that slide is gold',
    'taking notes here',
    'finally somebody says it',
    'Good point about {keyword}',
    'nice, going to try {keyword} tomorrow',
    'the numbers surprised me',
    'ha, been there',
    '+1',
    'thanks, that answers it',
    'I would add {keyword} to that list',
    'we do it the other way round and it works too',
    'that saves us a week',
    'screenshot taken',
    'more on {keyword} please',
    'our team should watch this',
    'never thought of {keyword} like that',
  ],
  bored: [
    'is this being recorded?',
    'how many slides are left?',
    'what time does this end?',
    'will there be a demo?',
    'think we have seen this slide',
    'bit slow today',
    'can we skip ahead?',
    'a break would be nice',
    'I know {keyword} already tbh',
    'lots of text on this one',
    'hm',
    'back in a minute, coffee',
    'anything new on {keyword} coming?',
    'when do we get to the questions?',
    'reading mail on the side, sorry',
    'is there a short version?',
  ],
  confused: [
    'lost me there',
    'what does {keyword} mean?',
    'how did we get here?',
    'could you repeat the last part?',
    'sorry, what was the question?',
    'too fast for me',
    'which slide are we on?',
    'I thought {keyword} came first?',
    'wait, why?',
    'can somebody explain {keyword} in simple words?',
    'what is the difference again?',
    'did I miss a step?',
    'not following',
    'how is this connected to {subject}?',
    'what is on the left axis?',
    'is that the same {keyword} as before?',
  ],
  fault: [
    'sound is gone',
    'no audio here',
    'is it just me or is the screen frozen?',
    'can’t hear anything',
    'audio dropped',
    'stream stopped for me',
    'you are muted',
    'we lost you',
    'black screen',
    'it keeps buffering',
    'slides do not move here',
    'reloaded twice, still nothing',
    'same here, no sound',
    'echo!',
    'the picture is back, the sound is not',
    'anyone else frozen?',
  ],
  answering: [
    'yes, with {keyword}, last year',
    'we tried {keyword}, went better than expected',
    'tried it, broke it, learnt a lot',
    'not yet, planning to',
    'for us it was {keyword}',
    'only in a pilot so far',
    'two years in, no regrets',
    'no, too expensive for us',
    'start small, that is my advice',
    'mostly by accident to be honest',
    'we gave up on {keyword} after a month',
    'my question: how do you start with {keyword}?',
    'same as the others: no time',
    'a spreadsheet, and I am not proud of it',
    'in ten words: {keyword} first, everything else later',
    'our biggest surprise was how quickly people took to it',
    'I would leave out {keyword}',
    'asked three colleagues, got four answers',
  ],
  greeting: [
    'hi all',
    'hello from Lisbon',
    'good morning!',
    'hi, first time here',
    'hey everyone',
    'hello, here for {keyword}',
    'good afternoon from Nairobi',
    'hi from the train',
    'looking forward to this',
    'hello everybody',
    'sound is fine here, hi',
    'hi from Montreal',
    'here for {subject}',
    'evening all',
  ],
  leaving: [
    'have to go, thanks',
    'next meeting, bye',
    'thanks, bye all',
    'need to drop off',
    'will watch the recording',
    'got to run',
    'bye!',
    'leaving early, sorry',
    'I am off, good luck',
    'dropping, thanks for {keyword}',
    'that was it for me',
    'not for me today, bye',
    'thank you, see you next time',
  ],
} as const satisfies Record<Mood, readonly string[]>;

/** The words that fill a line, and the luck that picks it. */
export interface LineInput {
  mood: Mood;
  /** The topic's keywords; with none, the subject stands in. */
  keywords: readonly string[];
  subject: string;
  /** Picks the line. A uniform draw in [0, 1). */
  draw: number;
  /** Picks the words for its slots. A uniform draw in [0, 1), independent of `draw`. */
  draw2: number;
}

/**
 * Picks and fills a line that an attendee writes in the chat.
 *
 * @returns The line; no slot in it is left unfilled.
 */
export function chatLine({ mood, keywords, subject, draw, draw2 }: LineInput): string {
  return fillSlots(pick<string>(attendeeLines[mood], draw), {
    keyword: pickKeyword(keywords, subject, draw2),
    subject,
    interest: subject,
  });
}

/** The weight of an ordinary attendee's line beside the five stances, in percent of behaviour. Assumed. */
const ORDINARY_WEIGHT = 25;

/**
 * Chooses how a bot speaks: a stance, or null for an ordinary line.
 *
 * Each stance weighs as much as the square of its behaviour, so that a strong side shows often and a weak one hardly
 * ever (assumed: no source gives a link from such a scale to what people write).
 *
 * @param draw A uniform draw in [0, 1).
 * @returns The stance, and what is left of the draw: uniform in [0, 1) again, given the stance.
 */
export function stanceOf(behaviour: Persona['behaviour'], draw: number): { stance: Stance | null; rest: number } {
  const weights: readonly (readonly [Stance | null, number])[] = [
    ['skeptic', behaviour.skepticism ** 2],
    ['leader', behaviour.leadership ** 2],
    ['creative', behaviour.creativity ** 2],
    ['aggressive', behaviour.aggression ** 2],
    ['shy', behaviour.shyness ** 2],
    [null, ORDINARY_WEIGHT ** 2],
  ];
  let left = draw * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [stance, weight] of weights) {
    if (left < weight) return { stance, rest: left / weight };
    left -= weight;
  }
  return { stance: null, rest: 0 }; // Reached by rounding alone, when the draw is next to 1.
}

/**
 * Composes a line that a bot writes in a session's chat: its strongest behaviours decide the tone, its interests which
 * keyword of the topic it takes up.
 *
 * @returns The line; no slot in it is left unfilled. The same draws give the same line.
 */
export function botLine({
  persona,
  mood,
  keywords,
  subject,
  draw,
  draw2,
}: LineInput & { persona: Pick<Persona, 'behaviour' | 'personality'> }): string {
  const { stance, rest } = stanceOf(persona.behaviour, draw);
  const { interests } = persona.personality;
  const ofInterest = keywords.filter((keyword) => interests.some((interest) => overlap(keyword, interest)));
  const lines: readonly string[] = stance === null ? attendeeLines[mood] : botLines[stance][mood];
  return fillSlots(pick(lines, rest), {
    keyword: pickKeyword(ofInterest.length > 0 ? ofInterest : keywords, subject, draw2),
    subject,
    interest: interests.length > 0 ? pick(interests, draw2) : subject,
  });
}

/** Whether one of two terms contains the other, whatever the case. */
function overlap(first: string, second: string): boolean {
  const [a, b] = [first.toLowerCase(), second.toLowerCase()];
  return a.includes(b) || b.includes(a);
}

function pickKeyword(keywords: readonly string[], subject: string, draw: number): string {
  return keywords.length > 0 ? pick(keywords, draw) : subject;
}

/** The element at a share of the way through a list that is not empty. */
function pick<T>(list: readonly T[], draw: number): T {
  return list[Math.min(list.length - 1, Math.floor(draw * list.length))]!;
}
