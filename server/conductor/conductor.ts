/**
 * The conductor of one session: perceive, detect, decide, act, learn. It sees what a platform reports and nothing more;
 * each stage takes a tick of its own, so that its state can be watched (EC-20).
 */
import type { DetectionLimit, InterventionBody, RunActivity } from '../contract/activity.ts';
import type { Conductor, Outcome, Scorer } from '../contract/conductor.ts';
import type { SessionInput } from '../contract/input.ts';
import type { Directive, Observation } from '../contract/observation.ts';
import type { Posterior } from '../contract/policy.ts';
import { defaultCooldownSeconds, type Scenario } from '../contract/scenario.ts';
import type { AnomalyType, ConductorState, Mode, PolicyName, Severity } from '../contract/vocabulary.ts';
import { random, randomNormal, streams } from '../kernel/random.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { mean } from '../kernel/statistics.ts';
import { contentFromTemplate } from './act/content.ts';
import { Interventions } from './act/interventions.ts';
import { armName, variants, type Arm } from './decide/arms.ts';
import { featuresOf, type Context } from './decide/context.ts';
import { exclusionOf } from './decide/cooldown.ts';
import { choose } from './decide/policy.ts';
import { reasoningOf } from './decide/reasoning.ts';
import { Detector, type Finding } from './detect/detector.ts';
import { limitOf } from './detect/limit.ts';
import { Belief, SUCCESS_UPLIFT, VERDICT_WEIGHT } from './learn/belief.ts';
import { formatNorms } from './perceive/norms.ts';
import { createScorer } from './perceive/scorer.ts';

/** The minute in which an outcome is measured (EC-17). */
export const OUTCOME_SECONDS = 60;
/** How long after a suggestion came to nothing, or an outcome was measured, the same fall may ask again. Assumed. */
const AGAIN_SECONDS = 20;
/** Attendees are meeting an intervention for this long before its effect is what one looks at. Assumed. */
const INTERVENING_SECONDS = 10;
/** The detection limit is told anew when it has moved and at most this often. */
const LIMIT_SECONDS = 30;
/** Draws of one tick are told apart by an index; kinds of draws by these offsets. */
const CONTENT_DRAWS = 1_000;

export interface ConductorOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly mode: Mode;
  readonly policy: PolicyName;
  readonly posterior: Posterior | null;
}

interface Anomaly {
  readonly number: number;
  readonly type: AnomalyType;
  severity: Severity;
}

export function createConductor(options: ConductorOptions): Conductor {
  return new SessionConductor(options);
}

class SessionConductor implements Conductor {
  readonly #scenario: Scenario;
  readonly #seed: number;
  readonly #policy: PolicyName;
  readonly #cooldownSeconds: typeof defaultCooldownSeconds;
  readonly #scorer: Scorer;
  readonly #detector: Detector;
  readonly #belief: Belief;
  readonly #interventions = new Interventions();
  readonly #contexts = new Map<number, Context>();
  readonly #points: { tick: number; score: number }[] = [];
  #mode: Mode;
  #state: ConductorState = 'monitoring';
  #latest: Observation | null = null;
  #anomaly: Anomaly | null = null;
  #anomalyCount = 0;
  /** Next tick at which the conductor may decide on the present anomaly; null while there is nothing to decide. */
  #decideTick: number | null = null;
  #limit: DetectionLimit | null = null;
  #limitTick = -LIMIT_SECONDS;

