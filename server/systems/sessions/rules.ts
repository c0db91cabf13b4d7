/** What a session looks like from outside, and what may be asked of it: pure functions. */
import {
  type ActivityDraft,
  type InterventionBody,
  isAboutAnomaly,
  isAboutIntervention,
} from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { Intervention, Session, SessionStatus } from '../../contract/session.ts';
import type { Category, ConductorState, Mode } from '../../contract/vocabulary.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { LifeCycle } from '../../kernel/life-cycle.ts';

/** Which status may follow on which by a person's command; a session ends or fails by itself. */
export const sessionLifeCycle: LifeCycle<SessionStatus> = {
  running: ['paused', 'ended', 'failed'],
  paused: ['running', 'ended', 'failed'],
  ended: [],
  failed: [],
};

/** How long the demo waits for a person before it approves a suggestion itself, in seconds of session time. */
export const demoPatienceSeconds = 60;

/** How long before the first scripted change the demo begins, in seconds of session time: time to read the screen. */
const demoLeadSeconds = 30;

/** Numbers of the newest activities about each anomaly and intervention: what comes next was caused by them. */
export interface Links {
  readonly anomalies: Readonly<Record<number, number>>;
  readonly interventions: Readonly<Record<number, number>>;
}

/** What is folded from a session's activities. */
export interface SessionState {
  readonly mode: Mode;
  readonly presentCount: number;
  readonly score: number | null;
  readonly category: Category | null;
  readonly conductorState: ConductorState;
  readonly conductorSentence: string;
  readonly detectionLimit: Session['detectionLimit'];
  readonly anomalyCount: number;
  readonly interventionCount: number;
  /** Suggestions that wait for a person, and since when. */
  readonly openSuggestions: readonly { number: number; sinceTick: number }[];
}

export const noLinks: Links = { anomalies: {}, interventions: {} };

export const initialState = (mode: Mode): SessionState => ({
  mode,
  presentCount: 0,
  score: null,
  category: null,
  conductorState: 'monitoring',
  conductorSentence: 'The session has not begun.',
  detectionLimit: null,
  anomalyCount: 0,
  interventionCount: 0,
  openSuggestions: [],
});

/** The state after one more activity. */
export function evolve(state: SessionState, draft: ActivityDraft): SessionState {
  if (isAboutIntervention(draft)) return withIntervention(state, draft.payload, draft.tick);
  switch (draft.type) {
    case 'session.scored': {
      const { score, category, signals } = draft.payload;
      return { ...state, score, category, presentCount: signals.presentCount };
    }
    case 'session.ended':
      return { ...state, presentCount: draft.payload.presentCount, openSuggestions: [] };
    case 'conductor.state_changed':
      return { ...state, conductorState: draft.payload.state, conductorSentence: draft.payload.sentence };
    case 'conductor.limit_changed':
      return { ...state, detectionLimit: draft.payload };
    case 'conductor.mode_changed':
      return { ...state, mode: draft.payload.mode };
    case 'anomaly.detected':
      return { ...state, anomalyCount: Math.max(state.anomalyCount, draft.payload.number) };
    default:
      return state;
  }
}

function withIntervention(state: SessionState, body: InterventionBody, tick: number): SessionState {
  const others = state.openSuggestions.filter((entry) => entry.number !== body.number);
  const since = state.openSuggestions.find((entry) => entry.number === body.number)?.sinceTick ?? tick;
  const isOpen = body.state === 'awaiting_approval';
  return {
    ...state,
    interventionCount: Math.max(state.interventionCount, body.number),
    openSuggestions: isOpen ? [...others, { number: body.number, sinceTick: since }] : others,
  };
}

/** Which activity led to this one, or null. */
export function causeOf(links: Links, draft: ActivityDraft): number | null {
  if (draft.type === 'anomaly.escalated') return links.anomalies[draft.payload.number] ?? null;
  if (draft.type === 'conductor.learnt') return links.interventions[draft.payload.interventionNumber] ?? null;
  if (!isAboutIntervention(draft)) return null;
  const { number, anomalyNumber } = draft.payload;
  const anomaly = anomalyNumber === null ? undefined : links.anomalies[anomalyNumber];
  return links.interventions[number] ?? anomaly ?? null;
}

