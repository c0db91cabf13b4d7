import type { ManualIntervention } from '../../../server/contract/input.ts';
import type { Verdict } from '../../../server/contract/vocabulary.ts';
import { command } from './client.ts';

const of = (sessionId: string, number: number) => `/api/interventions/${encodeURIComponent(`${sessionId}-${number}`)}`;

export const approveIntervention = (sessionId: string, number: number) => command(`${of(sessionId, number)}/approve`);

export const dismissIntervention = (sessionId: string, number: number, reason: string) =>
  command(`${of(sessionId, number)}/dismiss`, { body: { reason } });

/** Of a decision made in shadow mode: whether a person would have done it. */
export const judgeIntervention = (sessionId: string, number: number, verdict: Verdict) =>
  command(`${of(sessionId, number)}/verdict`, { body: { verdict } });

export const injectIntervention = (sessionId: string, intervention: ManualIntervention) =>
  command('/api/interventions/manual', { body: { sessionId, ...intervention } });
