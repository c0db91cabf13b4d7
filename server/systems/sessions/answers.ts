/** What people say to interventions: asked for by hand, approved, dismissed, judged. Each becomes an input. */
import type { ManualIntervention, SessionInput } from '../../contract/input.ts';
import { isPlain } from '../../contract/legible.ts';
import type { AcceptedInput, Intervention } from '../../contract/session.ts';
import type { Verdict } from '../../contract/vocabulary.ts';
import { variants } from '../../conductor/decide/arms.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { LiveSession } from './live-session.ts';
import type { Performer } from './performer.ts';
import type { SessionReading } from './reading.ts';
import { assertAnswerable, assertJudgeable } from './rules.ts';

type InputDraft = SessionInput extends infer Input ? (Input extends SessionInput ? Omit<Input, 'tick'> : never) : never;

export interface AnswersOptions {
  readonly performer: Performer;
  readonly reading: SessionReading;
  /** The session in performance. @throws {ClaqueError} not-found; illegal-transition, if it has ended or failed. */
  readonly live: (sessionId: string) => Promise<{ live: LiveSession }>;
}

export class Answers {
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** @throws {ClaqueError} not-found; illegal-transition, unless it is awaiting approval. */
  approve(interventionId: string, by: string): Promise<Intervention> {
    return this.#answer(interventionId, (intervention, live) => {
      if (live) assertNotRecorded(live);
      assertAnswerable(intervention, 'approved');
      return { kind: 'approve', by, interventionNumber: intervention.number };
    });
  }

  /** @throws {ClaqueError} not-found; illegal-transition, unless it is awaiting approval. */
  dismiss(interventionId: string, reason: string, by: string): Promise<Intervention> {
    return this.#answer(interventionId, (intervention, live) => {
      if (live) assertNotRecorded(live);
      assertAnswerable(intervention, 'dismissed');
      return { kind: 'dismiss', by, interventionNumber: intervention.number, reason };
    });
  }

  /**
   * Whether a person would have done what was decided in shadow mode (EC-14).
   *
   * @throws {ClaqueError} not-found; illegal-transition, unless it is shadowed and has no verdict.
   */
  judge(interventionId: string, verdict: Verdict, by: string): Promise<Intervention> {
    return this.#answer(interventionId, (intervention) => {
      assertJudgeable(intervention);
      return { kind: 'judge', by, interventionNumber: intervention.number, verdict };
    });
  }

  /**
   * @throws {ClaqueError} not-found; bad-request for a variant that the kind does not have; illegal-transition for a
   *   session that is over, or recorded.
   */
  async manual(sessionId: string, intervention: ManualIntervention, by: string): Promise<AcceptedInput> {
    assertVariant(intervention, 'body.variant');
    assertReadable(intervention, 'body');
    const { performer, live: liveOf } = this.#options;
    return performer.lane.run(async () => {
      const { live } = await liveOf(sessionId);
      assertNotRecorded(live);
      return { sessionId, input: await acceptNow(performer, live, { kind: 'manual', by, intervention }) };
    });
  }

  async #answer(
    interventionId: string,
    inputOf: (intervention: Intervention, live: LiveSession | undefined) => InputDraft,
  ): Promise<Intervention> {
    const { performer, reading, live: liveOf } = this.#options;
    await performer.lane.run(async () => {
      const intervention = await reading.intervention(interventionId);
      const draft = inputOf(intervention, performer.find(intervention.sessionId));
      const { live } = await liveOf(intervention.sessionId);
      await acceptNow(performer, live, draft);
    });
    return reading.intervention(interventionId);
  }
}

/** Records an input for the session's next tick. To be called within the performer's lane. */
export async function acceptNow(performer: Performer, live: LiveSession, draft: InputDraft): Promise<SessionInput> {
  const input: SessionInput = { ...draft, tick: live.nextTick };
  await performer.accept(live, input);
  return input;
}

/** @throws {ClaqueError} illegal-transition, the caller's mistake: what was recorded has happened. */
export function assertNotRecorded({ id, spec }: Pick<LiveSession, 'id' | 'spec'>): void {
  if (spec.recording === null) return;
  throw new ClaqueError(
    'illegal-transition',
    `Session ${id} is a recording: it has happened, and nobody can act on it any more. Its modes are shadow and off.`,
  );
}

/** @throws {ClaqueError} bad-request, if an audience could not read its words: blank, or with signs that cannot be seen (F-40). */
export function assertReadable({ text, options = [] }: ManualIntervention, place: string): void {
  const texts = options.map((option, index) => [`${place}.options.${index}`, option] as const);
  for (const [field, words] of text === undefined ? texts : [[`${place}.text`, text] as const, ...texts]) {
    if (isPlain(words)) continue;
    const message = 'is blank, or holds signs that cannot be seen; write plain text';
    throw new ClaqueError('bad-request', `${field}: ${message}.`, { fields: [{ field, message }] });
  }
}

/** @throws {ClaqueError} bad-request for a variant that the kind does not have. */
export function assertVariant({ kind, variant }: ManualIntervention, field: string): void {
  const known = variants[kind];
  if (variant === undefined || known.includes(variant)) return;
  throw new ClaqueError('bad-request', `A ${kind} has no variant "${variant}"; there are: ${known.join(', ')}.`, {
    fields: [{ field, message: `use one of ${known.join(', ')}` }],
  });
}
