/**
 * Gamification: quizzes and leaderboards as the host announces them (EC-10). A catalogue: long because it is a list.
 *
 * `{subject}` and `{keyword}` are slots that the caller fills. Ids are stable.
 */

export type GameVariant = 'quiz' | 'leaderboard';

export interface GameTemplate {
  readonly id: string;
  readonly variant: GameVariant;
  readonly text: string;
}

/** All games, grouped by variant. */
export const gameTemplates = [
  {
    id: 'game-quiz-fastest',
    variant: 'quiz',
    text: 'Quick quiz on {keyword}: three questions, the fastest right answers win.',
  },
  {
    id: 'game-quiz-true-false',
    variant: 'quiz',
    text: 'True or false? Five statements about {keyword}, ten seconds each.',
  },
  {
    id: 'game-quiz-speaker',
    variant: 'quiz',
    text: 'Beat the speaker: one question on {subject}, everybody answers, the speaker last.',
  },
  {
    id: 'game-quiz-estimate',
    variant: 'quiz',
    text: 'Closest guess wins: put your number for {keyword} in, we open the result in a minute.',
  },
  {
    id: 'game-quiz-odd-one-out',
    variant: 'quiz',
    text: 'Odd one out: which of four claims about {keyword} did we make up?',
  },
  {
    id: 'game-quiz-recall',
    variant: 'quiz',
    text: 'Who was listening? One question about the last ten minutes, points for the first ten.',
  },
  {
    id: 'game-leaderboard-open',
    variant: 'leaderboard',
    text: 'Points are on: every question, answer and vote counts. We show the top three at the end.',
  },
  {
    id: 'game-leaderboard-best-question',
    variant: 'leaderboard',
    text: 'Best question on {keyword} takes the lead: send it, then vote for somebody else’s.',
  },
  {
    id: 'game-leaderboard-teams',
    variant: 'leaderboard',
    text: 'Newcomers against old hands: every answer on {subject} scores for your side.',
  },
  {
    id: 'game-leaderboard-streak',
    variant: 'leaderboard',
    text: 'Start a streak: take part three times in the next five minutes and your name goes up.',
  },
  {
    id: 'game-leaderboard-answer',
    variant: 'leaderboard',
    text: 'Answer somebody’s question about {keyword} in the chat: double points for helping.',
  },
  {
    id: 'game-leaderboard-catch-up',
    variant: 'leaderboard',
    text: 'The board is open again: two answers are enough to reach the top ten.',
  },
] as const satisfies readonly GameTemplate[];
