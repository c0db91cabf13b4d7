/**
 * The conductor of one session: perceive, detect, decide, act, learn. It sees what a platform reports and nothing more;
 * each stage takes a tick of its own, so that its state can be watched (EC-20).
 */
import type { DetectionLimit, InterventionBody, RunActivity } from '../contract/activity.ts';
import type { Appraise, Conductor, Outcome, Scorer } from '../contract/conductor.ts';
import type { SessionInput } from '../contract/input.ts';
import type { Directive, Observation } from '../contract/observation.ts';
import type { Lesson, Posterior } from '../contract/policy.ts';
import type { RunSpec } from '../contract/run-file.ts';
import { defaultCooldownSeconds } from '../contract/scenario.ts';
import type { AnomalyType, Mode, Severity } from '../contract/vocabulary.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { random, randomNormal, streams } from '../kernel/random.ts';
import { mean } from '../kernel/statistics.ts';
import { announce, Desk } from './act/desk.ts';
import { armName, arms, durationSeconds, type Arm } from './decide/arms.ts';
import { featuresOf, type Context } from './decide/context.ts';
import { exclusionOf } from './decide/cooldown.ts';
import { choose } from './decide/policy.ts';
import { reasoningOf } from './decide/reasoning.ts';
import { Detector, type Finding } from './detect/detector.ts';
import { limitOf } from './detect/limit.ts';
import { Belief } from './learn/belief.ts';
import { OUTCOME_WEIGHT, outcomeOf, VERDICT_WEIGHT } from './learn/outcome.ts';
import { formatNorms } from './perceive/norms.ts';
import { createScorer } from './perceive/scorer.ts';
import { StateTeller } from './state.ts';

/** The minute in which an outcome is measured (EC-17). */
const OUTCOME_SECONDS = 60;
/** How long after a suggestion came to nothing, or an outcome was measured, the same fall may ask again. Assumed. */
const AGAIN_SECONDS = 20;
/** What is decided on now is worded at the next tick and launched at the one after. */
const LAUNCH_SECONDS = 2;
/** Draws that pick at random are told apart from the other draws of the same tick by this offset. */
const PICK_DRAWS = 2_000;
/** The detection limit is told anew when it has moved and at most this often. */
const LIMIT_SECONDS = 30;

export type ConductorOptions = Pick<RunSpec, 'scenario' | 'seed' | 'mode' | 'policy' | 'posterior' | 'wording'> & {
  /** Makes this conductor a yardstick for others: it takes what would bring most, whatever its policy. */
  readonly appraise?: Appraise;
};

/** The fall that is being dealt with. */
interface Anomaly {
  readonly number: number;
  /** Of its detection, whatever comes later. */
  readonly tick: number;
  readonly type: AnomalyType;
  severity: Severity;
}

export function createConductor(options: ConductorOptions): Conductor {
  return new SessionConductor(options);
}

class SessionConductor implements Conductor {
  readonly #options: ConductorOptions;
  readonly #cooldownSeconds: typeof defaultCooldownSeconds;
  readonly #scorer: Scorer;
  readonly #detector: Detector;
  readonly #belief: Belief;
  readonly #desk: Desk;
  readonly #state = new StateTeller();
  /** The situation in which each suggestion was made, by its number. */
  readonly #contexts = new Map<number, Context>();
  readonly #lessons: Lesson[] = [];
  readonly #points: { tick: number; score: number }[] = [];
  #mode: Mode;
  #anomaly: Anomaly | null = null;
  #anomalyCount = 0;
  /** Next tick at which the conductor may decide on the present anomaly; null while there is nothing to decide. */
  #decideTick: number | null = null;
  #limit: DetectionLimit | null = null;
  #limitTick = -LIMIT_SECONDS;

