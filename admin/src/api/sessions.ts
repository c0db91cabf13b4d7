import { z } from 'zod';
import { Activity } from '../../../server/contract/activity.ts';
import { pageOf } from '../../../server/contract/page.ts';
import { Scenario } from '../../../server/contract/scenario.ts';
import {
  Anomaly,
  Intervention,
  InterventionStatistics,
  Metrics,
  ScenarioSummary,
  Session,
  type Speed,
  type StartSession,
} from '../../../server/contract/session.ts';
import type { Mode } from '../../../server/contract/vocabulary.ts';
import { command, request } from './client.ts';

const SessionPage = pageOf(Session, 'SessionPage');
const AnomalyPage = pageOf(Anomaly, 'AnomalyPage');
const InterventionPage = pageOf(Intervention, 'InterventionPage');
const ActivityPage = pageOf(Activity, 'ActivityPage');
const Scenarios = z.union([
  pageOf(ScenarioSummary, 'ScenarioPage').transform(({ items }) => items),
  z.array(ScenarioSummary),
]);

/** The largest page the server gives. */
export const pageLimit = 500;

const of = (id: string) => `/api/sessions/${encodeURIComponent(id)}`;

export const fetchScenarios = () => request(Scenarios, '/api/scenarios', { query: { limit: pageLimit } });
export const fetchScenario = (id: string) => request(Scenario, `/api/scenarios/${encodeURIComponent(id)}`);
export const fetchSessions = (query: { limit: number; offset: number }) =>
  request(SessionPage, '/api/sessions', { query });
export const fetchSession = (id: string) => request(Session, of(id));
export const fetchAnomalies = (id: string) =>
  request(AnomalyPage, `${of(id)}/anomalies`, { query: { limit: pageLimit } });
export const fetchInterventions = (id: string) =>
  request(InterventionPage, `${of(id)}/interventions`, { query: { limit: pageLimit } });
export const fetchStatistics = (id: string) =>
  request(InterventionStatistics, `/api/interventions/stats/${encodeURIComponent(id)}`);

export const fetchActivities = (id: string, since: number) =>
  request(ActivityPage, `${of(id)}/activity`, { query: { since, limit: pageLimit } });

/** All points of a session, page by page. */
export async function fetchPoints(id: string): Promise<Metrics['points']> {
  const points: Metrics['points'] = [];
  for (;;) {
    const page = await request(Metrics, `${of(id)}/metrics`, { query: { limit: pageLimit, offset: points.length } });
    points.push(...page.points);
    if (page.points.length === 0 || points.length >= page.total) return points;
  }
}

export const startSession = (body: Partial<StartSession> & Pick<StartSession, 'scenarioId'>) =>
  request(Session, '/api/sessions', { method: 'POST', body });

export const pauseSession = (id: string) => command(`${of(id)}/pause`);
export const resumeSession = (id: string) => command(`${of(id)}/resume`);
export const stepSession = (id: string, ticks: number) => command(`${of(id)}/step`, { body: { ticks } });
export const stopSession = (id: string) => command(`${of(id)}/stop`);
export const resetSession = (id: string) => command(`${of(id)}/reset`);
export const setSpeed = (id: string, speed: Speed) => command(`${of(id)}/speed`, { method: 'PUT', body: { speed } });
export const setMode = (id: string, mode: Mode) => command(`${of(id)}/mode`, { method: 'PUT', body: { mode } });
