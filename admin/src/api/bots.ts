import {
  Bot,
  type BotConfigChange,
  BotConfigHistory,
  BotConfigState,
  BotMemory,
  BotPage,
  type BotQuery,
  ColdMemoryPage,
  Heartbeat,
  HeartbeatPage,
  type HeartbeatQuery,
  InterviewAnswer,
  type InterviewQuestion,
  WarmMemoryPage,
  type WarmMemoryQuery,
} from '../../../server/contract/bot.ts';
import type { ListQuery } from '../../../server/contract/page.ts';
import { CostCap, type CostCapChange } from '../../../server/contract/usage.ts';
import { request } from './client.ts';

const of = (id: string) => `/api/bots/${encodeURIComponent(id)}`;

export const fetchBots = (query: Partial<BotQuery>) => request(BotPage, '/api/bots', { query });
export const fetchBot = (id: string) => request(Bot, of(id));

export const fetchBotConfig = (id: string) => request(BotConfigState, `${of(id)}/config`);
export const saveBotConfig = (id: string, body: BotConfigChange) =>
  request(BotConfigState, `${of(id)}/config`, { method: 'PUT', body });
export const resetBotConfig = (id: string) => request(BotConfigState, `${of(id)}/config/reset`, { method: 'POST' });
export const fetchBotConfigHistory = (id: string, query: Partial<ListQuery>) =>
  request(BotConfigHistory, `${of(id)}/config/history`, { query });

export const fetchCostCap = (id: string) => request(CostCap, `${of(id)}/cost-cap`);
export const saveCostCap = (id: string, body: CostCapChange) =>
  request(CostCap, `${of(id)}/cost-cap`, { method: 'PUT', body });

export const fetchBotMemory = (id: string) => request(BotMemory, `${of(id)}/memory`);
export const fetchWarmMemory = (id: string, query: Partial<WarmMemoryQuery>) =>
  request(WarmMemoryPage, `${of(id)}/memory/warm`, { query });
export const fetchColdMemory = (id: string, query: Partial<ListQuery>) =>
  request(ColdMemoryPage, `${of(id)}/memory/cold`, { query });

export const fetchHeartbeats = (id: string, query: Partial<HeartbeatQuery>) =>
  request(HeartbeatPage, `${of(id)}/heartbeats`, { query });
export const beatNow = (id: string) => request(Heartbeat, `${of(id)}/heartbeats`, { method: 'POST' });

export const askBot = (id: string, body: InterviewQuestion) =>
  request(InterviewAnswer, `${of(id)}/interview`, { method: 'POST', body });
export const resumeBot = (id: string) => request(Bot, `${of(id)}/resume`, { method: 'POST' });
