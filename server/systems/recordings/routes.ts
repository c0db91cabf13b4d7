/** Routes that take a recording: look at it, or have the conductor watch it. */
import { z } from 'zod';
import { RecordingCheck } from '../../contract/recording.ts';
import { Session, Speed } from '../../contract/session.ts';
import { inQuery } from '../../contract/page.ts';
import { Format, PolicyName } from '../../contract/vocabulary.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import { sessionExample, type SessionService } from '../sessions/index.ts';
import { checkExample, csvExample, jsonLinesExample } from './examples.ts';
import { readRecording, type RecordingRead } from './read-recording.ts';
import { agendaOf, recordedSpec } from './recorded-spec.ts';

const tags = ['recordings'];
const text = {
  examples: {
    'text/csv': csvExample,
    'application/x-ndjson': jsonLinesExample,
    'application/jsonl': jsonLinesExample,
  },
  limitBytes: 20 * 1_024 * 1_024,
};
const Body = z.string('send the recording as the body').min(1, 'send the recording as the body');

const agendaSeconds = inQuery(z.int().min(0).max(86_399)).optional();
const CheckQuery = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .optional()
    .meta({ description: 'What the session was about.', example: 'Scaling Postgres without tears' }),
  session: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Which session of a file that holds several.', example: 'morning' }),
  buildUpSeconds: agendaSeconds.meta({
    description:
      'Beginning in which people arrive and nothing is judged: a sixth of the length unless given, 600 at most.',
    example: 300,
  }),
  windDownSeconds: agendaSeconds.meta({
    description: 'End in which leaving is expected: a twelfth of the length unless given, 300 at most.',
    example: 120,
  }),
});
const StartQuery = CheckQuery.extend({
  format: Format.default('webinar'),
  policy: PolicyName.default('thompson'),
  speed: z
    .preprocess((value) => (value === 'max' ? value : inQuery(z.number()).safeParse(value).data), Speed)
    .default('max')
    .describe('Seconds of session time per second, 0.1 to 1000, or max.'),
});
type CheckQuery = z.infer<typeof CheckQuery>;

const untitled = 'Recorded session';

export function recordingRoutes(service: SessionService): Route[] {
  return [startRoute(service), checkRoute()];
}

function startRoute(service: SessionService): Route {
  return defineRoute({
    method: 'post',
    path: '/api/recordings',
    summary: 'Have the conductor watch a recorded session',
    description:
      'Reads a recording, CSV or JSON lines with an event each, and starts a session in shadow mode in which it stands in for the audience: the conductor notices and proposes, nothing is launched, and what the host did is told beside it. Its content says which of the two it is; 20 MB at most. docs/recordings.md has the format.',
    tags,
    access: ofDefaultVenture('steer'),
    query: StartQuery,
    body: Body,
    bodyExample: csvExample,
    text,
    responses: {
      201: { description: 'The session.', schema: Session, example: { ...sessionExample, ...recordedExample } },
    },
    errors: ['bad-file'],
    handle: async ({ query, body }) => {
      const { recording } = await read(body, query);
      const spec = recordedSpec(recording, { ...query, name: query.session ?? untitled });
      return ok(await service.startSpec(spec, { speed: query.speed, isPaused: false, isDemo: false }), 201);
    },
  });
}

function checkRoute(): Route {
  return defineRoute({
    method: 'post',
    path: '/api/recordings/check',
    summary: 'Look at a recording without starting anything',
    description: 'What would be read: events by type, length, people, and what is missing, inferred or left out.',
    tags,
    access: ofDefaultVenture('steer'),
    audit: 'none', // It is a question whose body is too long for an address.
    query: CheckQuery,
    body: Body,
    bodyExample: csvExample,
    text,
    responses: { 200: { description: 'What was read.', schema: RecordingCheck, example: checkExample } },
    errors: ['bad-file'],
    handle: async ({ query, body }) => {
      const { told } = await read(body, query);
      return ok({ ...told, ...agendaOf(told.seconds, query) });
    },
  });
}

const recordedExample = {
  scenarioId: 'recording',
  title: 'Town hall',
  eventId: 'evt_recordings',
  eventTitle: 'Recordings',
  subject: 'Town hall',
  mode: 'shadow',
  isRecorded: true,
  speed: 'max',
} as const;

const read = (body: string, { title, session }: CheckQuery): Promise<RecordingRead> =>
  readRecording(slicesOf(body), { name: title ?? 'The recording', session });

const SLICE_LENGTH = 65_536;

/** A large upload is read in slices, so that sessions that run meanwhile go on. */
async function* slicesOf(body: string): AsyncGenerator<string> {
  for (let start = 0, end: number; start < body.length; start = end) {
    end = start + SLICE_LENGTH;
    // A character of two halves stays whole.
    if (!body.slice(end - 1, end).isWellFormed()) end += 1;
    yield body.slice(start, end);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
