/** A call to a language model as an execution keeps it: cleaned, cut, without keys (EX-12, F-40, F-42). Pure. */
import { createHash } from 'node:crypto';
import type { ModelCall } from '../../contract/model-call.ts';
import { cleaned } from '../../language/clean-text.ts';
import type { EndedCall } from '../../language/keep-calls.ts';
import { promptTokens } from '../../language/usage.ts';

/** Longest of one text, in characters: about 4,000 tokens, more than any prompt of ours. Assumed. */
const longestText = 16_000;
/** Longest of all messages together: the newest stay. Assumed. */
const longestMessages = 48_000;
const longestArguments = 4_000;
const mostToolCalls = 20;

/** What is kept of a call but for its place; the prompt's stable part by digest, for thousands of calls share it. */
export interface KeptCall extends Omit<ModelCall, 'position' | 'stable' | 'endedAt' | 'durationSeconds'> {
  /** JSON: string[]. */
  readonly stableText: string;
  readonly stableDigest: string;
  readonly durationMs: number;
}

/**
 * @param costUsd Null where it is not known.
 * @param mask Takes keys out of a text.
 */
export function keptCall(call: EndedCall, costUsd: number | null, mask: (text: string) => string): KeptCall {
  const { model, request, result, attemptCount, durationMs } = call;
  // Cleaned first: a character that nobody sees must not keep a key from being seen as one. Cut last: half a key is one too.
  const fit = (text: string, longest = longestText) => cleaned(mask(cleaned(text, Infinity)), longest);
  const isAnswered = result.kind === 'answered';
  const stableText = JSON.stringify(request.stable.map((part) => fit(part)));
  return {
    provider: model.provider,
    model: model.name,
    purpose: request.purpose,
    code: isAnswered ? null : result.code,
    sentence: isAnswered ? null : fit(result.sentence),
    stableText,
    stableDigest: createHash('sha256').update(stableText).digest('base64url'),
    ...newestOf(request.messages.map(({ role, text }) => ({ role, text: fit(text) }))),
    answer: isAnswered ? fit(result.text) : null,
    toolCalls: (isAnswered ? result.toolCalls : []).slice(0, mostToolCalls).map(({ name, ...asked }) => ({
      name: fit(name, 80),
      arguments: fit(JSON.stringify(asked.arguments) ?? 'null', longestArguments),
    })),
    attemptCount,
    durationMs,
    inputTokens: promptTokens(result.usage),
    cachedTokens: result.usage.cacheReadTokens,
    outputTokens: result.usage.outputTokens,
    costUsd,
  };
}

/** As many messages as have room, from the newest on; that one always. */
function newestOf(messages: ModelCall['messages']): Pick<ModelCall, 'messages' | 'leftOutCount'> {
  let room = longestMessages;
  const count = messages.findLastIndex(({ text }, index) => (room -= text.length) < 0 && index < messages.length - 1);
  return { messages: messages.slice(count + 1), leftOutCount: count + 1 };
}
