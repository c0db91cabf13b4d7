/** Local providers that speak in calls, each side by its rules, with tools as real models ask for them. */
import { onTestFinished } from 'vitest';
import { anthropicKey, anthropicModel, startAnthropicServer } from './model-servers/anthropic-server.ts';
import type { ModelServer } from './model-servers/model-server.ts';
import { ollamaModel, startOllamaServer } from './model-servers/ollama-server.ts';
import type { PlannedAnswer, ReceivedRequest } from './model-servers/plan.ts';

export interface CallingModel {
  readonly title: string;
  readonly model: { readonly provider: 'anthropic' | 'ollama'; readonly name: string };
  /** @returns Its server, and what a server of ours needs to find it and to let it speak for contacts. */
  readonly start: (bot: PlannedAnswers) => Promise<{ server: ModelServer; environment: Record<string, string> }>;
}

/** What the bot does, turn by turn; while it waits for an answer it says something of its own. */
type PlannedAnswers = readonly Omit<PlannedAnswer, 'kind'>[];

const analysis = {
  outcome: 'DONE',
  sentence: 'The contact said yes.',
  result: 'A yes.',
  isRetryWorthwhile: false,
  callAgainInMinutes: null,
};

function answering(server: ModelServer, bot: PlannedAnswers): ModelServer {
  onTestFinished(() => server.close());
  let turn = 0;
  const answerTo = ({ body }: ReceivedRequest, number: number): Omit<PlannedAnswer, 'kind'> => {
    const asked = JSON.stringify(body);
    if (asked.includes('You read the transcript')) return { text: JSON.stringify(analysis) };
    if (asked.includes('You play a person')) return { text: `I am listening, that is point ${number}.` };
    if (asked.includes('Keep the line with one sentence')) return { text: `Still asking, point ${number}.` };
    return bot[turn++] ?? { text: `I have lost the thread at point ${number}.` };
  };
  server.plans.shift = () => ({ kind: 'answer', ...answerTo(server.requests.at(-1)!, server.requests.length) });
  return server;
}

export const callingAnthropic: CallingModel = {
  title: 'Anthropic',
  model: { provider: 'anthropic', name: anthropicModel },
  start: async (bot) => {
    const server = answering(await startAnthropicServer(), bot);
    const environment = { CLAQUE_ANTHROPIC_URL: server.url, ANTHROPIC_API_KEY: anthropicKey };
    return { server, environment: { ...environment, CLAQUE_CONTACT_MODEL: `anthropic/${anthropicModel}` } };
  },
};

export const callingOllama: CallingModel = {
  title: 'Ollama',
  model: { provider: 'ollama', name: ollamaModel },
  start: async (bot) => {
    const server = answering(await startOllamaServer(), bot);
    return { server, environment: { OLLAMA_HOST: server.url, CLAQUE_CONTACT_MODEL: `ollama/${ollamaModel}` } };
  },
};
