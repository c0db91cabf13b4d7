/** What spans of decisions say: figures and kinds, never what somebody wrote (EC-21). */
import type { Attributes } from '@opentelemetry/api';
import type { AnomalyBody, InterventionBody } from '../../contract/activity.ts';

/** Attributes, without those that are not known. */
function known(values: Readonly<Record<string, string | number | boolean | null | undefined>>): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

export const tickAttributes = (tick: number | null): Attributes => known({ 'claque.tick': tick });

export const decisionAttributes = (sessionId: string, body: InterventionBody): Attributes =>
  known({
    'claque.session.id': sessionId,
    'claque.intervention.number': body.number,
    'claque.intervention.arm': `${body.kind}/${body.variant}`,
    'claque.anomaly.number': body.anomalyNumber,
    'claque.anomaly.type': body.anomalyType,
    'claque.decision.tick': body.suggestedTick,
  });

export const anomalyAttributes = ({ number, type, severity, score, tick }: AnomalyBody): Attributes =>
  known({
    'claque.anomaly.number': number,
    'claque.anomaly.type': type,
    'claque.anomaly.severity': severity,
    'claque.anomaly.score': score,
    'claque.tick': tick,
  });

/** The choice among the arms; a person's own has neither draw nor alternatives. */
export const choiceAttributes = ({ kind, variant, suggestedTick, confidence, reasoning }: InterventionBody) =>
  known({
    'claque.intervention.arm': `${kind}/${variant}`,
    'claque.decision.policy': reasoning?.policy ?? 'person',
    'claque.decision.draw': reasoning?.chosen.drawRatio,
    'claque.decision.confidence': confidence,
    'claque.decision.expected_uplift': reasoning?.expectedUplift,
    'claque.decision.alternative_count': reasoning?.alternatives.length,
    'claque.tick': suggestedTick,
  });

/** Where the words came from, and whether a model's were missing. */
export const wordsAttributes = ({ content }: InterventionBody): Attributes =>
  known({
    'claque.words.source': content?.source,
    'claque.words.is_fallback': content ? content.note !== undefined : null,
    'claque.words.template_id': content?.templateId,
  });

export const answerAttributes = ({ state, decidedBy }: InterventionBody): Attributes =>
  known({ 'claque.approval.state': state, 'claque.approval.by': decidedBy });

export const outcomeAttributes = ({ delta, uplift, reachedCount }: InterventionBody): Attributes =>
  known({
    'claque.outcome.delta': delta,
    'claque.outcome.uplift': uplift,
    'claque.outcome.reached_count': reachedCount,
  });

export const lessonAttributes = (payload: Readonly<Record<string, unknown>>): Attributes =>
  known({
    'claque.learning.success_ratio': payload['successRatio'] as number,
    'claque.learning.trial_count': payload['trialCount'] as number,
    'claque.learning.success_count': payload['successCount'] as number,
  });
