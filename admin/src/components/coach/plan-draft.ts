/** An action plan as it is written, step by step, and what is wrong with it. Pure (CO-5). */
import {
  type ActionPlan,
  mostPlanTasks,
  NewActionPlan,
  type PlanPriority,
  type Recommendation,
} from '../../../../server/contract/coach.ts';
import { toCsv } from '../../csv.ts';
import { planPriorityWords, planStateWords } from './coach-words.ts';

export interface PlanDraft {
  recommendationId: string | null;
  title: string;
  details: string;
  priority: PlanPriority;
  startsOn: string;
  dueOn: string;
  tasks: { key: number; title: string; priority: PlanPriority; dueOn: string }[];
}

export const planSteps = [
  { value: 'details', label: 'Details' },
  { value: 'timeline', label: 'Timeline' },
  { value: 'tasks', label: 'Tasks' },
  { value: 'confirm', label: 'Confirm' },
] as const;

/** How long a plan may take unless somebody says otherwise. Assumed: a working week. */
const usualDays = 7;
const longestTitle = 120;
const dayMs = 86_400_000;

/** The day in a time zone at a moment, such as 2026-11-21. */
export function dayIn(timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(atMs);
}
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** How urgent a recommendation's ranking makes a plan. Assumed: thirds of 0 to 100, with the middle a little wider. */
const priorityOf = (score: number): PlanPriority => (score >= 60 ? 'high' : score >= 30 ? 'medium' : 'low');

/** A plan to begin with: what the coach advises is its first task. */
export function draftOf(advice: Recommendation | null, today: string): PlanDraft {
  const dueOn = addDays(today, usualDays);
  const priority = advice ? priorityOf(advice.ranking.score) : 'medium';
  return {
    recommendationId: advice?.id ?? null,
    title: advice?.title.slice(0, longestTitle) ?? '',
    details: advice?.text ?? '',
    priority,
    startsOn: today,
    dueOn,
    tasks: [{ key: 0, title: advice?.action.slice(0, 200) ?? '', priority, dueOn }],
  };
}

export function withTask(draft: PlanDraft): PlanDraft['tasks'] {
  const key = Math.max(-1, ...draft.tasks.map((task) => task.key)) + 1;
  return [...draft.tasks, { key, title: '', priority: draft.priority, dueOn: draft.dueOn }];
}
export const isFull = ({ tasks }: PlanDraft) => tasks.length >= mostPlanTasks;

export const bodyOf = ({ tasks, ...rest }: PlanDraft): NewActionPlan => ({
  ...rest,
  tasks: tasks.map(({ key: _, ...task }) => task),
});

/** Faults by field, such as `dueOn` or `tasks.0.title`; the contract's rules in words for a person. */
export type PlanFaults = Record<string, string>;

export function faultsOf(draft: PlanDraft): PlanFaults {
  const faults: PlanFaults = {};
  const { title, startsOn, dueOn, tasks } = draft;
  if (title.trim() === '') faults['title'] = 'Give it a title.';
  if (startsOn === '') faults['startsOn'] = 'Say when it begins.';
  if (dueOn === '') faults['dueOn'] = 'Say when it is due.';
  else if (dueOn < startsOn) faults['dueOn'] = 'It cannot be due before it begins.';
  if (tasks.length === 0) faults['tasks'] = 'Add one task at least.';
  tasks.forEach((task, index) => {
    if (task.title.trim() === '') faults[`tasks.${index}.title`] = 'Say what is to be done.';
    if (task.dueOn === '') faults[`tasks.${index}.dueOn`] = 'Say when it is due.';
    else if (task.dueOn < startsOn || task.dueOn > dueOn)
      faults[`tasks.${index}.dueOn`] = `Within the plan’s time: ${startsOn} to ${dueOn}.`;
  });
  // What only the contract knows, such as how long a text may be.
  for (const { path, message } of NewActionPlan.safeParse(bodyOf(draft)).error?.issues ?? [])
    faults[path.join('.')] ??= message;
  return faults;
}

/** On which step a field stands. */
export function stepOf(field: string): number {
  if (field.startsWith('tasks')) return 2;
  return field === 'startsOn' || field === 'dueOn' ? 1 : 0;
}
/** Whether something on a step is wrong. */
export const isFaulty = (faults: PlanFaults, step: number) =>
  Object.keys(faults).some((field) => stepOf(field) === step);

/** A row for each task. */
export const plansCsv = (plans: readonly ActionPlan[]): string =>
  toCsv(
    [
      'plan',
      'state',
      'plan_priority',
      'starts_on',
      'plan_due_on',
      'task',
      'priority',
      'due_on',
      'done_at',
      'done_by',
      'overdue',
    ],
    plans.flatMap((plan) =>
      plan.tasks.map((task) => [
        plan.title,
        planStateWords[plan.state],
        planPriorityWords[plan.priority].label,
        plan.startsOn,
        plan.dueOn,
        task.title,
        planPriorityWords[task.priority].label,
        task.dueOn,
        task.doneAt,
        task.doneBy,
        task.isOverdue ? 'yes' : 'no',
      ]),
    ),
  );
