/** Local providers that write the words of interventions, and can be made to misbehave. */
import { onTestFinished } from 'vitest';
import { anthropicKey, anthropicModel, startAnthropicServer } from './model-servers/anthropic-server.ts';
import type { ModelServer } from './model-servers/model-server.ts';
import { ollamaModel, startOllamaServer } from './model-servers/ollama-server.ts';
import type { Plan, ReceivedRequest } from './model-servers/plan.ts';

export interface WordingModel extends ModelServer {
  /** What a server needs to have its interventions worded by it. */
  readonly environment: Record<string, string>;
  /** Answers so from now on; null lets it write again. */
  always: (plan: Plan | null) => void;
}

export async function startWordingOllama(): Promise<WordingModel> {
  const server = await startOllamaServer();
  return wording(server, { OLLAMA_HOST: server.url, CLAQUE_CONDUCTOR_MODEL: `ollama/${ollamaModel}` });
}

export async function startWordingAnthropic(): Promise<WordingModel> {
  const server = await startAnthropicServer();
  return wording(server, {
    CLAQUE_ANTHROPIC_URL: server.url,
    ANTHROPIC_API_KEY: anthropicKey,
    CLAQUE_CONDUCTOR_MODEL: `anthropic/${anthropicModel}`,
  });
}

function wording(server: ModelServer, environment: Record<string, string>): WordingModel {
  onTestFinished(() => server.close());
  let usual: Plan | null = null;
  const planned = server.plans.shift.bind(server.plans);
  server.plans.shift = () => planned() ?? usual ?? wordsFor(server.requests.at(-1)!, server.requests.length);
  return Object.assign(server, { environment, always: (plan: Plan | null) => void (usual = plan) });
}

/** Words of the form that a request asks for, others each time. */
export function wordsFor({ body }: ReceivedRequest, number: number): Plan {
  const isPoll = JSON.stringify(body).includes('one poll question');
  const text = `Question number ${number}, in words of its own?`;
  return { kind: 'answer', text: JSON.stringify(isPoll ? { text, options: ['Yes', 'No'] } : { text }) };
}
