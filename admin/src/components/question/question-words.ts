/** What is said of a question: how long whoever asks waits, what happens then, and how it ended. Pure (OR-7). */
import type { Question } from '../../../../server/contract/question.ts';
import { actorName } from '../../actors.ts';
import { span } from '../../numbers.ts';

export interface QuestionStanding {
  /** live: whoever asks waits for it. left: an answer still counts. due: the server is about to let it expire. */
  readonly phase: 'live' | 'left' | 'due';
  /** Until the phase ends; 0 when it should have. */
  readonly secondsLeft: number;
  readonly headline: string;
  readonly consequence: string;
}

/** @param now Milliseconds, by the server. */
export function standingOf(question: Question, now: number): QuestionStanding {
  const { liveUntil, expiresAt, callId } = question;
  const asker = callId === null ? 'Whoever asks' : 'The call';
  const liveLeft = liveUntil === null ? 0 : secondsUntil(liveUntil, now);
  const expiresIn = secondsUntil(expiresAt, now);
  const afterwards = callId === null ? 'An answer still counts' : 'An answer starts a new call';
  if (liveLeft > 0)
    return {
      phase: 'live',
      secondsLeft: liveLeft,
      headline: `${asker} waits ${Math.ceil(liveLeft)} s more`,
      consequence: `${callId === null ? 'After that an answer still counts' : 'Then the call ends; an answer after that starts a new one'}, within ${lengthOf(expiresIn)}. ${expiryOf(question)}`,
    };
  if (expiresIn > 0)
    return {
      phase: 'left',
      secondsLeft: expiresIn,
      headline: callId === null ? 'Nobody waits for it any more' : 'The call has ended',
      consequence: `${afterwards} within the next ${lengthOf(expiresIn)}. ${expiryOf(question)}`,
    };
  return { phase: 'due', secondsLeft: 0, headline: 'Its time is up', consequence: expiryOf(question) };
}

/** Never more than there is: 23.9 h are "23 h". */
const lengthOf = (seconds: number) => span(seconds).replace(/\.\d h/, ' h');
const secondsUntil = (at: string, now: number) => Math.max(0, (Date.parse(at) - now) / 1_000);

const expiryOf = ({ defaultText }: Question) =>
  defaultText === null ? 'Otherwise the question expires unanswered.' : `Otherwise “${defaultText}” holds.`;

/**
 * How a question ended; null while it is open.
 *
 * @param reader The id of whoever reads this.
 */
export function endOf({ status, answer, defaultText, closedReason }: Question, reader: string): string | null {
  if (status === 'open') return null;
  if (answer) {
    const what = `${answer.by === reader ? 'You' : actorName(answer.by)} answered “${answer.text}”`;
    return answer.isLive ? `${what}, in time.` : `${what}, when nobody waited for it any more.`;
  }
  const why = closedReason ?? (status === 'expired' ? 'Nobody answered in time.' : 'Nobody needs it any more.');
  return status === 'expired' && defaultText !== null ? `${why} “${defaultText}” holds.` : why;
}

/** What an answer that was taken leads to. */
export function thanksFor({ answer, callId }: Question): string {
  if (callId === null) return 'It has your answer.';
  return answer?.isLive ? 'The call goes on with your answer.' : 'A new call goes out with your answer.';
}
