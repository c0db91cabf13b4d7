import type { ChatResponse } from 'ollama';
import { likelyInputTokens, likelyTokens } from '../estimate.ts';
import type { RawAnswer, RawToolCall } from '../finish-answer.ts';
import type { ModelRequest, ModelUsage } from '../port.ts';
import { noUsage } from '../usage.ts';

const stopReasons: Readonly<Record<string, NonNullable<RawAnswer['stop']>>> = { stop: 'end', length: 'max_tokens' };

/** One answer in the making, from the lines of a stream. */
export class OllamaFold {
  readonly #request: ModelRequest;
  #text = '';
  #hasBegun = false;
  #last: Partial<ChatResponse> = {};
  readonly #toolCalls: RawToolCall[] = [];
  isComplete = false;

  constructor(request: ModelRequest) {
    this.#request = request;
  }

  add(part: Partial<ChatResponse>): void {
    this.#hasBegun = true;
    const piece = part.message?.content ?? '';
    if (piece !== '') {
      this.#text += piece;
      this.#request.onText?.(piece);
    }
    for (const call of part.message?.tool_calls ?? []) {
      // The server gives calls no id, so they are numbered here.
      const id = `call_${this.#toolCalls.length + 1}`;
      this.#toolCalls.push({ id, name: call.function.name, arguments: call.function.arguments });
    }
    if (part.done) {
      this.#last = part;
      this.isComplete = true;
    }
  }

  get answer(): RawAnswer {
    const stopWord = this.#last.done_reason ?? 'nothing';
    return {
      text: this.#text,
      toolCalls: this.#toolCalls,
      usage: this.usage,
      stop: stopReasons[stopWord] ?? null,
      stopWord,
    };
  }

  /** Counts come with the last line only; a prompt that the server still held in memory is not counted at all. */
  get usage(): ModelUsage {
    if (!this.#hasBegun) return noUsage;
    return {
      ...noUsage,
      inputTokens: this.#last.prompt_eval_count ?? likelyInputTokens(this.#request),
      outputTokens: this.#last.eval_count ?? Math.min(this.#request.maxTokens, likelyTokens(this.#text)),
    };
  }
}
