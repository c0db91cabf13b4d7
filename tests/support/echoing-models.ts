/** A provider that says back what it should keep to itself: the key and the prompt in its errors, the key in its answers. */
import { onTestFinished } from 'vitest';
import { anthropicKey, anthropicModel, startAnthropicServer } from './model-servers/anthropic-server.ts';
import type { Plan, ReceivedRequest } from './model-servers/plan.ts';
import { saidTo } from './writing-models.ts';

export interface EchoingModel {
  /** What a server needs to find it, and to have it asked for everything that a model may be asked for. */
  readonly environment: Record<string, string>;
  /** All that it was sent, each prompt as one text. */
  readonly prompts: () => string[];
  /** How the rules of each kind of prompt begin: no answer and no page says so. */
  readonly openings: () => string[];
}

/** Every third answer is an error; the others hold the key, in the form that was asked for. */
export async function startEchoingAnthropic(): Promise<EchoingModel> {
  const server = await startAnthropicServer();
  onTestFinished(() => server.close());
  server.plans.shift = () => planFor(server.requests.at(-1)!, server.requests.length);
  const model = `anthropic/${anthropicModel}`;
  return {
    prompts: () => server.requests.map(saidTo),
    openings: () => [...new Set(server.requests.map((request) => rulesOf(request).slice(0, 45)))],
    environment: {
      CLAQUE_ANTHROPIC_URL: server.url,
      ANTHROPIC_API_KEY: anthropicKey,
      CLAQUE_CONDUCTOR_MODEL: model,
      CLAQUE_CONTACT_MODEL: model,
      CLAQUE_COACH_MODEL: model,
    },
  };
}

/** The part of a prompt that comes first and stays the same. */
function rulesOf({ body: { system } }: ReceivedRequest): string {
  const [first] = system as { text: string }[];
  return first!.text;
}

function planFor(request: ReceivedRequest, number: number): Plan {
  const key = String(request.headers['authorization']).replace('Bearer ', '');
  const prompt = saidTo(request);
  if (number % 3 === 0) return { kind: 'status', status: 400, message: `${key}: ${rulesOf(request).slice(0, 90)}` };
  if (number % 3 === 1) return { kind: 'status', status: 400, message: `${prompt.slice(-90)} ${key}` };
  const text = `The ${key} is a key.`;
  const form = JSON.stringify(request.body).includes('Open a new thread') ? { title: `Of ${key}`, text } : { text };
  const asked = /Answer the post by|Open a new thread/.test(prompt) ? { ...form, remember: [] } : form;
  return { kind: 'answer', text: prompt.includes('JSON') || 'remember' in asked ? JSON.stringify(asked) : text };
}
