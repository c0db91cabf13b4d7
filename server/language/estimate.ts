/** How many tokens a request will have, before anybody has counted them. No provider's tokenizer is public. */
import { jsonSchemaOf } from './structured.ts';
import type { ModelRequest } from './port.ts';

/** Tokens that a provider adds on its own: roles, tool preamble, the wording for structured output. Assumed. */
const overheadTokens = 64;
const toolingOverheadTokens = 400;
const messageOverheadTokens = 6;

/** The likely count: four ASCII characters, or one other character, are a token. */
export function likelyTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (const character of text) {
    if (character.charCodeAt(0) < 128) ascii += 1;
    else other += 1;
  }
  return Math.ceil(ascii / 4 + other);
}

/** The likely size of a prompt, in tokens: what the scripted provider reports, and what a context window must hold. */
export function likelyInputTokens(request: ModelRequest): number {
  return overhead(request) + sum(texts(request).map(likelyTokens));
}

/**
 * More tokens than the prompt will have: what is reserved before the call.
 *
 * Two ASCII characters, or one byte of any other character, are a token: twice the likely figure for prose. Lower, and
 * a cap may be overrun by the difference; higher, and a bot is stopped short of its cap.
 */
export function mostInputTokens(request: ModelRequest): number {
  return overhead(request) + sum(texts(request).map(mostTokens));
}

function mostTokens(text: string): number {
  const bytes = Buffer.byteLength(text, 'utf8');
  let ascii = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) < 128) ascii += 1;
  return Math.ceil(ascii / 2) + (bytes - ascii);
}

function texts(request: ModelRequest): string[] {
  const tools = (request.tools ?? []).map(
    (tool) => `${tool.name} ${tool.description} ${JSON.stringify(jsonSchemaOf(tool.schema))}`,
  );
  const schema = request.schema ? [JSON.stringify(jsonSchemaOf(request.schema))] : [];
  return [...request.stable, ...request.messages.map(({ text }) => text), ...tools, ...schema];
}

function overhead(request: ModelRequest): number {
  const tooling = request.schema || request.tools?.length ? toolingOverheadTokens : 0;
  return overheadTokens + tooling + messageOverheadTokens * (request.messages.length + request.stable.length);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
