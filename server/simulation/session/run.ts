/** A run: one performance of a scenario under a seed, tick by tick, with its counterfactuals beside it. */
import type { Point, RunActivity } from '../../contract/activity.ts';
import type { Appraise, Conductor } from '../../contract/conductor.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { Directive, Observation } from '../../contract/observation.ts';
import type { Lesson, Posterior } from '../../contract/policy.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import type { RunResult } from '../../contract/run-result.ts';
import { Digest } from '../../kernel/digest.ts';
import { assert } from '../../kernel/errors.ts';
import type { KindEffects } from '../audience/calibration.ts';
import { appraise } from '../replay/appraise.ts';
import { Branch } from '../replay/branch.ts';
import { chatOf } from './chat.ts';
import { advanceSession, createSession, type SessionState } from './session.ts';
import { countsOf, judged, note, summarise, type RunRecord } from './summary.ts';

export interface Run {
  /** Ticks performed so far. */
  readonly tick: number;
  /** Planned length in ticks. */
  readonly tickCount: number;
  /** Whether the last tick, planned or stopped, has been performed. */
  readonly isOver: boolean;
  /**
   * Performs the next tick.
   *
   * @param inputs What takes effect at this tick, in the order in which it was recorded.
   * @returns What happened, in order. An input that cannot take effect yields `input.refused`, never a throw.
   * @throws {Error} A broken invariant, if the run is over or an input is for another tick: our mistake.
   */
  step(inputs: readonly SessionInput[]): RunActivity[];
  /** SHA-256 over everything that happened and the state reached, 64 hexadecimal digits. */
  digest(): string;
  /** What the policy knows now. */
  posterior(): Posterior;
  /** What the run has taught the policy, in order. */
  lessons(): Lesson[];
  /** The figures of the run so far; elapsedSeconds is left to the caller, who has a clock. */
  result(): Omit<RunResult, 'elapsedSeconds'>;
}

/** A run of the simulated audience: what might be done to it can be tried out beforehand. */
export interface SimulationRun extends Run {
  /** Only a yardstick for policies may ask. */
  appraise: Appraise;
}

/**
 * Begins a run. Nothing but the spec and the inputs of each tick decides how it goes.
 *
 * @param effects What interventions do to the audience; the calibrated effects unless others are given.
 */
export function createRun(spec: RunSpec, conductor: Conductor, effects?: KindEffects): SimulationRun {
  return new SimulatedRun(spec, conductor, effects);
}

class SimulatedRun implements SimulationRun {
  readonly #spec: RunSpec;
  readonly #conductor: Conductor;
  readonly #session: SessionState;
  readonly #digest = new Digest();
  readonly #record: RunRecord = { attention: [0], points: [], anomalies: [], interventions: new Map() };
  /** The same run with no intervention at all, from the first one on. */
  #ghost: Branch | null = null;
  /** The same run without one intervention, by its number, while its minute is being measured. */
  readonly #twins = new Map<number, Branch>();
  #isOver = false;

  constructor(spec: RunSpec, conductor: Conductor, effects: KindEffects | undefined) {
    this.#spec = spec;
    this.#conductor = conductor;
    this.#session = createSession(spec.scenario, spec.seed, spec.personas, effects);
  }

  get tick(): number {
    return this.#session.tick;
  }

  get tickCount(): number {
    return this.#session.timeline.tickCount;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  step(inputs: readonly SessionInput[]): RunActivity[] {
    assert(!this.#isOver, 'a run that is over performs no more ticks');
    const tick = this.tick + 1;
    assert(
      inputs.every((input) => input.tick === tick),
      `every input of tick ${tick} says that tick`,
    );
    const activities = inputs.flatMap((input) => this.#conductor.accept(input));
    const { activities: begun, launches } = this.#conductor.begin(tick);
    activities.push(...begun);
    this.#fork(launches);
    const advance = advanceSession(this.#session, launches);
    this.#record.attention.push(this.#session.meanAttention);
    if (advance.observation.joinCount > 0)
      activities.push({ type: 'session.joined', tick, payload: { attendeeCount: advance.observation.joinCount } });
    activities.push(...chatOf(this.#session, advance));
    const ghostScore = this.#ghost?.advance([]) ?? null;
    for (const [number, twin] of this.#twins)
      twin.advance(launches.filter((directive) => directive.interventionNumber !== number));
    const conducted = this.#conduct(advance.observation, ghostScore);
    activities.push(...conducted.map((activity) => judged(this.#spec, this.#record, activity)));
    const isStopped = inputs.some((input) => input.kind === 'stop');
    if (isStopped || tick === this.tickCount) activities.push(...this.#finish(isStopped, advance.observation));
    this.#remember(advance.observation, activities);
    return activities;
  }

  digest(): string {
    return this.#digest.toHex();
  }

  posterior(): Posterior {
    return this.#conductor.posterior();
  }

  lessons(): Lesson[] {
    return this.#conductor.lessons();
  }

  appraise(directive: Directive, startTick: number): number {
    return appraise(this.#session, () => this.#conductor.forkScorer(), directive, startTick);
  }

  result(): Omit<RunResult, 'elapsedSeconds'> {
    return summarise(this.#spec, this.#record, { ticks: this.tick, digest: this.digest() });
  }

  /** Branches leave the run just before what they leave out. */
  #fork(launches: readonly Directive[]): void {
    for (const directive of launches) {
      this.#ghost ??= new Branch(this.#session, this.#conductor.forkScorer());
      this.#twins.set(directive.interventionNumber, new Branch(this.#session, this.#conductor.forkScorer()));
    }
  }

  #conduct(observation: Observation, ghostScore: number | null): RunActivity[] {
    const { tick } = observation;
    const seen = this.#conductor.observe(observation);
    const activities: RunActivity[] = [];
    if (seen.point) {
      const point: Point = { ...seen.point, ghostScore };
      activities.push({ type: 'session.scored', tick, payload: point });
      for (const twin of this.#twins.values()) twin.compare(point);
    }
    activities.push(...seen.activities);
    for (const interventionNumber of seen.measurable) {
      const twin = this.#twins.get(interventionNumber)!;
      this.#twins.delete(interventionNumber);
      const reachedCount = this.#session.reached.get(interventionNumber) ?? 0;
      const outcome = { interventionNumber, uplift: twin.uplift(), ghost: twin.points(), reachedCount };
      activities.push(...this.#conductor.learn(outcome, tick));
    }
    return activities;
  }

  #finish(isStopped: boolean, observation: Observation): RunActivity[] {
    this.#isOver = true;
    const { tick, presentCount } = observation;
    const reason = isStopped ? 'stopped' : 'planned';
    return [...this.#conductor.end(tick), { type: 'session.ended', tick, payload: { reason, presentCount } }];
  }

  /** Everything that happened goes into the digest, and at the end the state that was reached. */
  #remember(observation: Observation, activities: readonly RunActivity[]): void {
    this.#digest.addArray(Int32Array.from(countsOf(observation)));
    this.#digest.addArray(Float64Array.of(this.#session.meanAttention));
    if (activities.length > 0) this.#digest.addValue(activities);
    for (const activity of activities) note(this.#record, activity);
    if (!this.#isOver) return;
    const { attention, lift, fatigue, presence } = this.#session.audience;
    for (const array of [attention, lift, fatigue, presence]) this.#digest.addArray(array);
  }
}
