/** Routes of outreach. A list of declarations. */
import { z } from 'zod';
import { ContactSummary } from '../../contract/contact.ts';
import {
  CallDetail,
  CancelTask,
  NewTask,
  OutreachClock,
  OutreachSpeed,
  Task,
  TaskDetail,
  TaskDetailPage,
  TaskDetailQuery,
  TaskEventPage,
  TaskPage,
  TaskQuery,
} from '../../contract/outreach.ts';
import { ListQuery, pageOf } from '../../contract/page.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok } from '../../platform/http/route.ts';
import {
  callExample,
  cancelledExample,
  clockExample,
  contactExample,
  eventExample,
  newTaskExample,
  taskDetailExample,
  taskExample,
} from './examples.ts';
import type { OutreachReading } from './reading.ts';
import { taskLifeCycle } from './rules.ts';
import type { OutreachService } from './service.ts';

const tags = ['outreach'];
const params = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of a task, a UUID.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});
const callParams = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of a call, a UUID.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});
const headers = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7E]{1,200}$/, 'use 1 to 200 printable characters without spaces')
    .optional()
    .meta({
      description:
        'Makes a repeat harmless: the same key and body stand for one task of the venture, for as long as it is kept.',
      example: '7d1f0c52-ask-for-slides',
    }),
});
const ContactPage = pageOf(ContactSummary, 'ContactPage');
const page = <T>(items: readonly T[]) => ({ items, total: items.length, limit: 50, offset: 0 });
const noneOfAny = Object.fromEntries(Object.keys(taskLifeCycle).map((status) => [status, 0]));

export interface OutreachRouteSources {
  readonly service: OutreachService;
  readonly reading: OutreachReading;
}

export const outreachRoutes = (sources: OutreachRouteSources): Route[] => [
  ...taskListRoutes(sources),
  ...taskRoutes(sources),
  ...commandRoutes(sources),
  ...besideRoutes(sources),
];

function taskListRoutes({ reading }: OutreachRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/tasks',
      summary: 'Tasks of a venture',
      description:
        '`from` and `to` are about when a task was created; `text` is looked for in objective, context and result.',
      tags,
      access: { right: 'read', ventureOf: ({ query }) => query.ventureId },
      query: TaskQuery,
      responses: { 200: { description: 'A page of tasks.', schema: TaskPage, example: page([taskExample]) } },
      errors: ['not-found'],
      handle: async ({ query }) => ok(await reading.tasks(query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/tasks/details',
      summary: 'Tasks of a venture with all that belongs to them',
      description:
        'The same as GET /api/tasks, each with its events, calls, their turns, and its questions. `totals` counts by status, whatever status is asked for.',
      tags,
      access: { right: 'read', ventureOf: ({ query }) => query.ventureId },
      query: TaskDetailQuery,
      responses: {
        200: {
          description: 'A page of tasks, with totals.',
          schema: TaskDetailPage,
          example: { ...page([taskDetailExample]), limit: 25, totals: { ...noneOfAny, COMPLETED: 1 } },
        },
      },
      errors: ['not-found'],
      handle: async ({ query }) => ok(await reading.details(query)),
    }),
  ];
}

