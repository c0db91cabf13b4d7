/** The desk over which every intervention goes: worded, approved or refused, launched, expired (EC-12, EC-14). */
import type { Content, InterventionBody, RunActivity } from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { Directive } from '../../contract/observation.ts';
import type { Scenario } from '../../contract/scenario.ts';
import type { Mode } from '../../contract/vocabulary.ts';
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

  constructor(scenario: Scenario, seed: number) {
    this.#scenario = scenario;
    this.#seed = seed;
  }

  /** @throws {ClaqueError} not-found. */
  find(number: number): InterventionBody {
    const intervention = this.interventions.find(number);
    if (intervention) return intervention;
    throw new ClaqueError('not-found', `This session has no intervention ${number}.`);
  }

  /** Words what was decided a tick ago; then the mode decides who approves. */
  word(mode: Mode, tick: number): RunActivity[] {
    return this.interventions.in('generating').flatMap((intervention) => {
      intervention.content = this.#contentFor(intervention, tick);
      intervention.expiresTick = tick + this.#scenario.conductor.suggestionExpirySeconds;
      this.interventions.move(intervention, 'awaiting_approval', tick);
      const suggested = announce('intervention.suggested', intervention, tick);
      const isSure = (intervention.confidence ?? 0) >= this.#scenario.conductor.semiConfidenceRatio;
      const isAutomatic = mode === 'auto' || (mode === 'semi' && isSure);
      return isAutomatic ? [suggested, this.approve(intervention, 'policy', tick)] : [suggested];
    });
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

type InterventionActivity = Extract<RunActivity, { payload: InterventionBody }>['type'];

/** An activity that carries the intervention as it stands now. */
export function announce(type: InterventionActivity, intervention: InterventionBody, tick: number): RunActivity {
  return { type, tick, payload: { ...intervention } };
}
