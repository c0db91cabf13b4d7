/** Calls written to a file of JSON lines, and played back without a model. */
import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Digest } from '../kernel/digest.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { failed } from './failed.ts';
import { failureTable } from './failures.ts';
import type { FailureCode } from './failures.ts';
import type { LanguageModel, ModelRequest, ModelResult } from './port.ts';
import { jsonSchemaOf, readStructured } from './structured.ts';

const count = z.number();
const Usage = z.object({
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  cacheWrite5mTokens: count,
  cacheWrite1hTokens: count,
});
const Answer = z.object({
  kind: z.literal('answered'),
  text: z.string(),
  /** Missing where the request had no schema: JSON has no undefined. */
  value: z.unknown().optional(),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.unknown() })),
  refusedToolCalls: z
    .array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()).nullable(), issue: z.string() }))
    .optional(),
  usage: Usage,
  stopReason: z.enum(['end', 'max_tokens', 'stop_sequence', 'tool_use']),
});
const Failure = z.object({
  kind: z.literal('failed'),
  code: z.enum(Object.keys(failureTable) as [FailureCode, ...FailureCode[]]),
  sentence: z.string(),
  isRetryable: z.boolean(),
  usage: Usage,
  retryAfterMs: z.number().nullable(),
});
const RecordedCall = z.object({
  /** Digest of provider, model and request: a call fits if it has the same. */
  key: z.string(),
  provider: z.string(),
  model: z.string(),
  purpose: z.string(),
  result: z.discriminatedUnion('kind', [Answer, Failure]),
});
type RecordedCall = z.infer<typeof RecordedCall>;

/** Writes every finished call to the file, one line each, in the order in which they finished. */
export function withRecorder(model: LanguageModel, path: string): LanguageModel {
  let written = Promise.resolve();
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      const result = await model.complete(request);
      const call = {
        key: keyOf(model, request),
        provider: model.provider,
        model: model.name,
        purpose: request.purpose,
        result: Failure.safeParse(result).data ?? result,
      };
      // Each writer waits for the one before it, whether that succeeded or not; its own failure reaches its caller.
      const line = `${JSON.stringify(call)}\n`;
      const turn = written.then(
        () => appendFile(path, line),
        () => appendFile(path, line),
      );
      written = turn;
      await turn;
      return result;
    },
  };
}

/** A language model that knows only what was recorded. */
export class Playback implements LanguageModel {
  readonly provider: LanguageModel['provider'];
  readonly name: string;
  readonly #calls = new Map<string, RecordedCall[]>();

  private constructor(model: Pick<LanguageModel, 'provider' | 'name'>, calls: readonly RecordedCall[]) {
    this.provider = model.provider;
    this.name = model.name;
    for (const call of calls) this.#calls.set(call.key, [...(this.#calls.get(call.key) ?? []), call]);
  }

  /**
   * Reads a recording.
   *
   * @throws {ClaqueError} bad-file, with the line, if it is not one: whoever names the file is to look at it.
   */
  static async open(path: string, model: Pick<LanguageModel, 'provider' | 'name'>): Promise<Playback> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (cause) {
      throw new ClaqueError('bad-file', `The recording ${path} cannot be read.`, { cause });
    }
    const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }));
    const calls = lines
      .filter(({ line }) => line.trim() !== '')
      .map(({ line, number }) => {
        const call = RecordedCall.safeParse(parse(line));
        if (!call.success) throw new ClaqueError('bad-file', `Line ${number} of the recording is not a recorded call.`);
        return call.data;
      });
    return new Playback(model, calls);
  }

  /** The same call made twice gets its two answers in the recorded order; a third time fails with `not_recorded`. */
  async complete(request: ModelRequest): Promise<ModelResult> {
    const call = this.#calls.get(keyOf(this, request))?.shift();
    if (!call) return failed('not_recorded', { detail: `It asks ${this.name} for the purpose ${request.purpose}.` });
    if (call.result.kind === 'failed') return call.result;
    const { result } = call;
    if (result.text !== '') request.onText?.(result.text);
    if (!request.schema || result.toolCalls.length > 0 || result.refusedToolCalls)
      return { ...result, value: undefined };
    const reading = readStructured(result.text, request.schema);
    return reading.kind === 'valid' ? { ...result, value: reading.value } : failed(reading.kind);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Everything that decides an answer; not the deadline, and not whether somebody watches it being written. */
function keyOf(model: Pick<LanguageModel, 'provider' | 'name'>, request: ModelRequest): string {
  const digest = new Digest();
  digest.addValue([
    model.provider,
    model.name,
    request.purpose,
    request.caller.ventureId,
    request.caller.botId,
    request.stable,
    request.messages.map(({ role, text }) => [role, text]),
    request.maxTokens,
    request.temperature ?? null,
    request.schema ? jsonSchemaOf(request.schema) : null,
    (request.tools ?? []).map(({ name, description, schema }) => [name, description, jsonSchemaOf(schema)]),
    request.facts ?? null,
    ...(request.takesRefusedToolCalls ? ['takes refused tool calls'] : []),
  ]);
  return digest.toHex();
}
