/** Backgrounds of chat made of real meetings laid over each other, so that bouts and silences are those of people. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { random, randomInteger, streams } from '../../server/kernel/random.ts';

export interface Meeting {
  readonly durationSeconds: number;
  readonly attendeeCount: number;
  /** Seconds of its messages, in order. */
  readonly messageSeconds: readonly number[];
}

export interface Background {
  /** Messages of each second. */
  readonly counts: Uint16Array;
  readonly attendeeCount: number;
}

export interface Drop {
  /** The first second that loses messages. */
  readonly onsetSecond: number;
  /** Probability of each message to be lost from then on, in [0, 1]. */
  readonly dropRatio: number;
}

const sessionsSchema = z.array(
  z.object({
    session: z.string(),
    duration_s: z.coerce.number().positive(),
    distinct_users: z.coerce.number().positive(),
  }),
);
const eventsSchema = z.array(z.object({ session: z.string(), t_s: z.coerce.number(), type: z.string() }));

/** @throws {Error} If a file is missing or is no such table: the folder's mistake. */
export function readMeetings(folder: string): Meeting[] {
  const rowsOf = (name: string): unknown => parse(readFileSync(path.join(folder, name), 'utf8'), { columns: true });
  const messages = eventsSchema.parse(rowsOf('events.csv')).filter(({ type }) => type === 'message');
  const secondsOf = Map.groupBy(messages, ({ session }) => session);
  return sessionsSchema.parse(rowsOf('sessions.csv')).map((row) => ({
    durationSeconds: row.duration_s,
    attendeeCount: row.distinct_users,
    messageSeconds: (secondsOf.get(row.session) ?? []).map(({ t_s }) => t_s),
  }));
}

/**
 * Lays meetings over each other until their mean rates add up to what is asked for.
 *
 * Each begins at a drawn second of itself and starts again when it is over: its level and its bouts stay, its beginning
 * and end fall anywhere.
 *
 * @param wanted ratePerSecond > 0: the background has this on average, to within half a meeting's rate.
 */
export function superpose(
  meetings: readonly Meeting[],
  wanted: { ratePerSecond: number; seconds: number; seed: number; drop?: Drop },
): Background {
  const { seconds, seed, drop } = wanted;
  const counts = new Uint16Array(seconds);
  const tracks = drawTracks(meetings, wanted.ratePerSecond, seed);
  for (const [track, meeting] of tracks.entries()) {
    const from = randomInteger(seed, streams.arrival, track, 0, meeting.durationSeconds);
    for (const [number, second] of secondsHeard(meeting, from, seconds).entries()) {
      const isThinned = drop !== undefined && second >= drop.onsetSecond;
      if (isThinned && random(seed, streams.behaviour, track, number) < drop.dropRatio) continue;
      counts[second]! += 1;
    }
  }
  return { counts, attendeeCount: tracks.reduce((sum, { attendeeCount }) => sum + attendeeCount, 0) };
}

/** At least one: meetings in their order from a drawn one on, and round again. */
function drawTracks(meetings: readonly Meeting[], ratePerSecond: number, seed: number): Meeting[] {
  const first = randomInteger(seed, streams.population, 0, 0, meetings.length);
  const tracks: Meeting[] = [];
  let rate = 0;
  for (let index = first; ; index += 1) {
    const meeting = meetings[index % meetings.length]!;
    const ownRate = meeting.messageSeconds.length / meeting.durationSeconds;
    if (tracks.length > 0 && rate + ownRate / 2 > ratePerSecond) return tracks;
    tracks.push(meeting);
    rate += ownRate;
  }
}

/** Seconds of a background at which a meeting's messages fall, when it is joined at its second `from`. */
function secondsHeard({ durationSeconds, messageSeconds }: Meeting, from: number, seconds: number): number[] {
  const rounds = Math.ceil((seconds + from) / durationSeconds);
  return Array.from({ length: rounds }, (_, round) =>
    messageSeconds.map((second) => second + round * durationSeconds - from),
  )
    .flat()
    .filter((second) => second >= 0 && second < seconds);
}
