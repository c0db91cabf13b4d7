/** A recorded session, second by second: what the conductor watches in place of the simulated audience (EC-27). */
import { z } from 'zod';
import { InterventionKind } from './vocabulary.ts';

/** Longest recording: a day of seconds. */
export const longestRecordingSeconds = 86_400;

const count = z.int().min(0).max(10_000_000);
const perSecond = z.array(count).max(longestRecordingSeconds);
const tick = z.int().min(1).max(longestRecordingSeconds);

export const RecordedPoll = z.strictObject({
  openedTick: tick,
  closedTick: tick,
  question: z.string().max(280).nullable(),
  voteTicks: z.array(tick).max(1_000_000).describe('Tick of each vote, in order.'),
});
export type RecordedPoll = z.infer<typeof RecordedPoll>;

export const RecordedAct = z
  .strictObject({ tick, kind: InterventionKind, text: z.string().max(280).nullable() })
  .describe('Something the host did that is an intervention by kind: the conductor’s proposals are held against it.');
export type RecordedAct = z.infer<typeof RecordedAct>;

export const RecordedMessage = z.strictObject({
  tick,
  author: z.string().max(120),
  text: z.string().max(2_000),
});
export type RecordedMessage = z.infer<typeof RecordedMessage>;

export const Recording = z
  .strictObject({
    name: z.string().min(1).max(200).describe('Of the file it came from.'),
    presentCounts: perSecond.min(60).describe('Attendees present at the end of each second; entry 0 is tick 1.'),
    activeCounts: perSecond.nullable().describe('Those with the window in focus; null where it was not recorded.'),
    joinCounts: perSecond,
    leaveCounts: perSecond,
    chatCounts: perSecond,
    reactionCounts: perSecond.nullable().describe('Null where reactions were not recorded.'),
    polls: z.array(RecordedPoll).max(1_000),
    acts: z.array(RecordedAct).max(10_000),
    messages: z
      .array(RecordedMessage)
      .max(200_000)
      .describe('What was written, where the recording has texts; may be empty.'),
  })
  .superRefine((recording, context) => {
    const length = recording.presentCounts.length;
    for (const name of ['activeCounts', 'joinCounts', 'leaveCounts', 'chatCounts', 'reactionCounts'] as const) {
      const counts = recording[name];
      if (counts === null || counts.length === length) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `has ${counts.length} seconds, but presentCounts has ${length}: give every second`,
      });
    }
  })
  .meta({ id: 'Recording', description: 'What was recorded of a real session, one value a second.' });
export type Recording = z.infer<typeof Recording>;

export const RecordingCheck = z
  .strictObject({
    name: z.string(),
    seconds: z.int().min(60).max(longestRecordingSeconds).describe('Length.'),
    userCount: z.int().min(0).describe('People who are named.'),
    mostPresentCount: z.int().min(0).describe('Most who were there at once.'),
    eventCounts: z.record(z.string(), z.int().min(0)).describe('Events by type.'),
    brokenLineCount: z.int().min(0).describe('Lines that could not be read and are left out.'),
    warnings: z.array(z.string()).describe('What was inferred, left out or is missing, in sentences.'),
    buildUpSeconds: z.int().min(0).describe('At the beginning nothing is judged yet.'),
    windDownSeconds: z.int().min(0).describe('At the end leaving is expected, and nothing is judged any more.'),
  })
  .meta({ id: 'RecordingCheck', description: 'What was read of a recording.' });
export type RecordingCheck = z.infer<typeof RecordingCheck>;
