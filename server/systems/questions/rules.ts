/** The life of a question: what may follow on what, what is too late, and which activities tell it. Pure functions. */
import type { AnswerQuestion, Question, QuestionActivity, QuestionStatus } from '../../contract/question.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { LifeCycle } from '../../kernel/life-cycle.ts';
import { assertSuccessor } from '../../kernel/life-cycle.ts';
import { cleaned, plainText } from '../../language/clean-text.ts';

export const questionLifeCycle: LifeCycle<QuestionStatus> = {
  open: ['answered', 'expired', 'cancelled'],
  answered: [],
  expired: [],
  cancelled: [],
};

/** More are no help to somebody who has seconds. Assumed. */
const mostOptions = 8;
const longest = { text: 500, why: 500, label: 120, default: 1_000, answer: 1_000, reason: 500 } as const;

/** What somebody wants to have asked. Texts may come from a model: they are made plain and bounded. */
export interface QuestionDraft {
  readonly ventureId: string;
  readonly taskId: string | null;
  readonly callId: string | null;
  readonly botId: string;
  readonly creator: string;
  readonly text: string;
  readonly why: string | null;
  readonly options: Question['options'];
  readonly allowsText: boolean;
  readonly defaultText: string | null;
  /** How long whoever asks waits for it, >= 0; at 0 nobody does. */
  readonly liveForSeconds: number;
  /** When it expires for good, > 0. */
  readonly expiresInSeconds: number;
}

/** A question as it is kept. Times are ms since 1970. */
export interface QuestionState extends Omit<Question, 'askedAt' | 'liveUntil' | 'expiresAt' | 'closedAt' | 'answer'> {
  readonly askedAtMs: number;
  readonly liveUntilMs: number | null;
  readonly expiresAtMs: number;
  readonly answer: (Omit<NonNullable<Question['answer']>, 'at'> & { readonly atMs: number }) | null;
  readonly closedAtMs: number | null;
}

export interface Changed {
  readonly state: QuestionState;
  readonly activities: readonly QuestionActivity[];
}

/**
 * A draft as it may be shown: its texts plain and bounded, its options fit to be chosen from.
 *
 * @throws {ClaqueError} bad-request, if nothing that can be read is left of its text.
 */
export function plainDraft(draft: QuestionDraft): QuestionDraft {
  const text = plainText(draft.text, longest.text);
  if (text === '') throw new ClaqueError('bad-request', 'A question needs a text.');
  const options = shownOptions(draft.options);
  const why = plainOrNull(draft.why, longest.why);
  const defaultText = plainOrNull(draft.defaultText, longest.default);
  return { ...draft, text, why, options, allowsText: draft.allowsText || options.length === 0, defaultText };
}

/** @param draft A plain one. */
export function asked(id: string, draft: QuestionDraft, nowMs: number): Changed {
  const { liveForSeconds, expiresInSeconds, ...rest } = draft;
  const state: QuestionState = {
    ...rest,
    id,
    status: 'open',
    askedAtMs: nowMs,
    liveUntilMs: liveUntilMs(liveForSeconds, nowMs),
    expiresAtMs: nowMs + Math.max(liveForSeconds, expiresInSeconds) * 1_000,
    answer: null,
    closedAtMs: null,
    closedReason: null,
  };
  return told(state, 'question.asked');
}

/** One that is open is asked again: by another call perhaps, which waits for it anew. */
export function askedAgain(before: QuestionState, draft: QuestionDraft, nowMs: number): Changed {
  const live = liveUntilMs(draft.liveForSeconds, nowMs);
  const expiresAtMs = Math.max(before.expiresAtMs, live ?? 0);
  return told({ ...before, callId: draft.callId, liveUntilMs: live, expiresAtMs }, 'question.asked');
}

/**
 * The question with a person's answer, which counts until it expires; `isLive` says whether whoever asked still waited.
 *
 * @param before An open one, which nothing has overtaken.
 * @throws {ClaqueError} bad-request, if it offers no such answer.
 */
export function answered(before: QuestionState, answer: AnswerQuestion, by: string, nowMs: number): Changed {
  const said = saidOf(before, answer);
  const isLive = before.liveUntilMs !== null;
  return told(
    { ...closed(before, 'answered', nowMs), answer: { ...said, by, atMs: nowMs, isLive } },
    'question.answered',
  );
}

/** Whether somebody only repeats what they have answered already: a double click, or a request sent twice. */
export function isRepeated({ answer }: QuestionState, again: AnswerQuestion, by: string): boolean {
  if (answer?.by !== by) return false;
  if (again.optionId !== undefined) return answer.optionId === again.optionId;
  return answer.optionId === null && answer.text === cleaned(again.text ?? '', longest.answer);
}

/** What the moment asks for: first nobody waits for it any more, then it expires. In time is up to the moment itself. */
export function overtaken(before: QuestionState, nowMs: number): Changed {
  if (before.status !== 'open') return { state: before, activities: [] };
  const { liveUntilMs: live, expiresAtMs } = before;
  const left = live !== null && nowMs > live ? leftOpen(before) : { state: before, activities: [] };
  if (nowMs <= expiresAtMs) return left;
  const expired = told(
    { ...closed(left.state, 'expired', nowMs), closedReason: whyExpired(before) },
    'question.expired',
  );
  return { state: expired.state, activities: [...left.activities, ...expired.activities] };
}