  constructor(options: ConductorOptions) {
    const { scenario, seed, mode, posterior } = options;
    const norms = { ...formatNorms[scenario.format], ...defined(scenario.conductor.norms) };
    const agenda = {
      buildUpSeconds: scenario.buildUpSeconds,
      windDownTick: scenario.durationSeconds - scenario.windDownSeconds,
    };
    let draws = 0;
    this.#options = options;
    this.#mode = mode;
    this.#cooldownSeconds = { ...defaultCooldownSeconds, ...defined(scenario.conductor.cooldownSeconds) };
    this.#scorer = createScorer(norms);
    this.#belief = new Belief(posterior);
    this.#desk = new Desk(options);
    this.#detector = new Detector(agenda, norms, () => random(seed, streams.trees, draws++, 0));
  }

  accept(input: SessionInput): RunActivity[] {
    try {
      return this.#apply(input);
    } catch (error) {
      if (!(error instanceof ClaqueError)) throw error;
      const intervention = input.kind === 'manual' ? input.intervention : null;
      return [
        { type: 'input.refused', tick: input.tick, payload: { input: input.kind, why: error.message, intervention } },
      ];
    }
  }

  begin(tick: number): { activities: RunActivity[]; launches: Directive[] } {
    return this.#desk.launch(tick);
  }

