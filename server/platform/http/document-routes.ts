/** Routes that every app has: its own description, the errors explained, health and figures. */
import { z } from 'zod';
import type { ErrorCode } from '../../kernel/errors.ts';
import { ClaqueError, errorTable } from '../../kernel/errors.ts';
import type { Route } from './route.ts';
import { defineRoute, ok } from './route.ts';

/** A part whose state is told. */
export interface HealthCheck {
  readonly name: string;
  /** Whether the server is of no use without it. */
  readonly isEssential: boolean;
  /** Throws with the reason if it does not work; may say more than ok if it does. */
  readonly examine: () => Promise<string | void> | string | void;
}

const Part = z.strictObject({
  name: z.string().describe('database, scheduler, or a provider of language, such as provider ollama.'),
  isReady: z.boolean(),
  isEssential: z.boolean().describe('Whether the server is of no use without it.'),
  detail: z.string(),
});
const Readiness = z
  .strictObject({
    isReady: z.boolean().describe('Whether every essential part is ready.'),
    parts: z.array(Part),
  })
  .meta({ id: 'Readiness' });
const ProblemType = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    next: z.string().describe('What the system does next.'),
  })
  .meta({ id: 'ProblemType' });

export function healthRoutes(checks: readonly HealthCheck[]): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/health/live',
      summary: 'Is the process alive?',
      description: 'Answers as long as the process serves requests at all.',
      tags: ['operation'],
      access: { right: null },
      isForProbes: true,
      responses: {
        200: { description: 'Alive.', schema: z.strictObject({ isLive: z.literal(true) }), example: { isLive: true } },
      },
      handle: () => ok({ isLive: true }),
    }),
    defineRoute({
      method: 'get',
      path: '/health/ready',
      summary: 'Is the server ready for work?',
      description:
        'Looks at every part. 503 if an essential one is not ready: the database or the scheduler. A provider of language is judged by what its last calls met, without asking it; one that fails leaves the server ready, since its bots wait and all else goes on.',
      tags: ['operation'],
      access: { right: null },
      isForProbes: true,
      responses: {
        200: {
          description: 'Ready.',
          schema: Readiness,
          example: {
            isReady: true,
            parts: [
              { name: 'database', isReady: true, isEssential: true, detail: 'ok' },
              {
                name: 'provider anthropic',
                isReady: false,
                isEssential: false,
                detail: 'The provider does not accept the key. (2026-11-21T09:30:00.000Z)',
              },
            ],
          },
        },
        503: {
          description: 'Not ready; `parts` says why.',
          schema: Readiness,
          example: {
            isReady: false,
            parts: [{ name: 'scheduler', isReady: false, isEssential: true, detail: 'last beat 5000 ms ago' }],
          },
        },
      },
      handle: async () => {
        const parts = await Promise.all(checks.map((check) => examine(check)));
        const isReady = parts.every((part) => part.isReady || !part.isEssential);
        return ok({ isReady, parts }, isReady ? 200 : 503);
      },
    }),
  ];
}

async function examine({ name, isEssential, examine: look }: HealthCheck): Promise<z.infer<typeof Part>> {
  try {
    return { name, isReady: true, isEssential, detail: (await look()) ?? 'ok' };
  } catch (error) {
    return { name, isReady: false, isEssential, detail: error instanceof Error ? error.message : 'not ready' };
  }
}

export function metricsRoute(render: () => Promise<string>): Route {
  return defineRoute({
    method: 'get',
    path: '/metrics',
    summary: 'Figures for Prometheus',
    description:
      'Requests, jobs, sessions, bots and what they cost, outreach, stream, process, in the Prometheus text format. A figure that cannot be had is left out.',
    tags: ['operation'],
    access: { right: 'read', ventures: 'all' },
    isForProbes: true,
    responses: {
      200: {
        description: 'The figures.',
        contentType: 'text/plain; version=0.0.4; charset=utf-8',
        example:
          '# HELP claque_ticks_total Ticks of session time performed.\n# TYPE claque_ticks_total counter\nclaque_ticks_total 720\n',
      },
    },
    handle: async () => ok(await render()),
  });
}

export interface ServedDocument {
  readonly title: string;
  /** How it begins, for the description of its own route. */
  readonly example: object;
  readonly render: () => object;
}

/** @param documents The documents by path, built when asked for, since they describe these routes too. */
export function documentRoutes(documents: Readonly<Record<string, ServedDocument>>): Route[] {
  const pages = Object.entries(documents).map(([path, { title, example, render }]) =>
    defineRoute({
      method: 'get',
      path,
      summary: title,
      description: 'Generated from the same schemas that validate what comes in and goes out.',
      tags: ['operation'],
      access: { right: null },
      responses: { 200: { description: 'The document.', schema: z.record(z.string(), z.unknown()), example } },
      handle: () => ok(render()),
    }),
  );
  return [...pages, problemRoute];
}

const problemRoute: Route = defineRoute({
  method: 'get',
  path: '/problems/{code}',
  summary: 'An error explained',
  description: 'The `type` of every problem leads here.',
  tags: ['operation'],
  access: { right: null },
  params: z.strictObject({
    code: z.string().max(60).meta({ description: 'Code of an error, such as not-found.', example: 'not-found' }),
  }),
  responses: {
    200: {
      description: 'What the error means.',
      schema: ProblemType,
      example: { type: '/problems/not-found', ...errorTable['not-found'] },
    },
  },
  errors: ['not-found'],
  handle: ({ params: { code } }) => {
    if (!Object.hasOwn(errorTable, code))
      throw new ClaqueError('not-found', `There is no error “${code}”; known: ${Object.keys(errorTable).join(', ')}.`);
    return ok({ type: `/problems/${code}`, ...errorTable[code as ErrorCode] });
  },
});
