/** The desk over which every intervention goes: worded, approved or refused, launched, expired (EC-12, EC-14). */
import type { Content, InterventionBody, RunActivity } from '../../contract/activity.ts';
import type { SessionInput, Words } from '../../contract/input.ts';
import type { Directive } from '../../contract/observation.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import { isWordedByModel, WORDING_SECONDS } from '../../contract/conductor.ts';
import type { Scenario } from '../../contract/scenario.ts';
import type { Mode, Verdict } from '../../contract/vocabulary.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { random, streams } from '../../kernel/random.ts';
import { armName, variants, type Arm } from '../decide/arms.ts';
import { contentFromTemplate } from './content.ts';
import { Interventions, type NewIntervention } from './interventions.ts';

/** Draws for words are told apart from the policy's own draws of the same tick by this offset. */
const CONTENT_DRAWS = 1_000;

export class Desk {
  readonly interventions = new Interventions();
  readonly #scenario: Scenario;
  readonly #seed: number;
  readonly #wording: RunSpec['wording'];

  constructor({ scenario, seed, wording }: Pick<RunSpec, 'scenario' | 'seed' | 'wording'>) {
    this.#scenario = scenario;
    this.#seed = seed;
    this.#wording = wording;
  }

  /** @throws {ClaqueError} not-found. */
  find(number: number): InterventionBody {
    const intervention = this.interventions.find(number);
    if (intervention) return intervention;
    throw new ClaqueError('not-found', `This session has no intervention ${number}.`);
  }

