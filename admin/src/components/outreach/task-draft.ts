/** A task that is being written: what it begins with, and what is wrong with it. Pure. */
import { NewTask, type Task } from '../../../../server/contract/outreach.ts';
import type { Problem } from '../../../../server/contract/problem.ts';

export interface TaskDraft {
  botId: string | undefined;
  contactId: string | undefined;
  objective: string;
  context: string;
  priority: NewTask['priority'];
  maxAttempts: number;
  sessionId: string | undefined;
}
export type DraftFaults = Partial<Record<keyof TaskDraft, string>>;

export const emptyDraft = (): TaskDraft => ({
  botId: undefined,
  contactId: undefined,
  objective: '',
  context: '',
  priority: 'normal',
  maxAttempts: 3,
  sessionId: undefined,
});

/** The same errand once more; what came of it is part of what the bot knows. */
export const draftAgain = (task: Task): TaskDraft => ({
  botId: task.botId,
  contactId: task.contactId,
  objective: task.objective,
  context: [task.context, task.result ? `Before: ${task.result}` : ''].filter(Boolean).join('\n').slice(0, 4_000),
  priority: task.priority,
  maxAttempts: task.maxAttempts,
  sessionId: undefined,
});

export const bodyOf = (draft: TaskDraft) => ({ ...draft, sessionId: draft.sessionId ?? null });

const sentences: Required<DraftFaults> = {
  botId: 'Choose the bot that calls.',
  contactId: 'Choose whom it calls.',
  objective: 'Say in 1 to 500 characters what is to come of it.',
  context: 'At most 4 000 characters.',
  priority: 'Choose a priority.',
  maxAttempts: 'A whole number from 1 to 20.',
  sessionId: 'Choose a session, or none.',
};
const isPart = (name: unknown): name is keyof TaskDraft => typeof name === 'string' && name in sentences;

/** What the contract would refuse, by field. */
export function faultsOf(draft: TaskDraft): DraftFaults {
  const parsed = NewTask.safeParse(bodyOf(draft));
  const names = parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]).filter(isPart);
  return Object.fromEntries(names.map((name) => [name, sentences[name]]));
}

/** What the server refused, by field, and what it said of the whole where it named none that is shown. */
export function refusalOf(problem: Problem | null, message: string): { faults: DraftFaults; fault: string | null } {
  const said = (problem?.errors ?? []).map((error) => [error.field.replace(/^body\./, ''), error.message] as const);
  const named = said.filter(([field]) => isPart(field));
  const faults = Object.fromEntries(named);
  return { faults, fault: named.length > 0 ? null : message };
}
