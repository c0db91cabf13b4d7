/** The words of an intervention, from the templates: never the same twice in a session (EC-12). */
import type { Content } from '../../contract/activity.ts';
import type { Scenario } from '../../contract/scenario.ts';
import { fillSlots } from '../../kernel/fill-slots.ts';
import type { Arm } from '../decide/arms.ts';
import { gameTemplates } from './templates/game-templates.ts';
import { notificationTemplates } from './templates/notification-templates.ts';
import { pollTemplates } from './templates/poll-templates.ts';
import { promptTemplates } from './templates/prompt-templates.ts';

interface Template {
  readonly id: string;
  readonly variant: string;
  readonly text: string;
  readonly options: readonly string[];
}

const worded = (template: { id: string; variant: string; text: string }): Template => ({ ...template, options: [] });

const templates: Record<Arm['kind'], readonly Template[]> = {
  POLL: pollTemplates.map(({ id, category, question, options }) => ({
    id,
    variant: category,
    text: question,
    options,
  })),
  CHAT_PROMPT: promptTemplates.map(worded),
  NOTIFICATION: notificationTemplates.map(worded),
  GAMIFICATION: gameTemplates.map(worded),
};

/** Templates of an arm that a session has not seen. */
function unseen(arm: Arm, seenIds: ReadonlySet<string>): readonly Template[] {
  return templates[arm.kind].filter((template) => template.variant === arm.variant && !seenIds.has(template.id));
}

/** Whether a session has an arm's words left. */
export function hasUnseen(arm: Arm, seenIds: ReadonlySet<string>): boolean {
  return unseen(arm, seenIds).length > 0;
}

/**
 * Writes the content of an intervention.
 *
 * @param draw Two uniform draws in [0, 1): one picks the template, one the keyword.
 * @returns Null if the session has seen all there are.
 */
export function contentFromTemplate(
  arm: Arm,
  topic: Scenario['topic'],
  seenIds: ReadonlySet<string>,
  draw: readonly [number, number],
): Content | null {
  const candidates = unseen(arm, seenIds);
  const template = candidates[Math.floor(draw[0] * candidates.length)];
  if (!template) return null;
  const words = { subject: topic.subject, keyword: topic.keywords[Math.floor(draw[1] * topic.keywords.length)]! };
  return {
    text: fillSlots(template.text, words),
    options: template.options.map((option) => fillSlots(option, words)),
    source: 'template',
    templateId: template.id,
    category: template.variant,
  };
}
