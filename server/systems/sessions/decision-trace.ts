/**
 * The trace of one decision: anomaly, choice, words, approval, launch, outcome, learning. Spans begin and end at real
 * times; the ticks of session time are attributes.
 */
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';

/** A moment of the log: its real time, and the tick it belongs to. */
export interface Moment {
  readonly at: Date;
  readonly tick: number | null;
}

export class DecisionTrace {
  readonly #tracer: Tracer;
  readonly #root: Span;
  #stage: Span | null = null;

  constructor(tracer: Tracer, attributes: Attributes, at: Date) {
    this.#tracer = tracer;
    this.#root = tracer.startSpan('decision', { startTime: at, attributes }, ROOT_CONTEXT);
  }

  /** What happens within belongs to the stage that is under way. */
  get context(): Context {
    return trace.setSpan(ROOT_CONTEXT, this.#stage ?? this.#root);
  }

  /** A stage that is over as soon as it is known. */
  add(name: string, span: { from: Date; to: Date; attributes: Attributes }): void {
    this.#child(name, span.from, span.attributes).end(span.to);
  }

  /** The next stage begins. */
  begin(name: string, { at, tick }: Moment): void {
    this.finish({}, at);
    this.#stage = this.#child(name, at, tick === null ? {} : { 'claque.tick': tick });
  }

  /** A stage that nobody saw begin, because it took no time. */
  ensure(name: string, moment: Moment): void {
    if (this.#stage === null) this.begin(name, moment);
  }

  /** The stage that is under way is over, if one is. */
  finish(attributes: Attributes, at: Date): void {
    this.#stage?.setAttributes(attributes).end(at);
    this.#stage = null;
  }

  /** @param cutShortBy What ended it before it came to its end, or null. */
  end(at: Date, attributes: Attributes, cutShortBy: string | null = null): void {
    this.finish({}, at);
    this.#root.setAttributes(attributes);
    if (cutShortBy !== null)
      this.#root
        .setAttribute('claque.decision.cut_short_by', cutShortBy)
        .setStatus({ code: SpanStatusCode.ERROR, message: cutShortBy });
    this.#root.end(at);
  }

  #child(name: string, at: Date, attributes: Attributes): Span {
    return this.#tracer.startSpan(name, { startTime: at, attributes }, trace.setSpan(ROOT_CONTEXT, this.#root));
  }
}
