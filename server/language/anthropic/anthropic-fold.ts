/** Folds a message of the Messages API, whole or as a stream of events, into a raw answer. */
import type Anthropic from '@anthropic-ai/sdk';
import { likelyTokens } from '../estimate.ts';
import type { RawAnswer, RawToolCall } from '../finish-answer.ts';
import type { ModelUsage } from '../port.ts';
import { noUsage } from '../usage.ts';

const stopReasons: Readonly<Record<string, NonNullable<RawAnswer['stop']>>> = {
  end_turn: 'end',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_use: 'tool_use',
  refusal: 'refusal',
  model_context_window_exceeded: 'context_full',
};

type Reported = Partial<Pick<Anthropic.Usage, 'cache_creation'>> & Partial<Anthropic.MessageDeltaUsage>;

/** One answer in the making. What it holds before `isComplete` is good for the bill only. */
export class AnthropicFold {
  readonly #onText: ((piece: string) => void) | undefined;
  #text = '';
  #stopWord: string | null = null;
  #reported: Reported = {};
  readonly #toolCalls = new Map<number, { id: string; name: string; json: string }>();
  isComplete = false;

  constructor(onText: ((piece: string) => void) | undefined) {
    this.#onText = onText;
  }

  addMessage(message: Anthropic.Message): void {
    this.#report(message.usage);
    message.content.forEach((block, index) => this.#startBlock(index, block));
    this.#stopWord = message.stop_reason;
    this.isComplete = true;
  }

  /** Unknown events and blocks are passed over: the API may add some at any time. */
  addEvent(event: Anthropic.RawMessageStreamEvent): void {
    switch (event.type) {
      case 'message_start':
        this.#report(event.message.usage);
        break;
      case 'content_block_start':
        this.#startBlock(event.index, event.content_block);
        break;
      case 'content_block_delta':
        if (event.delta.type === 'text_delta') this.#addText(event.delta.text);
        if (event.delta.type === 'input_json_delta') this.#addJson(event.index, event.delta.partial_json);
        break;
      case 'message_delta':
        this.#report(event.usage);
        this.#stopWord = event.delta.stop_reason;
        break;
      case 'message_stop':
        this.isComplete = true;
        break;
      default:
        break;
    }
  }

  get answer(): RawAnswer {
    const toolCalls = [...this.#toolCalls.values()].map(({ id, name, json }): RawToolCall => ({
      id,
      name,
      arguments: json,
    }));
    const stopWord = this.#stopWord ?? 'nothing';
    return { text: this.#text, toolCalls, usage: this.usage, stop: stopReasons[stopWord] ?? null, stopWord };
  }

  /** What is known to be consumed; before the end, output is at least what was received. */
  get usage(): ModelUsage {
    const { input_tokens: input, output_tokens: output, cache_read_input_tokens: cacheRead } = this.#reported;
    if (input == null && output == null) return noUsage;
    const created = this.#reported.cache_creation;
    const written1h = created?.ephemeral_1h_input_tokens ?? 0;
    const written = this.#reported.cache_creation_input_tokens ?? 0;
    return {
      inputTokens: input ?? Number.NaN,
      outputTokens: this.isComplete ? (output ?? Number.NaN) : Math.max(output ?? 0, this.#receivedTokens()),
      cacheReadTokens: cacheRead ?? 0,
      cacheWrite5mTokens: created?.ephemeral_5m_input_tokens ?? written - written1h,
      cacheWrite1hTokens: written1h,
    };
  }

  #receivedTokens(): number {
    const argumentText = [...this.#toolCalls.values()].map(({ json }) => json).join('');
    return likelyTokens(this.#text + argumentText);
  }

  /** Later counts replace earlier ones; what is left out stays. */
  #report(usage: Reported): void {
    const said = Object.entries(usage).filter(([, count]) => count != null);
    this.#reported = { ...this.#reported, ...(Object.fromEntries(said) as Reported) };
  }

  #startBlock(index: number, block: Anthropic.ContentBlock): void {
    if (block.type === 'text') this.#addText(block.text);
    if (block.type !== 'tool_use') return;
    // A stream begins with an empty object and sends the arguments after it; a whole message has them here.
    const isEmpty = typeof block.input === 'object' && block.input !== null && Object.keys(block.input).length === 0;
    this.#toolCalls.set(index, { id: block.id, name: block.name, json: isEmpty ? '' : JSON.stringify(block.input) });
  }

  #addText(piece: string): void {
    if (piece === '') return;
    this.#text += piece;
    this.#onText?.(piece);
  }

  #addJson(index: number, piece: string): void {
    const call = this.#toolCalls.get(index);
    if (call) call.json += piece;
  }
}