/** Whoever asked waits no longer; an answer still counts. */
export const leftOpen = (before: QuestionState): Changed =>
  told({ ...before, liveUntilMs: null }, 'question.left_open');

/** Taken back, since nobody needs it any more. */
export function cancelled(before: QuestionState, reason: string, nowMs: number): Changed {
  const closedReason = plainText(reason, longest.reason);
  return told({ ...closed(before, 'cancelled', nowMs), closedReason }, 'question.cancelled');
}

/** The wall clock went back: what somebody waits for is due as much sooner by it. */
export function shifted(before: QuestionState, byMs: number): Changed {
  if (before.status !== 'open' || before.liveUntilMs === null) return { state: before, activities: [] };
  return told({ ...before, liveUntilMs: before.liveUntilMs - byMs }, 'question.asked');
}

/** What questions came to: their answers, and the defaults that hold where nobody answered. */
export const settled = (states: readonly QuestionState[]): { question: string; answer: string }[] =>
  states.flatMap(({ text: question, status, answer, defaultText }) => {
    const holds = status === 'expired' ? defaultText : (answer?.text ?? null);
    return holds === null ? [] : [{ question, answer: holds }];
  });

/** A question as the API shows it. */
export function shown(state: QuestionState): Question {
  const { askedAtMs, liveUntilMs: live, expiresAtMs, closedAtMs, answer, ...rest } = state;
  const { atMs, ...said } = answer ?? { atMs: 0 };
  return {
    ...rest,
    askedAt: isoOf(askedAtMs),
    liveUntil: live === null ? null : isoOf(live),
    expiresAt: isoOf(expiresAtMs),
    answer: answer === null ? null : ({ ...said, at: isoOf(atMs) } as Question['answer']),
    closedAt: closedAtMs === null ? null : isoOf(closedAtMs),
  };
}

/** Why an answer is refused: who answered what and when, or what holds since when. */
export function whyTooLate(
  { status, answer, closedAtMs, closedReason, defaultText }: QuestionState,
  by: string,
): string {
  const at = closedAtMs === null ? '' : isoOf(closedAtMs);
  if (status === 'answered' && answer) {
    const who = answer.by === by ? 'You have' : 'Somebody else has';
    return `${who} answered it already, at ${at}: “${answer.text}”. A question is answered once only.`;
  }
  if (status === 'cancelled') return `It was taken back at ${at}: ${closedReason}`;
  const since = defaultText === null ? 'nothing holds in its place' : `“${defaultText}” holds since then`;
  return `It expired at ${at}, and ${since}: an answer comes too late.`;
}

function saidOf(
  question: QuestionState,
  { optionId, text }: AnswerQuestion,
): { optionId: string | null; text: string } {
  const { options, allowsText } = question;
  if (optionId !== undefined) {
    const option = options.find(({ id }) => id === optionId);
    if (!option) throw refused('optionId', options.length === 0 ? 'it has no options: send text' : useOneOf(options));
    return { optionId, text: option.label };
  }
  if (!allowsText) throw refused('text', `it takes no free text: send optionId, and ${useOneOf(options)}`);
  const said = cleaned(text ?? '', longest.answer);
  if (said === '') throw refused('text', 'nothing that can be read is left of it');
  return { optionId: null, text: said };
}

const useOneOf = (options: Question['options']): string => `use one of ${options.map(({ id }) => id).join(', ')}`;

function refused(name: string, message: string): ClaqueError {
  const field = `body.${name}`;
  return new ClaqueError('bad-request', `${field}: ${message}`, { fields: [{ field, message }] });
}

function closed(before: QuestionState, status: QuestionStatus, nowMs: number): QuestionState {
  assertSuccessor(questionLifeCycle, before.status, status, `Question ${before.id}`);
  return { ...before, status, liveUntilMs: null, closedAtMs: nowMs };
}

function whyExpired({ expiresAtMs, defaultText }: QuestionState): string {
  const holds = defaultText === null ? 'it has no default' : `its default holds: “${defaultText}”`;
  return `Nobody answered by ${isoOf(expiresAtMs)}; ${holds}.`;
}

/** The first of each id, made plain, as long as something is left to read. */
function shownOptions(options: Question['options']): Question['options'] {
  const plain = options.map(({ id, label }) => ({ id, label: plainText(label, longest.label) }));
  const isFirst = ({ id }: { id: string }, index: number) => plain.findIndex((other) => other.id === id) === index;
  return plain.filter((option, index) => option.label !== '' && isFirst(option, index)).slice(0, mostOptions);
}

const plainOrNull = (text: string | null, most: number): string | null =>
  text === null ? null : plainText(text, most) || null;

const liveUntilMs = (seconds: number, nowMs: number): number | null => (seconds > 0 ? nowMs + seconds * 1_000 : null);

const told = (state: QuestionState, type: QuestionActivity['type']): Changed => ({
  state,
  activities: [{ type, payload: shown(state) }],
});

const isoOf = (atMs: number): string => new Date(atMs).toISOString();
