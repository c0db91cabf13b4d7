/** Judges values by schemas of the document, with a validator that knows nothing of where they come from (PL-9). */
import Ajv from 'ajv';
import type { Schema, Schemas } from './api.ts';

/** What a schema has against a value, as sentences; empty where it fits. */
export type Judge = (schema: Schema, value: unknown) => string[];

/** @param holder What the schemas' references lead into: a document with `components.schemas`. */
export function schemaJudge(schemas: Schemas): Judge {
  // Ajv 6 knows an older dialect: it differs in the words for tuples alone, of those that the document uses.
  const ajv = new Ajv({ extendRefs: true, logger: false, unknownFormats: 'ignore', schemaId: '$id' });
  const base = 'https://claque.example/';
  ajv.addSchema({ $id: base, components: { schemas: inOlderWords(schemas) } });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const text = JSON.stringify(inOlderWords(schema)).replaceAll('"#/components/', `"${base}#/components/`);
    let validate = compiled.get(text);
    if (!validate) compiled.set(text, (validate = ajv.compile(JSON.parse(text) as object)));
    if (validate(value) === true) return [];
    return (validate.errors ?? []).slice(0, 5).map(({ dataPath, message, params }) => {
      const extra = (params as { additionalProperty?: string }).additionalProperty;
      return `${dataPath || 'it'} ${message}${extra === undefined ? '' : ` (${extra})`}`;
    });
  };
}

function inOlderWords(value: unknown): object {
  if (Array.isArray(value)) return value.map(inOlderWords);
  if (typeof value !== 'object' || value === null) return value as never;
  const entries = Object.entries(value).map(([key, inner]) => [key, inOlderWords(inner)] as const);
  const { prefixItems, items, ...rest } = Object.fromEntries(entries) as Record<string, object>;
  if (!Array.isArray(prefixItems)) return items === undefined ? rest : { ...rest, items };
  return { ...rest, items: prefixItems, additionalItems: items ?? true };
}
