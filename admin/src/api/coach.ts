import {
  ActionPlan,
  type ActionPlanChange,
  ActionPlanPage,
  CoachAnswer,
  type CoachQuestion,
  CoachRecord,
  FeedbackReceipt,
  Health,
  HealthHistory,
  Insight,
  InsightPage,
  type NewActionPlan,
  type NewFeedback,
  type PlanTaskChange,
  RecommendationPage,
  type RecommendationQuery,
} from '../../../server/contract/coach.ts';
import { request } from './client.ts';

const of = (ventureId: string) => `/api/ventures/${encodeURIComponent(ventureId)}/coach`;
const adviceOf = (ventureId: string, id: string) => `${of(ventureId)}/recommendations/${encodeURIComponent(id)}`;

/** As many days of health as its chart shows. Assumed: a quarter. */
const historyDays = 90;
/** The largest page of recommendations that the server gives: more than there are templates. */
const mostAdvice = 100;

export const fetchHealth = (ventureId: string) => request(Health, `${of(ventureId)}/health`);
export const fetchHealthHistory = (ventureId: string) =>
  request(HealthHistory, `${of(ventureId)}/health-history`, { query: { limit: historyDays } });
export const fetchInsights = (ventureId: string) =>
  request(InsightPage, `${of(ventureId)}/insights`, { query: { limit: 1 } });
export const runInsight = (ventureId: string) => request(Insight, `${of(ventureId)}/insights/run`, { method: 'POST' });
export const fetchRecommendations = (ventureId: string, query: Partial<RecommendationQuery>) =>
  request(RecommendationPage, `${of(ventureId)}/recommendations`, { query: { limit: mostAdvice, ...query } });
export const giveFeedback = (ventureId: string, id: string, body: NewFeedback) =>
  request(FeedbackReceipt, `${adviceOf(ventureId, id)}/feedback`, { method: 'POST', body });
export const fetchRecord = (ventureId: string) =>
  request(CoachRecord, `${of(ventureId)}/record`, { query: { limit: historyDays } });

export const askCoach = (ventureId: string, id: string, body: CoachQuestion) =>
  request(CoachAnswer, `${adviceOf(ventureId, id)}/chat`, { method: 'POST', body });

const plansOf = (ventureId: string) => `${of(ventureId)}/action-plans`;
const planOf = (ventureId: string, id: string) => `${plansOf(ventureId)}/${encodeURIComponent(id)}`;

export const fetchActionPlans = (ventureId: string) =>
  request(ActionPlanPage, plansOf(ventureId), { query: { limit: mostAdvice } });
export const createActionPlan = (ventureId: string, body: NewActionPlan) =>
  request(ActionPlan, plansOf(ventureId), { method: 'POST', body });
export const changeActionPlan = (ventureId: string, id: string, body: ActionPlanChange) =>
  request(ActionPlan, planOf(ventureId, id), { method: 'PATCH', body });
export const changePlanTask = (ventureId: string, id: string, taskId: string, body: PlanTaskChange) =>
  request(ActionPlan, `${planOf(ventureId, id)}/tasks/${encodeURIComponent(taskId)}`, { method: 'PATCH', body });