  constructor({ scenario, seed, mode, policy, posterior }: ConductorOptions) {
    this.#scenario = scenario;
    this.#seed = seed;
    this.#mode = mode;
    this.#policy = policy;
    const norms = { ...formatNorms[scenario.format], ...defined(scenario.conductor.norms) };
    this.#cooldownSeconds = { ...defaultCooldownSeconds, ...defined(scenario.conductor.cooldownSeconds) };
    this.#scorer = createScorer(norms);
    this.#belief = new Belief(posterior);
    let draws = 0;
    this.#detector = new Detector(
      { buildUpSeconds: scenario.buildUpSeconds, windDownTick: scenario.durationSeconds - scenario.windDownSeconds },
      norms.chatPerMinutePerAttendee / 60,
      () => random(seed, streams.trees, draws++, 0),
    );
  }

  accept(input: SessionInput): RunActivity[] {
    const tick = input.tick;
    try {
      switch (input.kind) {
        case 'mode':
          this.#mode = input.mode;
          return [{ type: 'conductor.mode_changed', tick, payload: { mode: input.mode, by: input.by } }];
        case 'approve':
          return this.#approve(this.#intervention(input.interventionNumber), input.by, tick, 1);
        case 'dismiss':
          return this.#dismiss(this.#intervention(input.interventionNumber), input, tick);
        case 'manual':
          return this.#launchManually(input, tick);
        case 'stop':
          return [];
      }
    } catch (error) {
      if (!(error instanceof ClaqueError)) throw error;
      const intervention = input.kind === 'manual' ? input.intervention : null;
      return [{ type: 'input.refused', tick, payload: { input: input.kind, why: error.message, intervention } }];
    }
  }

  begin(tick: number): { activities: RunActivity[]; launches: Directive[] } {
    const activities: RunActivity[] = [];
    const launches: Directive[] = [];
    for (const intervention of this.#interventions.in('approved')) {
      this.#interventions.move(intervention, 'active', tick).startedTick = tick;
      activities.push(announce('intervention.started', intervention, tick));
      launches.push({
        interventionNumber: intervention.number,
        kind: intervention.kind,
        variant: intervention.variant,
        durationSeconds: intervention.durationSeconds,
        optionCount: intervention.content?.options.length ?? 0,
      });
    }
    return { activities, launches };
  }

  observe(observation: Observation): ReturnType<Conductor['observe']> {
    const { tick } = observation;
    this.#latest = observation;
    const scored = this.#scorer.take(observation);
    if (scored) this.#points.push({ tick, score: scored.score });
    const detection = this.#detector.push(observation, scored);
    const activities: RunActivity[] = [];
    if (detection.found) activities.push(this.#note(detection.found));
    if (detection.escalated && this.#anomaly) {
      this.#anomaly.severity = detection.escalated.severity;
      activities.push({
        type: 'anomaly.escalated',
        tick,
        payload: { ...detection.escalated, tick, number: this.#anomaly.number },
      });
    }
    activities.push(...this.#expire(tick), ...this.#finishContent(tick), ...this.#decide(tick));
    activities.push(...this.#tellState(tick, detection.found !== null), ...this.#tellLimit(tick));
    return {
      point: scored && { ...scored, anomalyScore: detection.score },
      activities,
      measurable: this.#interventions
        .in('active')
        .filter(({ startedTick }) => tick === startedTick! + OUTCOME_SECONDS - 1)
        .map(({ number }) => number),
    };
  }

  learn({ interventionNumber, uplift, reachedCount }: Outcome, tick: number): RunActivity[] {
    const intervention = this.#interventions.get(interventionNumber);
    const start = intervention.startedTick!;
    const after = this.#meanScore(start, tick);
    const before = this.#meanScore(start - OUTCOME_SECONDS, start - 1);
    intervention.delta = after === null || before === null ? null : after - before;
    intervention.uplift = uplift;
    intervention.reachedCount = reachedCount;
    this.#interventions.move(intervention, 'measured', tick);
    const arm: Arm = intervention;
    const context = this.#contexts.get(interventionNumber);
    if (context) this.#belief.update(featuresOf(arm, context), uplift >= SUCCESS_UPLIFT ? 1 : 0);
    const record = this.#belief.record(arm, uplift);
    if (this.#anomaly) this.#decideTick = tick + AGAIN_SECONDS;
    const points = (uplift * 100).toFixed(1);
    const sentence = `${armName(arm)} brought ${points} points: ${record.successCount} of ${record.trialCount} trials have now succeeded.`;
    const state = this.#setState('learning', sentence, tick);
    return [
      announce('intervention.measured', intervention, tick),
      {
        type: 'conductor.learnt',
        tick,
        payload: {
          interventionNumber,
          sentence: capitalised(sentence),
          successRatio: context
            ? this.#belief.successRatio(featuresOf(arm, context))
            : record.successCount / record.trialCount,
          trialCount: record.trialCount,
          successCount: record.successCount,
        },
      },
      ...state,
    ];
  }

  end(tick: number): RunActivity[] {
    return this.#interventions.open().map((intervention) => {
      this.#interventions.move(intervention, 'cancelled', tick);
      return announce('intervention.cancelled', intervention, tick);
    });
  }

  forkScorer(): Scorer {
    return this.#scorer.clone();
  }

  posterior(): Posterior {
    return this.#belief.toPosterior();
  }

  #note(found: Finding): RunActivity {
    this.#anomalyCount += 1;
    this.#anomaly = { number: this.#anomalyCount, type: found.type, severity: found.severity };
    this.#decideTick = found.tick + 1;
    return { type: 'anomaly.detected', tick: found.tick, payload: { ...found, number: this.#anomalyCount } };
  }

  /** Suggests something against the present anomaly, if it is time and nothing is under way. */
  #decide(tick: number): RunActivity[] {
    if (this.#anomaly && !this.#detector.episode) {
      this.#anomaly = null;
      this.#decideTick = null;
    }
    const anomaly = this.#anomaly;
    if (!anomaly || this.#decideTick === null || tick < this.#decideTick || this.#mode === 'off') return [];
    if (this.#interventions.open().length > 0 || this.#isOver(tick)) return [];
    const observation = this.#latest!;
    const context: Context = {
      anomalyType: anomaly.type,
      severity: anomaly.severity,
      progressRatio: tick / this.#scenario.durationSeconds,
      presentCount: observation.presentCount,
      isTechnical: this.#scenario.topic.isTechnical,
      pastCount: this.#interventions.deliveredCount,
    };
    const choice = choose(
      this.#policy,
      this.#belief,
      context,
      (arm) => exclusionOf(arm, this.#interventions, this.#cooldownSeconds, observation),
      (index) => randomNormal(this.#seed, streams.policy, index, tick),
    );
    if (!choice) {
      this.#decideTick = tick + AGAIN_SECONDS;
      return [];
    }
    const intervention = this.#interventions.add({
      arm: choice.arm,
      tick,
      confidence: choice.successRatio,
      anomaly,
      content: null,
      reasoning: reasoningOf(choice, context, this.#policy, this.#belief),
    });
    this.#contexts.set(intervention.number, context);
    this.#decideTick = null;
    return this.#setState(
      'deciding',
      `Weighs ${variantCount} possibilities and settles on a ${armName(choice.arm)}.`,
      tick,
    );
  }

  /** An outcome could no longer be measured. */
  #isOver(tick: number): boolean {
    return tick + OUTCOME_SECONDS >= this.#scenario.durationSeconds - this.#scenario.windDownSeconds;
  }

  /** Content comes a tick after the decision; then the mode decides who approves. */
  #finishContent(tick: number): RunActivity[] {
    const activities: RunActivity[] = [];
    for (const intervention of this.#interventions.in('generating')) {
      intervention.content = contentFromTemplate(
        intervention,
        this.#scenario.topic,
        this.#interventions.seenTemplateIds(),
        [0, 1].map((index) => random(this.#seed, streams.policy, CONTENT_DRAWS + index, tick)) as [number, number],
      );
      const isSure = intervention.confidence! >= this.#scenario.conductor.semiConfidenceRatio;
      const isAutomatic = this.#mode === 'auto' || (this.#mode === 'semi' && isSure);
      intervention.expiresTick = tick + this.#scenario.conductor.suggestionExpirySeconds;
      activities.push(
        announce('intervention.suggested', this.#interventions.move(intervention, 'awaiting_approval', tick), tick),
      );
      if (isAutomatic) activities.push(...this.#approve(intervention, 'policy', tick, 0));
    }
    return activities;
  }

  /** @param weight How much the approval teaches; the policy's own teaches nothing. */
  #approve(intervention: InterventionBody, by: string, tick: number, weight: 0 | 1): RunActivity[] {
    this.#interventions.move(intervention, 'approved', tick);
    intervention.decidedBy = by;
    intervention.expiresTick = null;
    if (weight > 0) this.#teach(intervention, 1);
    return [announce('intervention.approved', intervention, tick)];
  }

  #dismiss(intervention: InterventionBody, input: { by: string; reason: string }, tick: number): RunActivity[] {
    this.#interventions.move(intervention, 'dismissed', tick);
    intervention.decidedBy = input.by;
    intervention.dismissReason = input.reason;
    this.#teach(intervention, 0);
    if (this.#anomaly) this.#decideTick = tick + AGAIN_SECONDS;
    return [announce('intervention.dismissed', intervention, tick)];
  }

  #teach(intervention: InterventionBody, verdict: 0 | 1): void {
    const context = this.#contexts.get(intervention.number);
    if (context) this.#belief.update(featuresOf(intervention, context), verdict, VERDICT_WEIGHT);
  }

  #expire(tick: number): RunActivity[] {
    const expired = this.#interventions
      .in('awaiting_approval')
      .filter(({ expiresTick }) => expiresTick !== null && tick >= expiresTick);
    if (expired.length > 0 && this.#anomaly) this.#decideTick = tick + AGAIN_SECONDS;
    return expired.map((intervention) =>
      announce('intervention.expired', this.#interventions.move(intervention, 'expired', tick), tick),
    );
  }

  /** A person may act during a cooldown, but never opens a poll while one is open. */
  #launchManually(input: Extract<SessionInput, { kind: 'manual' }>, tick: number): RunActivity[] {
    const { kind, variant = variants[kind][0]!, text, options } = input.intervention;
    if (!variants[kind].includes(variant))
      throw new ClaqueError(
        'bad-request',
        `A ${kind} has no variant "${variant}"; there are: ${variants[kind].join(', ')}.`,
      );
    const isRunning = this.#interventions
      .open()
      .some(
        (entry) =>
          entry.kind === kind && entry.startedTick !== null && tick < entry.startedTick + entry.durationSeconds,
      );
    if (isRunning)
      throw new ClaqueError('illegal-transition', `A ${kind} is already under way; wait until it is over.`);
    const arm: Arm = { kind, variant };
    const draws = [0, 1].map((index) => random(this.#seed, streams.policy, CONTENT_DRAWS + index, tick)) as [
      number,
      number,
    ];
    const content = text
      ? { text, options: options ?? [], source: 'person' as const, templateId: null, category: null }
      : contentFromTemplate(arm, this.#scenario.topic, this.#interventions.seenTemplateIds(), draws);
    if (!content)
      throw new ClaqueError(
        'illegal-transition',
        `This session has seen every ${armName(arm)}; write words of your own.`,
      );
    const anomaly = this.#anomaly;
    const intervention = this.#interventions.add({ arm, tick, confidence: null, anomaly, content, reasoning: null });
    return this.#approve(intervention, input.by, tick, 0);
  }

  #intervention(number: number): InterventionBody {
    const intervention = this.#interventions.find(number);
    if (intervention) return intervention;
    throw new ClaqueError('not-found', `This session has no intervention ${number}.`);
  }

  #meanScore(fromTick: number, toTick: number): number | null {
    const scores = this.#points.filter(({ tick }) => tick >= fromTick && tick <= toTick).map(({ score }) => score);
    return scores.length === 0 ? null : mean(scores);
  }

  #tellState(tick: number, isNewAnomaly: boolean): RunActivity[] {
    if (isNewAnomaly) return this.#setState('anomaly', 'Engagement is falling.', tick);
    const [open] = this.#interventions.open();
    if (open?.state === 'generating') {
      if (this.#state === 'deciding') return this.#setState('generating', 'Chooses the words.', tick);
      return [];
    }
    if (open?.state === 'awaiting_approval')
      return this.#setState('awaiting_approval', `Waits for a person to decide on a ${armName(open)}.`, tick);
    if (open?.state === 'approved') return this.#setState('intervening', `Launches a ${armName(open)}.`, tick);
    if (open?.state === 'active')
      return tick - open.startedTick! < INTERVENING_SECONDS
        ? this.#setState('intervening', `Attendees meet a ${armName(open)}.`, tick)
        : this.#setState('measuring', `Measures what the ${armName(open)} changes.`, tick);
    return this.#setState(
      'monitoring',
      this.#anomaly ? 'Watches whether the audience comes back.' : 'Watches the session.',
      tick,
    );
  }

  #setState(state: ConductorState, sentence: string, tick: number): RunActivity[] {
    if (state === this.#state) return [];
    this.#state = state;
    return [{ type: 'conductor.state_changed', tick, payload: { state, sentence } }];
  }

  #tellLimit(tick: number): RunActivity[] {
    if (tick - this.#limitTick < LIMIT_SECONDS) return [];
    const limit = limitOf(this.#detector.focus.baseline.fit(this.#latest!.presentCount));
    this.#limitTick = tick;
    if (limit.sentence === this.#limit?.sentence) return [];
    this.#limit = limit;
    return [{ type: 'conductor.limit_changed', tick, payload: limit }];
  }
}

const variantCount = Object.values(variants).reduce((sum, list) => sum + list.length, 0);

type InterventionActivity = Extract<RunActivity, { payload: InterventionBody }>['type'];

/** An activity that carries the intervention as it stands now. */
function announce(type: InterventionActivity, intervention: InterventionBody, tick: number): RunActivity {
  return { type, tick, payload: { ...intervention } };
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function defined<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