  observe(observation: Observation): ReturnType<Conductor['observe']> {
    const { tick } = observation;
    const scored = this.#scorer.take(observation);
    if (scored) this.#points.push({ tick, score: scored.score });
    const { score, found, escalated } = this.#detector.push(observation, scored);
    const activities = [
      ...(found ? this.#note(found) : []),
      ...(escalated ? this.#escalate(escalated) : []),
      ...this.#expire(tick),
      ...this.#word(tick),
      ...this.#observeShadowed(tick),
      ...this.#decide(observation),
    ];
    const [open] = this.#desk.interventions.open();
    activities.push(
      ...this.#state.follow(tick, { isNewAnomaly: found !== null, isFallen: this.#anomaly !== null, open }),
    );
    activities.push(...this.#tellLimit(observation));
    const isMeasurable = ({ startedTick }: { startedTick: number | null }) =>
      tick === startedTick! + OUTCOME_SECONDS - 1;
    return {
      point: scored && { ...scored, anomalyScore: score },
      activities,
      measurable: this.#desk.interventions
        .in('active')
        .filter(isMeasurable)
        .map(({ number }) => number),
    };
  }

  learn({ interventionNumber, uplift, ghost, reachedCount }: Outcome, tick: number): RunActivity[] {
    const intervention = this.#desk.interventions.get(interventionNumber);
    intervention.delta = this.#deltaAround(intervention.startedTick!, tick);
    intervention.uplift = uplift;
    if (ghost.length > 0) intervention.ghost = [...ghost];
    intervention.reachedCount = reachedCount;
    this.#desk.interventions.move(intervention, 'measured', tick);
    this.#waitToDecide(tick);
    const measured = announce('intervention.measured', intervention, tick);
    const brought = uplift ?? intervention.delta;
    if (brought === null) return [measured];
    const features = this.#learn(intervention, {
      outcome: outcomeOf(brought),
      weight: OUTCOME_WEIGHT,
      uplift: brought,
    });
    const { trialCount, successCount } = this.#belief.recordOf(intervention);
    const successRatio = features.length > 0 ? this.#belief.chance(features).successRatio : successCount / trialCount;
    const sentence = `A ${armName(intervention)} brought ${(brought * 100).toFixed(1)} points: ${successCount} of ${trialCount} trials have now succeeded.`;
    return [
      measured,
      {
        type: 'conductor.learnt',
        tick,
        payload: { interventionNumber, sentence, successRatio, trialCount, successCount },
      },
      ...this.#state.set('learning', sentence, tick),
    ];
  }

  end(tick: number): RunActivity[] {
    return this.#desk.close(tick);
  }

  forkScorer(): Scorer {
    return this.#scorer.clone();
  }

  posterior(): Posterior {
    return this.#belief.toPosterior();
  }

  lessons(): Lesson[] {
    return [...this.#lessons];
  }

  /** @throws {ClaqueError} If the input cannot take effect: the caller's mistake. */
  #apply(input: SessionInput): RunActivity[] {
    const { tick } = input;
    switch (input.kind) {
      case 'mode':
        this.#mode = input.mode;
        return [{ type: 'conductor.mode_changed', tick, payload: { mode: input.mode, by: input.by } }];
      case 'approve': {
        const approved = this.#desk.approve(this.#desk.find(input.interventionNumber), input.by, tick);
        this.#teach(input.interventionNumber, 1);
        return [approved];
      }
      case 'dismiss': {
        const dismissed = this.#desk.dismiss(this.#desk.find(input.interventionNumber), input, tick);
        this.#teach(input.interventionNumber, 0);
        this.#waitToDecide(tick);
        return [dismissed];
      }
      case 'judge': {
        const judged = this.#desk.judge(this.#desk.find(input.interventionNumber), input, tick);
        this.#teach(input.interventionNumber, input.verdict === 'agree' ? 1 : 0);
        return [judged];
      }
      case 'words':
        this.#desk.giveWords(this.#desk.find(input.interventionNumber), input.words);
        return [];
      case 'words_failed':
        this.#desk.goWithout(this.#desk.find(input.interventionNumber), input.why, tick);
        return [];
      case 'cancel': {
        const cancelled = this.#desk.cancel(this.#desk.find(input.interventionNumber), input.by, tick);
        this.#waitToDecide(tick);
        return [cancelled];
      }
      case 'manual':
        return [this.#desk.takeOn(input, this.#anomaly)];
      case 'stop':
        return [];
    }
  }

  /** What a person thinks of a suggestion teaches too, though less than an outcome (EC-15). */
  #teach(interventionNumber: number, verdict: 0 | 1): void {
    if (!this.#contexts.has(interventionNumber)) return;
    const intervention = this.#desk.interventions.get(interventionNumber);
    this.#learn(intervention, { outcome: verdict, weight: VERDICT_WEIGHT, uplift: null });
  }

  /** @returns The intervention in its situation, as features; none if a person acted unasked. */
  #learn(
    { number, kind, variant }: InterventionBody,
    what: Pick<Lesson, 'outcome' | 'weight' | 'uplift'>,
  ): Float64Array {
    const context = this.#contexts.get(number);
    const features = context ? featuresOf({ kind, variant }, context) : new Float64Array();
    const lesson: Lesson = { kind, variant, features: [...features], ...what };
    this.#belief.learn(lesson);
    this.#lessons.push(lesson);
    return features;
  }

  #note(found: Finding): RunActivity[] {
    this.#anomalyCount += 1;
    this.#anomaly = { number: this.#anomalyCount, tick: found.tick, type: found.type, severity: found.severity };
    this.#decideTick = found.tick + 1;
    const payload = { ...found, number: this.#anomalyCount, detectionDelaySeconds: null };
    return [{ type: 'anomaly.detected', tick: found.tick, payload }];
  }

  #escalate(escalated: Finding): RunActivity[] {
    if (!this.#anomaly) return [];
    this.#anomaly.severity = escalated.severity;
    const { number, tick } = this.#anomaly;
    const payload = { ...escalated, number, tick, detectionDelaySeconds: null };
    return [{ type: 'anomaly.escalated', tick: escalated.tick, payload }];
  }

  #word(tick: number): RunActivity[] {
    const activities = this.#desk.word(this.#mode, tick);
    // What is only thought of takes its minute too: the next decision comes when it would have come.
    if (activities.some(({ type }) => type === 'intervention.shadowed')) this.#waitToDecide(tick + OUTCOME_SECONDS);
    return activities;
  }

