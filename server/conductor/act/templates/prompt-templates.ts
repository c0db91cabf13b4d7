/**
 * Chat prompts: one line that invites people to write (EC-10). A catalogue: long because it is a list.
 *
 * `{subject}` and `{keyword}` are slots that the caller fills. Ids are stable.
 */

export type PromptVariant = 'open_question' | 'experience' | 'challenge';

export interface PromptTemplate {
  readonly id: string;
  readonly variant: PromptVariant;
  readonly text: string;
}

/** All chat prompts, grouped by variant. */
export const promptTemplates = [
  {
    id: 'prompt-open-one-question',
    variant: 'open_question',
    text: 'What is the one question about {keyword} you came with? Put it in the chat, we answer the first three now.',
  },
  {
    id: 'prompt-open-unclear',
    variant: 'open_question',
    text: 'What is still unclear? One word in the chat is enough.',
  },
  {
    id: 'prompt-open-apply',
    variant: 'open_question',
    text: 'Where could you use this next week? One line in the chat.',
  },
  {
    id: 'prompt-open-missing',
    variant: 'open_question',
    text: 'What have we not said about {keyword} that we should have?',
  },
  {
    id: 'prompt-open-disagree',
    variant: 'open_question',
    text: 'Who sees this differently? Tell us in one sentence.',
  },
  {
    id: 'prompt-open-first-word',
    variant: 'open_question',
    text: 'First word that comes to mind: {keyword}. Go!',
  },
  {
    id: 'prompt-open-ask-neighbour',
    variant: 'open_question',
    text: 'Read the last questions in the chat: which one would you like answered first?',
  },
  {
    id: 'prompt-open-subject',
    variant: 'open_question',
    text: 'What made you choose a session on {subject}? We shape the rest by your answers.',
  },
  {
    id: 'prompt-experience-broke',
    variant: 'experience',
    text: 'What is the biggest thing you have seen break, and what broke it?',
  },
  {
    id: 'prompt-experience-tried',
    variant: 'experience',
    text: 'Who has tried {keyword} already? How did it go?',
  },
  {
    id: 'prompt-experience-learnt',
    variant: 'experience',
    text: 'What do you wish you had known before you started with {keyword}?',
  },
  {
    id: 'prompt-experience-saved',
    variant: 'experience',
    text: 'Tell us about a small change that saved you a lot of time.',
  },
  {
    id: 'prompt-experience-tools',
    variant: 'experience',
    text: 'What do you use for {keyword} today? Name it in the chat.',
  },
  {
    id: 'prompt-experience-surprise',
    variant: 'experience',
    text: 'When did {keyword} last surprise you?',
  },
  {
    id: 'prompt-experience-advice',
    variant: 'experience',
    text: 'One piece of advice for somebody who starts tomorrow. What is yours?',
  },
  {
    id: 'prompt-experience-team',
    variant: 'experience',
    text: 'How does your team handle this today? Two lines are plenty.',
  },
  {
    id: 'prompt-challenge-one-minute',
    variant: 'challenge',
    text: 'One-minute challenge: explain {keyword} in ten words or fewer.',
  },
  {
    id: 'prompt-challenge-guess',
    variant: 'challenge',
    text: 'Guess the number on the next slide. Closest answer gets the first question.',
  },
  {
    id: 'prompt-challenge-spot',
    variant: 'challenge',
    text: 'What could go wrong with the last example? Who spots it first?',
  },
  {
    id: 'prompt-challenge-worse',
    variant: 'challenge',
    text: 'How would you make this fail on purpose? Best idea gets tried live.',
  },
  {
    id: 'prompt-challenge-cheaper',
    variant: 'challenge',
    text: 'Same result at half the effort: what would you leave out?',
  },
  {
    id: 'prompt-challenge-title',
    variant: 'challenge',
    text: 'Give this session a better title than “{subject}”. We vote on the best one.',
  },
  {
    id: 'prompt-challenge-pitch',
    variant: 'challenge',
    text: 'Convince a doubtful colleague of {keyword} in one sentence. Go!',
  },
] as const satisfies readonly PromptTemplate[];
