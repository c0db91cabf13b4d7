/** The last step of every provider: from a complete raw answer to a result. One place, so that all three agree. */
import { z } from 'zod';
import { failed } from './failed.ts';
import { failureTable } from './failures.ts';
import type {
  ModelAnswer,
  ModelRequest,
  ModelResult,
  ModelToolCall,
  ModelUsage,
  RefusedToolCall,
  StopReason,
} from './port.ts';
import { readStructured } from './structured.ts';

/** Longest arguments of a tool call, in characters of JSON. Assumed: a search term or a post is far below it. */
const mostArgumentCharacters = 32_768;
/** Longest arguments of a refused call that are handed on, in characters of JSON. Assumed: enough to see the mistake. */
const mostShownCharacters = 2_000;

export interface RawToolCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote them: JSON text, or a value that somebody already parsed. */
  readonly arguments: unknown;
}

export interface RawAnswer {
  readonly text: string;
  readonly toolCalls: readonly RawToolCall[];
  readonly usage: ModelUsage;
  /** Null where the provider's reason is not known here. */
  readonly stop: StopReason | 'refusal' | 'context_full' | null;
  /** The reason in the provider's own word. */
  readonly stopWord: string;
}

/** Checks stop reason, tool calls and form. Nothing that fails any of them is ever handed on in part. */
export function finishAnswer(request: ModelRequest, raw: RawAnswer): ModelResult {
  const { usage, stop } = raw;
  if (stop === null) return failed('unknown_stop', { usage, detail: `It said “${printable(raw.stopWord)}”.` });
  if (stop === 'refusal') return failed('refused', { usage });
  if (stop === 'context_full') return failed('too_large', { usage, detail: 'Its context was full.' });
  if (raw.toolCalls.length > 0) return withToolCalls(request, raw, stop);
  // A model that thinks may spend all it was allowed on thoughts: another attempt would only cost the same again.
  if (raw.text.trim() === '' && stop === 'max_tokens') return failed('out_of_tokens', { usage });
  if (request.schema) return withValue(request.schema, raw, stop);
  if (raw.text.trim() === '') return failed('empty_answer', { usage });
  return answered(raw, stop, undefined, []);
}

function withToolCalls(request: ModelRequest, raw: RawAnswer, stop: StopReason): ModelResult {
  const { usage } = raw;
  const isCut = stop === 'max_tokens';
  const readings = raw.toolCalls.map((call) => (isCut ? refusedCall(call, cutOff) : readCall(request, call)));
  const refused = readings.filter((reading) => 'refused' in reading);
  const calls = readings.filter((reading) => 'id' in reading);
  const [first] = refused;
  if (!first) return answered(raw, stop, undefined, calls);
  if (!request.takesRefusedToolCalls) return failed(first.code, { usage, detail: first.detail });
  return { ...answered(raw, stop, undefined, calls), refusedToolCalls: refused.map(({ refused: call }) => call) };
}

const cutOff = { code: 'bad_arguments', detail: 'They were cut off.' } as const;

interface Fault {
  readonly code: 'unknown_tool' | 'bad_arguments';
  readonly detail: string;
}

function readCall(request: ModelRequest, call: RawToolCall): ModelToolCall | (Fault & { refused: RefusedToolCall }) {
  const tool = request.tools?.find(({ name }) => name === call.name);
  if (!tool) return refusedCall(call, { code: 'unknown_tool', detail: `It is called “${printable(call.name)}”.` });
  const text = argumentText(call);
  if (text.length > mostArgumentCharacters)
    return refusedCall(call, { code: 'bad_arguments', detail: `They have ${text.length} characters.` });
  const reading = readStructured(text === '' ? '{}' : text, tool.schema);
  if (reading.kind === 'valid') return { id: call.id, name: tool.name, arguments: reading.value };
  return refusedCall(call, { code: 'bad_arguments', detail: `${tool.name}: ${printable(reading.issue)}` });
}

function refusedCall(call: RawToolCall, fault: Fault): Fault & { refused: RefusedToolCall } {
  const issue = `${failureTable[fault.code].sentence} ${fault.detail}`;
  return { ...fault, refused: { name: printable(call.name), arguments: shownArguments(call), issue } };
}

const AnyObject = z.record(z.string(), z.unknown());

/** Arguments that a person may want to see; huge ones are nobody's. */
function shownArguments(call: RawToolCall): Readonly<Record<string, unknown>> | null {
  const text = argumentText(call);
  if (text.length > mostShownCharacters) return null;
  const reading = readStructured(text, AnyObject);
  return reading.kind === 'valid' ? (reading.value as Record<string, unknown>) : null;
}

const argumentText = ({ arguments: given }: RawToolCall): string =>
  typeof given === 'string' ? given : JSON.stringify(given ?? null);

function withValue(schema: NonNullable<ModelRequest['schema']>, raw: RawAnswer, stop: StopReason): ModelResult {
  const reading = readStructured(raw.text, schema);
  if (reading.kind === 'valid') return answered(raw, stop, reading.value, []);
  const issue = stop === 'max_tokens' ? `${reading.issue} It was cut off: be shorter.` : reading.issue;
  return failed(reading.kind, { usage: raw.usage, broken: { text: raw.text, issue } });
}

function answered(
  raw: RawAnswer,
  stopReason: StopReason,
  value: unknown,
  toolCalls: readonly ModelToolCall[],
): ModelAnswer {
  return { kind: 'answered', text: raw.text, value, toolCalls, usage: raw.usage, stopReason };
}

/** A foreign word that is safe in a sentence: short, on one line. */
export function printable(word: string): string {
  const line = word.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
