/** What it takes to have the conductor watch a recording: the recording, and a scenario that says what it was. */
import type { Recording } from '../../contract/recording.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import { Scenario } from '../../contract/scenario.ts';
import type { Format, PolicyName } from '../../contract/vocabulary.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { cleaned } from './recorded-event.ts';

/** The first ten minutes of an hour look like a rise, its last five like a mass exit (241 of 249 left in them once). */
const BUILD_UP = { longestSeconds: 600, ratio: 1 / 6 };
const WIND_DOWN = { longestSeconds: 300, ratio: 1 / 12 };

export interface RecordedOptions {
  readonly title?: string | undefined;
  /** Its title where none is given. */
  readonly name: string;
  readonly format: Format;
  readonly buildUpSeconds?: number | undefined;
  readonly windDownSeconds?: number | undefined;
  readonly policy: PolicyName;
}

export interface Agenda {
  readonly buildUpSeconds: number;
  readonly windDownSeconds: number;
}

/**
 * When a recorded session is judged: what is not given is ten and five minutes, in proportion for less than an hour.
 *
 * @throws {ClaqueError} bad-request, if nothing is left between the two.
 */
export function agendaOf(seconds: number, given: Partial<Record<keyof Agenda, number | undefined>>): Agenda {
  const share = ({ longestSeconds, ratio }: typeof BUILD_UP) => Math.min(longestSeconds, Math.round(seconds * ratio));
  const buildUpSeconds = given.buildUpSeconds ?? share(BUILD_UP);
  const windDownSeconds = given.windDownSeconds ?? share(WIND_DOWN);
  if (buildUpSeconds + windDownSeconds < seconds) return { buildUpSeconds, windDownSeconds };
  throw new ClaqueError(
    'bad-request',
    `A build-up of ${buildUpSeconds} s and a wind-down of ${windDownSeconds} s leave nothing of ${seconds} s to judge; give less.`,
    { fields: [{ field: 'buildUpSeconds', message: 'with the wind-down it must be shorter than the recording' }] },
  );
}

/** @throws {ClaqueError} bad-request for an agenda that does not fit. */
export function recordedSpec(recording: Recording, options: RecordedOptions): RunSpec {
  const seconds = recording.presentCounts.length;
  const title = cleaned(options.title ?? options.name, 160) || 'Recorded session';
  const scenario = Scenario.parse({
    id: 'recording',
    title,
    event: 'Recordings',
    description: 'A session that was recorded, as the conductor would have seen it.',
    format: options.format,
    durationSeconds: seconds,
    ...agendaOf(seconds, options),
    // Nobody has said what it was about: words that hold for any session.
    topic: {
      subject: options.title === undefined ? 'today’s topic' : cleaned(title, 120),
      keywords: ['the last point'],
    },
    audience: { attendeeCount: recording.presentCounts.reduce((most, count) => Math.max(most, count), 0) },
    segments: [{ atSeconds: 0, title: 'As recorded', appealRatio: 0.5 }],
    conductor: { mode: 'shadow' },
  });
  const { policy } = options;
  return { scenario, seed: 1, mode: 'shadow', policy, personas: [], posterior: null, wording: 'template', recording };
}
