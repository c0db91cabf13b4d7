/** Structured output: from a zod schema to JSON schema, and from what a model wrote back to a value. */
import { z } from 'zod';

/** Longest text that is parsed, in characters. No answer of a bot comes near it. */
const mostCharacters = 262_144;
const mostIssues = 5;

/** The JSON schema of what a model is to write, without the line that names the dialect. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const known = jsonSchemas.get(schema);
  if (known) return known;
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  jsonSchemas.set(schema, rest);
  return rest;
}

/** Callers ask with the same few schemas again and again. */
const jsonSchemas = new WeakMap<z.ZodType, Record<string, unknown>>();

export type StructuredReading =
  | { readonly kind: 'valid'; readonly value: unknown }
  | { readonly kind: 'not_json' | 'broken_schema'; readonly issue: string };

/**
 * Reads a value out of what a model wrote: bare JSON, JSON inside a code fence, or JSON with a sentence around it.
 *
 * @returns The value if it fits, else what is wrong, worded for the model that is to repair it.
 */
export function readStructured(text: string, schema: z.ZodType): StructuredReading {
  if (text.length > mostCharacters)
    return { kind: 'not_json', issue: `The answer has more than ${mostCharacters} characters.` };
  const parsed = parseFirst(candidates(text));
  if (!parsed) return { kind: 'not_json', issue: 'The answer is not complete, valid JSON.' };
  const checked = schema.safeParse(parsed.value);
  if (checked.success) return { kind: 'valid', value: checked.data };
  const issues = checked.error.issues
    .slice(0, mostIssues)
    .map(({ path, message }) => `${path.length > 0 ? path.map(String).join('.') : 'the whole'}: ${message}`);
  return { kind: 'broken_schema', issue: issues.join('; ') };
}

/** What may be the JSON, the likeliest first. */
function candidates(text: string): string[] {
  const bare = text.replace(/^\uFEFF/, '').trim();
  const fenced = /```[a-zA-Z]*\s*\n?([\s\S]*?)```/.exec(bare)?.[1];
  const start = bare.search(/[[{]/);
  const end = Math.max(bare.lastIndexOf('}'), bare.lastIndexOf(']'));
  const inner = start >= 0 && end > start ? bare.slice(start, end + 1) : undefined;
  return [bare, fenced, inner].filter((candidate) => candidate !== undefined);
}

function parseFirst(texts: readonly string[]): { value: unknown } | null {
  for (const text of texts) {
    try {
      return { value: JSON.parse(text) as unknown };
    } catch {
      // Not JSON: the next candidate may be.
    }
  }
  return null;
}
