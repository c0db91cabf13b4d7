/** The port to language: what a system asks of a model, and what it gets back. Three providers implement it. */
import type { z } from 'zod';
import type { FailureCode } from './failures.ts';

export type ProviderName = 'scripted' | 'ollama' | 'anthropic';

/** What a call consumed, in tokens. The five counts are disjoint: `inputTokens` has no cached ones in it. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  /** Written to a cache that lives five minutes. */
  readonly cacheWrite5mTokens: number;
  /** Written to a cache that lives an hour. */
  readonly cacheWrite1hTokens: number;
}

/** Who asks, and who pays. */
export interface ModelCaller {
  readonly ventureId: string;
  /** Null where the venture itself asks. */
  readonly botId: string | null;
}

export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** A tool that the model may ask for. The language room never executes one. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
}

export interface ModelRequest {
  /** What the text is for, such as `reply`: the ledger counts by it, the scripted provider chooses its part by it. */
  readonly purpose: string;
  readonly caller: ModelCaller;
  /** Persona and rules, in the same order and wording in every call: the prefix that a provider may cache. */
  readonly stable: readonly string[];
  /** At least one; the last is the user's. Text from outside belongs here and never into `stable`. */
  readonly messages: readonly ModelMessage[];
  /** Most tokens the answer may have. */
  readonly maxTokens: number;
  /** 0 to 1. Anthropic's current models take none and ignore it. */
  readonly temperature?: number | undefined;
  /** Asks for JSON of this form; the answer's `value` is then parsed and valid. */
  readonly schema?: z.ZodType | undefined;
  readonly tools?: readonly ModelTool[] | undefined;
  /** Has tool calls that do not fit handed on as data, for a caller who tells the model so; otherwise one of them fails the call (F-13). */
  readonly takesRefusedToolCalls?: boolean | undefined;
  /** What the prompt says, as data: the scripted provider reads it in place of the prose, the others never see it. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** When this call must have ended, in ms since 1970. Set by `withDeadline`; no retry waits beyond it. */
  readonly deadlineAtMs?: number | undefined;
  /** Receives the answer piece by piece. What it received is void unless the result says answered. */
  readonly onText?: ((piece: string) => void) | undefined;
  /** Hears of each attempt that reaches the provider. */
  readonly onAttempt?: (() => void) | undefined;
}

/** A tool call whose name was offered and whose arguments fit the tool's schema. */
export interface ModelToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
}

/** A tool call that nobody may execute: its name was not offered, or its arguments do not fit. */
export interface RefusedToolCall {
  /** As the model wrote it, on one line and cut. */
  readonly name: string;
  /** Null where they are no object, or a huge one. */
  readonly arguments: Readonly<Record<string, unknown>> | null;
  /** What is wrong with it, worded for the model. */
  readonly issue: string;
}

/** Why a complete answer ended. Every other reason is a failure. */
export type StopReason = 'end' | 'max_tokens' | 'stop_sequence' | 'tool_use';

export interface ModelAnswer {
  readonly kind: 'answered';
  readonly text: string;
  /** Valid against the request's schema; undefined where it had none, or where tools are called first. */
  readonly value: unknown;
  readonly toolCalls: readonly ModelToolCall[];
  /** Only where the request takes them and there are any. */
  readonly refusedToolCalls?: readonly RefusedToolCall[] | undefined;
  readonly usage: ModelUsage;
  readonly stopReason: StopReason;
}

export interface ModelFailure {
  readonly kind: 'failed';
  readonly code: FailureCode;
  /** For a person: what happened. Holds no key, no prompt and no half answer. */
  readonly sentence: string;
  readonly isRetryable: boolean;
  /** What was consumed before it failed, as far as it is known; all zero where nothing is. */
  readonly usage: ModelUsage;
  /** How long the provider asks to be left alone, in ms; null where it does not say. */
  readonly retryAfterMs: number | null;
  /** The answer that broke its form, for the one repair only: never stored, never posted. */
  readonly broken?: { readonly text: string; readonly issue: string };
}

export type ModelResult = ModelAnswer | ModelFailure;

export interface LanguageModel {
  readonly provider: ProviderName;
  /** The model's name at its provider. */
  readonly name: string;
  /** Never rejects for what a provider, a network or a model does: that is a failed result. */
  complete(request: ModelRequest): Promise<ModelResult>;
}
