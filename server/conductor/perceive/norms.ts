/** What each format leads one to expect of its attendees (EC-2). A catalogue. */
import type { Norms } from '../../contract/scenario.ts';
import type { Format } from '../../contract/vocabulary.ts';

/**
 * Rates are per attendee present.
 *
 * Chat: whole sessions run at 1 to 5 messages a minute when steady and 5 to 15 when active (chatstats.live), measured
 * real ones at 0.2 a head in small meetings down to 0.002 in large streams; a lively stream has 2.1 a viewer-hour
 * (vaudience.net, 2019). Leaves: 1.3% a minute is normal churn in real meetings, three times that is alarming.
 * Polls: assumed 40 to 60% of those present. Reactions and the share in focus: assumed.
 */
export const formatNorms: Record<Format, Norms> = {
  webinar: {
    chatPerMinutePerAttendee: 0.045,
    reactionsPerMinutePerAttendee: 0.07,
    leavesPerMinutePerAttendee: 0.04,
    activeRatio: 0.7,
    pollParticipationRatio: 0.5,
  },
  meeting: {
    chatPerMinutePerAttendee: 0.2,
    reactionsPerMinutePerAttendee: 0.1,
    leavesPerMinutePerAttendee: 0.04,
    activeRatio: 0.75,
    pollParticipationRatio: 0.6,
  },
  stream: {
    chatPerMinutePerAttendee: 0.01,
    reactionsPerMinutePerAttendee: 0.035,
    leavesPerMinutePerAttendee: 0.06,
    activeRatio: 0.55,
    pollParticipationRatio: 0.4,
  },
};

/** Bigger audience, less chat a head (arXiv 2012.00215 has the sign; the slope and the size it holds for are assumed). */
const SIZE_EXPONENT = -0.1;
const SIZE_REFERENCE = 200;

/** Messages a minute to expect of an audience of this size. */
export function expectedChatPerMinute(norms: Norms, presentCount: number): number {
  return norms.chatPerMinutePerAttendee * presentCount * (presentCount / SIZE_REFERENCE) ** SIZE_EXPONENT;
}

/** Seconds after which 63% of a poll's votes are in. Assumed; votes come within the minute that a poll is open. */
const VOTE_SECONDS = 15;

/** Share of votes to expect of a poll that has been open this long. */
export function expectedParticipation(norms: Norms, openSeconds: number): number {
  return norms.pollParticipationRatio * (1 - Math.exp(-(openSeconds + 1) / VOTE_SECONDS));
}
