/**
 * A recorded session in place of the simulated audience (EC-27): the conductor watches what really happened and writes
 * down what it would have done. Nothing can be launched, so there is no counterfactual: what the host did is told beside
 * what was proposed.
 */
import type { RunActivity } from '../../contract/activity.ts';
import type { Conductor } from '../../contract/conductor.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { Lesson, Posterior } from '../../contract/policy.ts';
import type { RecordedAct, Recording } from '../../contract/recording.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import { Digest } from '../../kernel/digest.ts';
import { assert } from '../../kernel/errors.ts';
import type { Run } from '../session/run.ts';
import { countsOf, note, summarise, type RunRecord } from '../session/summary.ts';
import { observationAt } from './recorded-observation.ts';

/** A host's act counts as what was proposed if it comes within this long of the proposal. Assumed. */
const ANSWER_SECONDS = 60;
/** A host may have been a moment faster. Assumed. */
const AHEAD_SECONDS = 10;
/** Messages of one second that are written out; the others are counted. */
const SHOWN_MESSAGES = 3;

/** What the host did about the time of a proposal: what counts as an answer to it. */
export function actsAround({ acts }: Recording, decidedTick: number): RecordedAct[] {
  return acts.filter(({ tick }) => tick >= decidedTick - AHEAD_SECONDS && tick <= decidedTick + ANSWER_SECONDS);
}

export class RecordedRun implements Run {
  readonly #spec: RunSpec;
  readonly #recording: Recording;
  readonly #conductor: Conductor;
  readonly #messages: ReadonlyMap<number, Recording['messages']>;
  readonly #digest = new Digest();
  readonly #record: RunRecord = { attention: [0], points: [], anomalies: [], interventions: new Map() };
  #tick = 0;
  #isOver = false;

  constructor(spec: RunSpec, recording: Recording, conductor: Conductor) {
    this.#spec = spec;
    this.#recording = recording;
    this.#conductor = conductor;
    this.#messages = Map.groupBy(recording.messages, ({ tick }) => tick);
  }

  get tick(): number {
    return this.#tick;
  }

  get tickCount(): number {
    return this.#recording.presentCounts.length;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  step(inputs: readonly SessionInput[]): RunActivity[] {
    assert(!this.#isOver, 'a recording that is over has no more ticks');
    this.#tick += 1;
    const tick = this.#tick;
    const activities = inputs.flatMap((input) => this.#accept(input));
    for (const input of this.#verdictsOfHost()) activities.push(...this.#conductor.accept(input));
    const observation = observationAt(this.#recording, tick);
    if (observation.joinCount > 0)
      activities.push({ type: 'session.joined', tick, payload: { attendeeCount: observation.joinCount } });
    activities.push(...this.#chatAt(observation.chatCount));
    const { point, activities: conducted } = this.#conductor.observe(observation);
    if (point) activities.push({ type: 'session.scored', tick, payload: { ...point, ghostScore: null } });
    activities.push(...conducted);
    const isStopped = inputs.some(({ kind }) => kind === 'stop');
    if (isStopped || tick === this.tickCount) {
      this.#isOver = true;
      const payload = {
        reason: isStopped ? ('stopped' as const) : ('planned' as const),
        presentCount: observation.presentCount,
      };
      activities.push(...this.#conductor.end(tick), { type: 'session.ended', tick, payload });
    }
    this.#digest.addArray(Int32Array.from(countsOf(observation)));
    if (activities.length > 0) this.#digest.addValue(activities);
    for (const activity of activities) note(this.#record, activity);
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

  result(): ReturnType<Run['result']> {
    return summarise(this.#spec, this.#record, { ticks: this.#tick, digest: this.digest() });
  }

  /** What is over cannot be acted on: only verdicts, the end, and whether the conductor thinks at all. */
  #accept(input: SessionInput): RunActivity[] {
    const isHarmless =
      input.kind === 'judge' ||
      input.kind === 'stop' ||
      (input.kind === 'mode' && (input.mode === 'shadow' || input.mode === 'off'));
    if (isHarmless) return this.#conductor.accept(input);
    const why = 'A recorded session cannot be acted on: it has happened. Its modes are shadow and off.';
    return [{ type: 'input.refused', tick: this.#tick, payload: { input: input.kind, why, intervention: null } }];
  }

  /** A minute after each proposal: did the host do the same, or something else? Nothing at all is no verdict. */
  #verdictsOfHost(): SessionInput[] {
    const tick = this.#tick;
    return [...this.#record.interventions.values()].flatMap((proposed): SessionInput[] => {
      if (proposed.state !== 'shadowed' || proposed.verdict !== null || tick !== proposed.endedTick! + ANSWER_SECONDS)
        return [];
      const acts = actsAround(this.#recording, proposed.endedTick!);
      if (acts.length === 0) return [];
      const verdict = acts.some(({ kind }) => kind === proposed.kind) ? 'agree' : 'disagree';
      return [{ kind: 'judge', tick, by: 'host', interventionNumber: proposed.number, verdict }];
    });
  }

  #chatAt(chatCount: number): RunActivity[] {
    const shown = (this.#messages.get(this.#tick) ?? []).slice(0, SHOWN_MESSAGES);
    return shown.map(({ author, text }, index) => ({
      type: 'chat.posted' as const,
      tick: this.#tick,
      payload: {
        author,
        text,
        isBot: false,
        colour: null,
        hiddenCount: index === shown.length - 1 ? Math.max(0, chatCount - shown.length) : 0,
      },
    }));
  }
}
