/** Each of the conductor's decisions as an execution, from the anomaly to its outcome, by what the activity log says (EX-1). */
import type { Activity, AnomalyBody, InterventionBody } from '../../contract/activity.ts';
import { anomalyNames } from '../../conductor/detect/describe.ts';
import { kindNames } from '../../conductor/decide/arms.ts';
import { correlated } from '../../platform/telemetry/correlation.ts';
import type { Executions, TrackedExecution } from '../executions/index.ts';

/** Where words are a template's, or nobody is asked, a decision passes over the stage. */
const stages = { words: 1, approval: 2, launch: 3, outcome: 4, learning: 5 };
const stageCount = Object.keys(stages).length;

type Stage = keyof typeof stages;

/** A session's newest anomaly, and its decisions that are under way by number. */
interface Followed {
  anomaly: AnomalyBody | null;
  readonly decisions: Map<number, TrackedExecution>;
}

export class DecisionExecutions {
  readonly #executions: Executions;
  readonly #titleOf: (sessionId: string) => string;
  readonly #sessions = new Map<string, Followed>();

  /** @param titleOf A session's title, for people do not know it by its id. */
  constructor(executions: Executions, titleOf: (sessionId: string) => string) {
    this.#executions = executions;
    this.#titleOf = titleOf;
  }

  /** What was written together, in order. */
  follow(activities: readonly Activity[]): void {
    for (const { sessionId, type, payload } of activities) {
      if (sessionId === null) continue;
      if (type === 'anomaly.detected') this.#of(sessionId).anomaly = payload as unknown as AnomalyBody;
      else if (type.startsWith('intervention.'))
        this.#followIntervention(sessionId, type, payload as unknown as InterventionBody);
      else if (type === 'conductor.learnt') this.#learn(sessionId, payload);
      else if (type === 'session.ended') this.#endAll(sessionId, (execution) => execution.complete());
      else if (type === 'session.reset')
        this.#endAll(sessionId, (execution) => execution.cancel('The session was reset.'));
      else if (type === 'session.failed')
        this.#endAll(sessionId, (execution) => execution.fail(String(payload['message'])));
    }
  }

  /** Performs a call to a model as part of a decision, for the log to say so. */
  within<T>(sessionId: string, interventionNumber: number, call: () => T): T {
    const execution = this.#sessions.get(sessionId)?.decisions.get(interventionNumber);
    return execution ? correlated(execution.id, call) : call();
  }

  #of(sessionId: string): Followed {
    const known = this.#sessions.get(sessionId);
    if (known) return known;
    const followed: Followed = { anomaly: null, decisions: new Map() };
    this.#sessions.set(sessionId, followed);
    return followed;
  }

  #followIntervention(sessionId: string, type: string, body: InterventionBody): void {
    // What a person asked for is no decision of the conductor; a verdict comes when it comes, often after all is over.
    if (body.reasoning === null || type === 'intervention.judged') return;
    const execution = this.#decisionOf(sessionId, body);
    const enter = (stage: Stage) => execution.stage(stage, stages[stage]);
    const leave = (end: () => void) => {
      end();
      this.#of(sessionId).decisions.delete(body.number);
    };
    switch (type) {
      case 'intervention.generating':
        return enter('words');
      case 'intervention.suggested':
        noteWords(execution, body);
        return enter('approval');
      case 'intervention.approved':
        execution.log('info', `Approved by ${body.decidedBy ?? 'nobody'}.`);
        return enter('launch');
      case 'intervention.started':
        return enter('outcome');
      case 'intervention.shadowed':
        noteWords(execution, body);
        return enter('outcome');
      case 'intervention.measured':
        noteOutcome(execution, body);
        enter('learning');
        // What is learnt from it follows, unless there was nothing to compare.
        return body.uplift === null && body.delta === null ? leave(() => execution.complete()) : undefined;
      case 'intervention.observed':
        noteOutcome(execution, body);
        return leave(() => execution.complete());
      case 'intervention.dismissed':
        execution.log('info', `Dismissed by ${body.decidedBy ?? 'nobody'}: ${body.dismissReason ?? 'no reason given'}`);
        return leave(() => execution.complete());
      case 'intervention.expired':
        execution.log('warning', 'Nobody answered, and it expired.');
        return leave(() => execution.complete());
      case 'intervention.cancelled':
        return leave(() => execution.cancel('It was taken back before anybody met it, or the session ended first.'));
    }
  }

  /** What a restart cut off begins again with what comes next. */
  #decisionOf(sessionId: string, body: InterventionBody): TrackedExecution {
    const { anomaly, decisions } = this.#of(sessionId);
    const known = decisions.get(body.number);
    if (known) return known;
    const { number: interventionNumber, kind, variant, anomalyNumber, anomalyType, confidence } = body;
    const execution = this.#executions.begin({
      kind: 'decision',
      title: `Decision ${interventionNumber} in “${this.#titleOf(sessionId)}”: ${kindNames[kind]} on ${anomalyType === null ? 'no anomaly' : anomalyNames[anomalyType]}`,
      stageCount,
      metadata: { sessionId, interventionNumber, anomalyNumber, anomalyType, kind, variant, confidence },
    });
    decisions.set(interventionNumber, execution);
    if (anomaly && anomaly.number === anomalyNumber) {
      const { tick, severity, score } = anomaly;
      execution.log('warning', anomaly.sentence, { tick, severity, score });
    }
    const { sentence, expectedUplift, alternatives } = body.reasoning!;
    execution.log('info', sentence, { expectedUplift, alternativeCount: alternatives.length });
    return execution;
  }

  #learn(sessionId: string, payload: Activity['payload']): void {
    const { decisions } = this.#of(sessionId);
    const number = payload['interventionNumber'] as number;
    const execution = decisions.get(number);
    if (!execution) return;
    execution.log('info', String(payload['sentence']));
    execution.complete();
    decisions.delete(number);
  }

  #endAll(sessionId: string, end: (execution: TrackedExecution) => void): void {
    for (const execution of this.#sessions.get(sessionId)?.decisions.values() ?? []) end(execution);
    this.#sessions.delete(sessionId);
  }
}

function noteWords(execution: TrackedExecution, { content }: InterventionBody): void {
  if (!content) return;
  const { source, note = null } = content;
  execution.log(note === null ? 'info' : 'warning', note ?? `The words are written, by a ${source}.`, { source });
}

function noteOutcome(execution: TrackedExecution, { delta, uplift, reachedCount }: InterventionBody): void {
  execution.log('info', 'Its minute was measured.', { delta, uplift, reachedCount });
  for (const [name, value] of Object.entries({ delta, uplift, reachedCount }))
    if (value !== null) execution.metric(name, value);
}
