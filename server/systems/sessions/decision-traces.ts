/** Traces every decision of every session, from what the activity log says (EC-21). */
import type { Tracer } from '@opentelemetry/api';
import { context } from '@opentelemetry/api';
import type { Activity, AnomalyBody, InterventionBody } from '../../contract/activity.ts';
import { DecisionTrace } from './decision-trace.ts';
import {
  anomalyAttributes,
  answerAttributes,
  choiceAttributes,
  decisionAttributes,
  lessonAttributes,
  outcomeAttributes,
  tickAttributes,
  wordsAttributes,
} from './trace-attributes.ts';

/** A session's anomaly that no decision has answered yet, and its decisions that are under way. */
interface Followed {
  anomaly: { readonly body: AnomalyBody; readonly at: Date } | null;
  readonly decisions: Map<number, DecisionTrace>;
}

/** Activities after which nothing of a session goes on. */
const endings = new Set(['session.ended', 'session.failed', 'session.reset']);

export class DecisionTraces {
  readonly #tracer: Tracer;
  readonly #sessions = new Map<string, Followed>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** What was written together, in order. */
  follow(activities: readonly Activity[]): void {
    for (const activity of activities) {
      const { sessionId, type } = activity;
      if (sessionId === null) continue;
      if (endings.has(type)) this.#forget(sessionId, new Date(activity.at), type);
      else if (type === 'anomaly.detected') {
        const body = activity.payload as unknown as AnomalyBody;
        this.#of(sessionId).anomaly = { body, at: new Date(activity.at) };
      } else if (type.startsWith('intervention.')) this.#followIntervention(sessionId, activity);
      else if (type === 'conductor.learnt') this.#learn(sessionId, activity);
    }
  }

  /** Performs a call to a model as part of a decision's words. */
  within<T>(sessionId: string, interventionNumber: number, call: () => T): T {
    const decision = this.#sessions.get(sessionId)?.decisions.get(interventionNumber);
    return decision ? context.with(decision.context, call) : call();
  }

  /** The server stops: what is under way ends here. */
  close(at: Date): void {
    for (const sessionId of this.#sessions.keys()) this.#forget(sessionId, at, 'server.stopped');
  }

  #of(sessionId: string): Followed {
    const known = this.#sessions.get(sessionId);
    if (known) return known;
    const followed: Followed = { anomaly: null, decisions: new Map() };
    this.#sessions.set(sessionId, followed);
    return followed;
  }

  #followIntervention(sessionId: string, { type, tick, payload, at: written }: Activity): void {
    // A verdict comes when it comes, often after all is over.
    if (type === 'intervention.judged') return;
    const at = new Date(written);
    const body = payload as unknown as InterventionBody;
    const decision = this.#decisionOf(sessionId, body, at);
    const close = () => {
      decision.end(at, tickAttributes(tick));
      this.#of(sessionId).decisions.delete(body.number);
    };
    switch (type) {
      case 'intervention.generating':
        return decision.begin('words', { at, tick });
      case 'intervention.suggested':
        decision.ensure('words', { at, tick });
        decision.finish(wordsAttributes(body), at);
        return decision.begin('approval', { at, tick });
      case 'intervention.approved':
        decision.finish(answerAttributes(body), at);
        return decision.begin('launch', { at, tick });
      case 'intervention.started':
        return decision.begin('outcome', { at, tick });
      case 'intervention.shadowed':
        decision.ensure('words', { at, tick });
        decision.finish(wordsAttributes(body), at);
        return decision.begin('outcome', { at, tick });
      case 'intervention.measured':
        decision.finish(outcomeAttributes(body), at);
        // What is learnt from it follows, unless there was nothing to compare.
        if (body.uplift === null && body.delta === null) close();
        return;
      case 'intervention.observed':
        decision.finish(outcomeAttributes(body), at);
        return close();
      case 'intervention.dismissed':
      case 'intervention.expired':
      case 'intervention.cancelled':
        decision.finish(answerAttributes(body), at);
        return close();
    }
  }

  #learn(sessionId: string, { tick, payload, at: written }: Activity): void {
    const number = payload['interventionNumber'] as number;
    const { decisions } = this.#of(sessionId);
    const decision = decisions.get(number);
    if (!decision) return;
    const at = new Date(written);
    decision.add('learning', {
      from: at,
      to: at,
      attributes: { ...lessonAttributes(payload), ...tickAttributes(tick) },
    });
    decision.end(at, tickAttributes(tick));
    decisions.delete(number);
  }

  /** The first decision on an anomaly begins with it; what a restart cut off begins with what comes next. */
  #decisionOf(sessionId: string, body: InterventionBody, at: Date): DecisionTrace {
    const followed = this.#of(sessionId);
    const known = followed.decisions.get(body.number);
    if (known) return known;
    const anomaly = followed.anomaly?.body.number === body.anomalyNumber ? followed.anomaly : null;
    const decision = new DecisionTrace(this.#tracer, decisionAttributes(sessionId, body), anomaly?.at ?? at);
    if (anomaly) {
      decision.add('anomaly', { from: anomaly.at, to: at, attributes: anomalyAttributes(anomaly.body) });
      followed.anomaly = null;
    }
    decision.add('choice', { from: at, to: at, attributes: choiceAttributes(body) });
    followed.decisions.set(body.number, decision);
    return decision;
  }

  #forget(sessionId: string, at: Date, why: string): void {
    for (const decision of this.#sessions.get(sessionId)?.decisions.values() ?? []) decision.end(at, {}, why);
    this.#sessions.delete(sessionId);
  }
}
