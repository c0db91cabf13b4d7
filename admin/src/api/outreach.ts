import type { z } from 'zod';
import { ContactSummary } from '../../../server/contract/contact.ts';
import {
  type NewTask,
  OutreachClock,
  Task,
  TaskDetail,
  TaskDetailPage,
  TaskPage,
  type TaskQuery,
} from '../../../server/contract/outreach.ts';
import { pageOf } from '../../../server/contract/page.ts';
import { request } from './client.ts';
import { pageLimit } from './sessions.ts';

const of = (id: string) => `/api/tasks/${encodeURIComponent(id)}`;
const contactPage = pageOf(ContactSummary, 'ContactPage');

export const fetchTasks = (query: Partial<TaskQuery>) => request(TaskPage, '/api/tasks', { query });

/** How many there are by status, of all that match but for the status. */
export async function fetchTaskTotals(query: Partial<TaskQuery>): Promise<TaskDetailPage['totals']> {
  const { totals } = await request(TaskDetailPage, '/api/tasks/details', { query: { ...query, limit: 1 } });
  return totals;
}

/** A task with its events, calls, their turns, and its questions. */
export const fetchTask = (id: string) => request(TaskDetail, of(id));

/** Sent twice under one key, it is created once. */
export const createTask = (body: z.input<typeof NewTask>, idempotencyKey: string) =>
  request(Task, '/api/tasks', { method: 'POST', body, idempotencyKey });

export const cancelTask = (id: string, reason: string) =>
  request(Task, `${of(id)}/cancel`, { method: 'POST', body: { reason } });

export const fetchContacts = () => request(contactPage, '/api/contacts', { query: { limit: pageLimit } });

export const fetchOutreachClock = () => request(OutreachClock, '/api/outreach/clock');
export const setOutreachSpeed = (speed: number) =>
  request(OutreachClock, '/api/outreach/clock', { method: 'PUT', body: { speed } });

/** All that match, page by page up to `mostCount`. */
export async function fetchAllTasks(query: Partial<TaskQuery>, mostCount: number): Promise<Task[]> {
  const byId = new Map<string, Task>();
  for (let offset = 0; offset < mostCount; offset += pageLimit) {
    const page = await fetchTasks({ ...query, limit: pageLimit, offset });
    // One created meanwhile moves the others on by a place.
    for (const task of page.items) byId.set(task.id, task);
    if (offset + page.items.length >= page.total || page.items.length === 0) break;
  }
  return [...byId.values()];
}