  /** How the score went on after a decision that nobody met. */
  #observeShadowed(tick: number): RunActivity[] {
    return this.#desk.interventions
      .in('shadowed')
      .filter(({ endedTick }) => tick === endedTick! + OUTCOME_SECONDS)
      .map((intervention) => {
        intervention.delta = this.#deltaAround(intervention.endedTick! + 1, tick);
        return announce('intervention.observed', intervention, tick);
      });
  }

  #expire(tick: number): RunActivity[] {
    const expired = this.#desk.expire(tick);
    if (expired.length > 0) this.#waitToDecide(tick);
    return expired;
  }

  /** The same fall may be dealt with again, a little later. */
  #waitToDecide(tick: number): void {
    if (this.#anomaly) this.#decideTick = tick + AGAIN_SECONDS;
  }

  /** Decides on something against the present anomaly, if it is time and nothing is under way. */
  #decide(observation: Observation): RunActivity[] {
    const { tick } = observation;
    if (!this.#detector.episode) {
      this.#anomaly = null;
      this.#decideTick = null;
    }
    const anomaly = this.#anomaly;
    if (!anomaly || this.#decideTick === null || tick < this.#decideTick || this.#mode === 'off') return [];
    if (this.#desk.interventions.open().length > 0 || !this.#isMeasurableFrom(tick)) return [];
    const { policy, seed } = this.#options;
    const context = this.#contextOf(anomaly, observation);
    const choice = choose({
      policy,
      belief: this.#belief,
      context,
      excludedBy: (arm) => exclusionOf(arm, this.#desk.interventions, this.#cooldownSeconds, observation),
      normal: (index) => randomNormal(seed, streams.policy, index, tick),
      uniform: (index) => random(seed, streams.policy, PICK_DRAWS + index, tick),
      appraise: this.#appraisal(tick),
    });
    if (!choice) {
      this.#waitToDecide(tick);
      return [];
    }
    const reasoning = reasoningOf(choice, context, policy, this.#belief);
    const { intervention, activities } = this.#desk.take(
      { arm: choice.arm, tick, confidence: choice.chance.successRatio, anomaly, content: null, reasoning },
      this.#mode,
    );
    this.#contexts.set(intervention.number, context);
    this.#decideTick = null;
    const sentence = `Weighs ${arms.length} possibilities and settles on a ${armName(choice.arm)}.`;
    return [...activities, ...this.#state.set('deciding', sentence, tick)];
  }

  /** What an arm that is decided on now would bring, if there is somebody to ask. */
  #appraisal(tick: number): ((arm: Arm) => number) | undefined {
    const { appraise } = this.#options;
    const interventionNumber = this.#desk.interventions.nextNumber;
    return (
      appraise &&
      (({ kind, variant }) =>
        appraise({ interventionNumber, kind, variant, durationSeconds: durationSeconds[kind] }, tick + LAUNCH_SECONDS))
    );
  }

  #contextOf(anomaly: Anomaly, { tick, presentCount }: Observation): Context {
    const { durationSeconds, topic } = this.#options.scenario;
    return {
      anomalyType: anomaly.type,
      severity: anomaly.severity,
      progressRatio: tick / durationSeconds,
      presentCount,
      isTechnical: topic.isTechnical,
      pastCount: this.#desk.interventions.deliveredCount,
    };
  }

  /** Whether the minute after still lies before the agenda's end. */
  #isMeasurableFrom(tick: number): boolean {
    const { durationSeconds, windDownSeconds } = this.#options.scenario;
    return tick + OUTCOME_SECONDS < durationSeconds - windDownSeconds;
  }

  /** Mean score from a tick on minus that of the minute before it. */
  #deltaAround(start: number, tick: number): number | null {
    const after = this.#meanScore(start, tick);
    const before = this.#meanScore(start - OUTCOME_SECONDS, start - 1);
    return after === null || before === null ? null : after - before;
  }

  #meanScore(fromTick: number, toTick: number): number | null {
    const scores = this.#points.filter(({ tick }) => tick >= fromTick && tick <= toTick).map(({ score }) => score);
    return scores.length === 0 ? null : mean(scores);
  }

  #tellLimit({ tick, presentCount }: Observation): RunActivity[] {
    if (tick - this.#limitTick < LIMIT_SECONDS) return [];
    const limit = limitOf(this.#detector.sight(presentCount));
    this.#limitTick = tick;
    if (limit.sentence === this.#limit?.sentence) return [];
    this.#limit = limit;
    return [{ type: 'conductor.limit_changed', tick, payload: limit }];
  }
}

/** Leaves out what is undefined, so that it does not replace a default. */
function defined<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
