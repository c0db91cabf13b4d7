import { ActionStatistics, ReputationHistory, type StatisticsQuery } from '../../../server/contract/bot.ts';
import { Fidelity, Similarity } from '../../../server/contract/community.ts';
import { CostForecast, type CostForecastQuery, UsagePage, type UsageQuery } from '../../../server/contract/usage.ts';
import { request } from './client.ts';

export const fetchUsage = (query: Partial<UsageQuery>) => request(UsagePage, '/api/stats/usage', { query });
export const fetchCostForecast = (
  query: Partial<CostForecastQuery> & Pick<CostForecastQuery, 'provider' | 'model' | 'callCount'>,
) => request(CostForecast, '/api/stats/cost-forecast', { query });
export const fetchReputationHistory = (query: StatisticsQuery = {}) =>
  request(ReputationHistory, '/api/stats/reputation-history', { query });
export const fetchActionStatistics = (query: StatisticsQuery = {}) =>
  request(ActionStatistics, '/api/stats/actions', { query });
export const fetchFidelity = (days: number) => request(Fidelity, '/api/stats/fidelity', { query: { days } });
export const fetchSimilarity = () => request(Similarity, '/api/stats/similarity');