/** The links once an activity has its number. */
export function linked(links: Links, draft: ActivityDraft, activityNumber: number): Links {
  if (isAboutAnomaly(draft))
    return { ...links, anomalies: { ...links.anomalies, [draft.payload.number]: activityNumber } };
  if (isAboutIntervention(draft))
    return { ...links, interventions: { ...links.interventions, [draft.payload.number]: activityNumber } };
  return links;
}

/**
 * The suggestion that the demo approves at a tick because nobody has answered it, or null.
 *
 * @param pending Inputs recorded but not performed yet: an answer among them counts.
 */
export function unansweredSuggestion(
  state: SessionState,
  pending: readonly SessionInput[],
  tick: number,
): number | null {
  const due = state.openSuggestions.find(
    ({ number, sinceTick }) => tick - sinceTick >= demoPatienceSeconds && answerTo(number, pending) === undefined,
  );
  return due?.number ?? null;
}

type Answer = Extract<SessionInput, { kind: 'approve' | 'dismiss' }>;

function answerTo(number: number, pending: readonly SessionInput[]): Answer | undefined {
  return pending.find(
    (input): input is Answer =>
      (input.kind === 'approve' || input.kind === 'dismiss') && input.interventionNumber === number,
  );
}

/** Whether a person can still say something to it: one that waits for an answer, or was decided in shadow mode. */
export const takesAnswers = ({ state, verdict }: Intervention): boolean =>
  state === 'awaiting_approval' || (state === 'shadowed' && verdict === null);

/** An intervention as it is to be shown while an answer to it is accepted but its tick has not come. */
export function withPendingAnswer(intervention: Intervention, pending: readonly SessionInput[]): Intervention {
  if (!takesAnswers(intervention)) return intervention;
  if (intervention.state === 'shadowed') return withPendingVerdict(intervention, pending);
  const answer = answerTo(intervention.number, pending);
  if (!answer) return intervention;
  if (answer.kind === 'approve') return { ...intervention, state: 'approved', decidedBy: answer.by };
  return { ...intervention, state: 'dismissed', decidedBy: answer.by, dismissReason: answer.reason };
}

function withPendingVerdict(intervention: Intervention, pending: readonly SessionInput[]): Intervention {
  const said = pending.find((input) => input.kind === 'judge' && input.interventionNumber === intervention.number) as
    | Extract<SessionInput, { kind: 'judge' }>
    | undefined;
  return said ? { ...intervention, verdict: said.verdict, decidedBy: said.by } : intervention;
}

/** The mode that holds once the inputs accepted so far have taken effect. */
export function withPendingMode(mode: Mode, pending: readonly SessionInput[]): Mode {
  return pending.reduce((latest, input) => (input.kind === 'mode' ? input.mode : latest), mode);
}

/**
 * Checks that an intervention waits for an answer.
 *
 * @throws {ClaqueError} illegal-transition, the caller's mistake.
 */
export function assertAnswerable(intervention: Intervention, answer: 'approved' | 'dismissed'): void {
  if (intervention.state === 'awaiting_approval') return;
  throw new ClaqueError(
    'illegal-transition',
    `Intervention ${intervention.id} is ${intervention.state} and cannot be ${answer}; only one that is awaiting_approval can.`,
  );
}

/**
 * Checks that a verdict can be given: on what was decided in shadow mode, once.
 *
 * @throws {ClaqueError} illegal-transition, the caller's mistake.
 */
export function assertJudgeable({ id, state, verdict }: Intervention): void {
  if (state === 'shadowed' && verdict === null) return;
  const why =
    state === 'shadowed'
      ? `has a verdict already: ${verdict}`
      : `is ${state} and takes no verdict; only one that is shadowed does`;
  throw new ClaqueError('illegal-transition', `Intervention ${id} ${why}.`);
}

/** Up to which tick the demo is played at once: shortly before the first scripted change, or the end of the build-up. */
export function demoStartTick(scenario: { buildUpSeconds: number; script: readonly { atSeconds: number }[] }): number {
  const first = scenario.script[0]?.atSeconds ?? scenario.buildUpSeconds + demoLeadSeconds;
  return Math.max(0, first - demoLeadSeconds);
}

/** An event's id out of its title: lower-case ASCII words joined by hyphens. */
export function eventIdOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  // A title without a single Latin letter still needs an id of its own.
  return `evt_${slug === '' ? Buffer.from(title).toString('hex').slice(0, 60) : slug}`;
}

export const interventionIdOf = (sessionId: string, number: number): string => `${sessionId}-${number}`;
export const anomalyIdOf = (sessionId: string, number: number): string => `${sessionId}-a${number}`;