  /** Takes on what the policy has decided; says so where its words take time. */
  take(decided: NewIntervention, mode: Mode): { intervention: InterventionBody; activities: RunActivity[] } {
    const intervention = this.interventions.add(decided);
    if (!this.#waitsForModel(intervention, mode, decided.tick)) return { intervention, activities: [] };
    return { intervention, activities: [announce('intervention.generating', intervention, decided.tick)] };
  }

  /**
   * Takes in what a language model has written (EC-16).
   *
   * @throws {ClaqueError} illegal-transition, if it waits for no words; bad-request, if they do not fit.
   */
  giveWords(intervention: InterventionBody, words: Words): void {
    assertWaitsForWords(intervention);
    const name = `Intervention ${intervention.number}`;
    const isPoll = intervention.kind === 'POLL';
    if (isPoll !== words.options.length >= 2)
      throw new ClaqueError('bad-request', `${name}: a poll needs 2 to 6 options, anything else has none.`);
    if (this.interventions.hasText(words.text))
      throw new ClaqueError('bad-request', `${name}: this session has read these words before.`);
    intervention.content = { ...words, source: 'model', templateId: null, category: intervention.variant };
  }

  /**
   * Takes a template at once, and keeps why no language model has written the words (EC-16).
   *
   * @throws {ClaqueError} illegal-transition, if it waits for no words.
   */
  goWithout(intervention: InterventionBody, why: string, tick: number): void {
    assertWaitsForWords(intervention);
    const content = this.#contentFor(intervention, tick);
    intervention.content = content && { ...content, note: why };
  }

  /** Words what was decided a moment ago; then the mode decides who approves. */
  word(mode: Mode, tick: number): RunActivity[] {
    return this.interventions.in('generating').flatMap((intervention) => {
      if (tick === intervention.suggestedTick || this.#waitsForModel(intervention, mode, tick)) return [];
      intervention.content ??= this.#contentFor(intervention, tick);
      if (mode === 'shadow')
        return [announce('intervention.shadowed', this.interventions.move(intervention, 'shadowed', tick), tick)];
      intervention.expiresTick = tick + this.#scenario.conductor.suggestionExpirySeconds;
      this.interventions.move(intervention, 'awaiting_approval', tick);
      const suggested = announce('intervention.suggested', intervention, tick);
      const isSure = (intervention.confidence ?? 0) >= this.#scenario.conductor.semiConfidenceRatio;
      const isAutomatic = mode === 'auto' || (mode === 'semi' && isSure);
      return isAutomatic ? [suggested, this.approve(intervention, 'policy', tick)] : [suggested];
    });
  }

  /** Whether a language model may still write its words: not in shadow mode, where nobody would read them. */
  #waitsForModel({ kind, content, suggestedTick }: InterventionBody, mode: Mode, tick: number): boolean {
    const isWritten = this.#wording === 'model' && mode !== 'shadow' && content === null;
    return isWritten && isWordedByModel(kind) && tick < suggestedTick + WORDING_SECONDS;
  }

  /**
   * What a person says of a decision made in shadow mode.
   *
   * @throws {ClaqueError} illegal-transition, if it is no such decision, or has a verdict.
   */
  judge(intervention: InterventionBody, { by, verdict }: { by: string; verdict: Verdict }, tick: number): RunActivity {
    if (intervention.state !== 'shadowed' || intervention.verdict !== null)
      throw new ClaqueError(
        'illegal-transition',
        `Intervention ${intervention.number} ${intervention.verdict === null ? 'was not made in shadow mode' : 'has a verdict already'}.`,
      );
    intervention.verdict = verdict;
    intervention.decidedBy = by;
    return announce('intervention.judged', intervention, tick);
  }

  /** @throws {ClaqueError} illegal-transition. */
  approve(intervention: InterventionBody, by: string, tick: number): RunActivity {
    this.interventions.move(intervention, 'approved', tick);
    intervention.decidedBy = by;
    intervention.expiresTick = null;
    return announce('intervention.approved', intervention, tick);
  }

  /** @throws {ClaqueError} illegal-transition. */
  dismiss(intervention: InterventionBody, { by, reason }: { by: string; reason: string }, tick: number): RunActivity {
    this.interventions.move(intervention, 'dismissed', tick);
    intervention.decidedBy = by;
    intervention.dismissReason = reason;
    return announce('intervention.dismissed', intervention, tick);
  }

  /**
   * Takes an intervention back before anybody meets it.
   *
   * @throws {ClaqueError} illegal-transition, if it has begun or has come to an end.
   */
  cancel(intervention: InterventionBody, by: string, tick: number): RunActivity {
    if (intervention.startedTick !== null)
      throw new ClaqueError(
        'illegal-transition',
        `Intervention ${intervention.number} has begun: attendees have met it.`,
      );
    this.interventions.move(intervention, 'cancelled', tick);
    intervention.decidedBy = by;
    return announce('intervention.cancelled', intervention, tick);
  }

  /** Ends what nobody answered in time. */
  expire(tick: number): RunActivity[] {
    return this.interventions
      .in('awaiting_approval')
      .filter(({ expiresTick }) => expiresTick !== null && tick >= expiresTick)
      .map((intervention) =>
        announce('intervention.expired', this.interventions.move(intervention, 'expired', tick), tick),
      );
  }

  /** Hands over what has been approved. */
  launch(tick: number): { activities: RunActivity[]; launches: Directive[] } {
    const approved = this.interventions.in('approved');
    for (const intervention of approved) this.interventions.move(intervention, 'active', tick).startedTick = tick;
    return {
      activities: approved.map((intervention) => announce('intervention.started', intervention, tick)),
      launches: approved.map(({ number, kind, variant, durationSeconds }) => ({
        interventionNumber: number,
        kind,
        variant,
        durationSeconds,
      })),
    };
  }

  /**
   * Takes on what a person asks for. A person may act during a cooldown, but never opens a poll while one is open.
   *
   * @throws {ClaqueError} bad-request for an unknown variant; illegal-transition while one of the kind is under way.
   */
  takeOn(input: Extract<SessionInput, { kind: 'manual' }>, anomaly: NewIntervention['anomaly']): RunActivity {
    const { tick, by } = input;
    const { kind, variant = variants[kind][0]!, text, options } = input.intervention;
    const arm: Arm = { kind, variant };
    if (!variants[kind].includes(variant))
      throw new ClaqueError(
        'bad-request',
        `A ${kind} has no variant "${variant}"; there are: ${variants[kind].join(', ')}.`,
      );
    if (this.#isUnderWay(kind, tick))
      throw new ClaqueError('illegal-transition', `A ${kind} is already under way; wait until it is over.`);
    const content: Content | null = text
      ? { text, options: options ?? [], source: 'person', templateId: null, category: null }
      : this.#contentFor(arm, tick);
    if (!content)
      throw new ClaqueError(
        'illegal-transition',
        `This session has seen every ${armName(arm)}; write words of your own.`,
      );
    const intervention = this.interventions.add({ arm, tick, confidence: null, anomaly, content, reasoning: null });
    return this.approve(intervention, by, tick);
  }

  /** The session is over: whatever is open is cancelled. */
  close(tick: number): RunActivity[] {
    return this.interventions
      .open()
      .map((intervention) =>
        announce('intervention.cancelled', this.interventions.move(intervention, 'cancelled', tick), tick),
      );
  }

  /** Approved for this very tick, or attendees are still meeting it. */
  #isUnderWay(kind: Arm['kind'], tick: number): boolean {
    return this.interventions
      .open()
      .some(
        (entry) =>
          entry.kind === kind &&
          (entry.state === 'approved' ||
            (entry.startedTick !== null && tick < entry.startedTick + entry.durationSeconds)),
      );
  }

  #contentFor(arm: Arm, tick: number): Content | null {
    const draw = (index: number) => random(this.#seed, streams.policy, CONTENT_DRAWS + index, tick);
    return contentFromTemplate(arm, this.#scenario.topic, this.interventions.seenTemplateIds(), [draw(0), draw(1)]);
  }
}

/** @throws {ClaqueError} illegal-transition, if it waits for no words. */
function assertWaitsForWords({ number, state, content }: InterventionBody): void {
  if (state === 'generating' && content === null) return;
  throw new ClaqueError('illegal-transition', `Intervention ${number} waits for no words.`);
}

type InterventionActivity = Extract<RunActivity, { payload: InterventionBody }>['type'];

/** An activity that carries the intervention as it stands now. */
export function announce(type: InterventionActivity, intervention: InterventionBody, tick: number): RunActivity {
  return { type, tick, payload: { ...intervention } };
}
