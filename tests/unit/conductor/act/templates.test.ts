import { describe, expect, it } from 'vitest';
import { ManualIntervention } from '../../../../server/contract/input.ts';
import { gameTemplates } from '../../../../server/conductor/act/templates/game-templates.ts';
import { notificationTemplates } from '../../../../server/conductor/act/templates/notification-templates.ts';
import { pollTemplates } from '../../../../server/conductor/act/templates/poll-templates.ts';
import { promptTemplates } from '../../../../server/conductor/act/templates/prompt-templates.ts';

const fill = (text: string) =>
  text.replaceAll('{subject}', 'PostgreSQL at scale').replaceAll('{keyword}', 'partial indexes');
const texts = [...promptTemplates, ...notificationTemplates, ...gameTemplates];

const countBy = <T>(list: readonly T[], key: (entry: T) => string) => {
  const counts: Record<string, number> = {};
  for (const entry of list) counts[key(entry)] = (counts[key(entry)] ?? 0) + 1;
  return counts;
};

describe('templates', () => {
  it('have ids of their own and words of their own', () => {
    const ids = [...pollTemplates, ...texts].map(({ id }) => id);
    const words = [...pollTemplates.map(({ question }) => question), ...texts.map(({ text }) => text)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(words).size).toBe(words.length);
  });

  it('know no slots but subject and keyword, and none in an answer', () => {
    for (const text of [...pollTemplates.map(({ question }) => question), ...texts.map(({ text }) => text)])
      expect(fill(text)).not.toMatch(/[{}]/);
    for (const { options } of pollTemplates) for (const option of options) expect(option).not.toMatch(/[{}]/);
  });

  it('fit into what the contract lets an intervention say', () => {
    const interventions = [
      ...pollTemplates.map(({ question, options }) => ({ kind: 'POLL', text: fill(question), options: [...options] })),
      ...texts.map(({ text }) => ({ kind: 'CHAT_PROMPT', text: fill(text) })),
    ];
    expect(interventions.filter((intervention) => !ManualIntervention.safeParse(intervention).success)).toEqual([]);
  });

  it('offer 30 polls or more, at least five in each category, with two to five different answers (EC-12)', () => {
    expect(pollTemplates.length).toBeGreaterThanOrEqual(30);
    const counts = countBy(pollTemplates, ({ category }) => category);
    expect(Object.keys(counts).toSorted()).toEqual(['crisis', 'engaging', 'opinion', 'quick_pulse', 'technical']);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(5);
    for (const { options } of pollTemplates) {
      expect(options.length).toBeGreaterThanOrEqual(2);
      expect(options.length).toBeLessThanOrEqual(5);
      expect(new Set(options).size).toBe(options.length);
    }
  });

  it('keep two thirds of the polls under 70 characters', () => {
    const short = pollTemplates.filter(({ question }) => fill(question).length < 70);
    expect(short.length / pollTemplates.length).toBeGreaterThanOrEqual(2 / 3);
  });

  it('offer every variant of the other kinds often enough not to repeat at once', () => {
    const counts = countBy<{ variant: string }>(texts, ({ variant }) => variant);
    expect(Object.keys(counts).toSorted()).toEqual([
      'challenge',
      'experience',
      'leaderboard',
      'nudge',
      'open_question',
      'quiz',
      'recap',
    ]);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(5);
  });
});
