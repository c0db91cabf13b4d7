import {
  Agreement,
  type EffectRow,
  InterventionEffects,
  PolicyStanding,
  SessionComparison,
} from '../../../server/contract/report.ts';
import type { PolicyName } from '../../../server/contract/vocabulary.ts';
import { addressOf, request, requestText } from './client.ts';

export type ReportFormat = 'html' | 'json' | 'csv';

const reportPath = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}/report`;

/** Where a report can be read again: the page that a new tab opens. */
export const reportAddress = (sessionId: string, query: { format: ReportFormat; seeds: number }) =>
  addressOf(reportPath(sessionId), query);

/** A report as the file that it is; seeds are performed first, which takes its time. */
export const fetchReport = (
  sessionId: string,
  { signal, ...query }: { format: ReportFormat; seeds: number; signal: AbortSignal },
) => requestText(reportPath(sessionId), { query, signal });

export const fetchComparison = (ids: readonly string[]) =>
  request(SessionComparison, '/api/analytics/sessions', { query: { ids: ids.join(',') } });

export interface EffectsQuery {
  groupBy: InterventionEffects['groupedBy'];
  kind?: EffectRow['kind'];
  event?: string;
}

export const fetchEffects = ({ groupBy, kind, event }: EffectsQuery) =>
  request(InterventionEffects, '/api/analytics/interventions', { query: { groupBy, kind, event } });

export const fetchPolicyStanding = (policy: PolicyName) =>
  request(PolicyStanding, '/api/policy', { query: { policy } });

export const fetchAgreement = () => request(Agreement, '/api/conductor/agreement');