function taskRoutes({ reading }: OutreachRouteSources): Route[] {
  const ventureOfThing = ({ params: { id } }: { params: { id: string } }) => reading.ventureOfTask(id);
  return [
    defineRoute({
      method: 'get',
      path: '/api/tasks/{id}',
      summary: 'Show a task with all that belongs to it',
      description: 'Its events, calls, their turns, and its questions. Topic `task:ID` of the stream follows it.',
      tags,
      access: { right: 'read', ventureOfThing },
      params,
      responses: { 200: { description: 'The task.', schema: TaskDetail, example: taskDetailExample } },
      errors: ['not-found'],
      handle: async ({ params: { id } }) => ok(await reading.task(id)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/tasks/{id}/events',
      summary: 'What happened to a task',
      description: 'Every change of its status, in order: who, when, from, to and why.',
      tags,
      access: { right: 'read', ventureOfThing },
      params,
      query: ListQuery,
      responses: { 200: { description: 'A page of events.', schema: TaskEventPage, example: page([eventExample]) } },
      errors: ['not-found'],
      handle: async ({ params: { id }, query }) => ok(await reading.events(id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/calls/{id}',
      summary: 'Show a call with what was said in it',
      description: 'Turns so far, while it goes on.',
      tags,
      access: { right: 'read', ventureOfThing: ({ params: { id } }) => reading.ventureOfCall(id) },
      params: callParams,
      responses: { 200: { description: 'The call.', schema: CallDetail, example: callExample } },
      errors: ['not-found'],
      handle: async ({ params: { id } }) => ok(await reading.call(id)),
    }),
  ];
}

function commandRoutes({ service, reading }: OutreachRouteSources): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/tasks',
      summary: 'Give a bot an errand',
      description:
        'The task is on disk when this answers, and waits for its first call: at once, or when the contact’s calling hours begin. Questions that come up are put to whoever asks. With an Idempotency-Key a repeat gets the same task as it then stands.',
      tags,
      access: { right: 'steer', ventureOf: ({ body }) => body.ventureId },
      headers,
      body: NewTask,
      bodyExample: newTaskExample,
      responses: { 201: { description: 'The task.', schema: Task, example: taskExample } },
      errors: ['not-found', 'key-reused'],
      handle: async ({ body, headers: { 'idempotency-key': key }, caller }) =>
        ok(await service.create(body, key, caller.id), 201),
    }),
    defineRoute({
      method: 'post',
      path: '/api/tasks/{id}/cancel',
      summary: 'Call a task off',
      description: 'A call that is under way ends with it, and what was asked is taken back.',
      tags,
      access: { right: 'steer', ventureOfThing: ({ params: { id } }) => reading.ventureOfTask(id) },
      params,
      body: CancelTask,
      bodyExample: { reason: 'She has confirmed by mail.' },
      responses: { 200: { description: 'The task, cancelled.', schema: Task, example: cancelledExample } },
      errors: ['not-found', 'illegal-transition'],
      handle: async ({ params: { id }, body: { reason }, caller }) => ok(await service.cancel(id, reason, caller.id)),
    }),
  ];
}

/** Contacts and the clock: of the whole server, and of no venture. */
function besideRoutes({ service, reading }: OutreachRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/contacts',
      summary: 'Simulated people who can be called',
      description: 'By name, with their local time and whether they take calls now, on the outreach clock.',
      tags,
      access: { right: 'read', ventures: 'none' },
      query: ListQuery,
      responses: { 200: { description: 'A page of contacts.', schema: ContactPage, example: page([contactExample]) } },
      handle: ({ query }) => ok(reading.contacts(query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/outreach/clock',
      summary: 'The clock that outreach goes by',
      description: 'Calls, retries and calling hours go by it. It is never behind the wall clock and never goes back.',
      tags,
      access: { right: 'read', ventures: 'none' },
      responses: { 200: { description: 'The clock.', schema: OutreachClock, example: clockExample } },
      handle: () => ok(service.time.shown()),
    }),
    defineRoute({
      method: 'put',
      path: '/api/outreach/clock',
      summary: 'Have outreach go faster, or in real time again',
      description:
        'Holds for every venture, for calls under way too, and across restarts. What the clock is ahead of the wall clock it stays ahead.',
      tags,
      access: { right: 'configure', ventures: 'all' },
      body: OutreachSpeed,
      bodyExample: { speed: 60 },
      responses: { 200: { description: 'The clock.', schema: OutreachClock, example: clockExample } },
      handle: async ({ body: { speed } }) => ok(await service.setSpeed(speed)),
    }),
  ];
}
