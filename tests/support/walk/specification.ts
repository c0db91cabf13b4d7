/** Whether a document is what the OpenAPI or the AsyncAPI specification asks for, by the schemas that come with them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
type JsonObject = { [key: string]: Json };

const folder = path.resolve(import.meta.dirname, '../../fixtures/api-specs');
const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as JsonObject;

export const openApiFindings = (document: object): string[] =>
  findings(olderDialect(read('openapi-3.1.json')), document);
export const asyncApiFindings = (document: object): string[] => findings(read('asyncapi-3.0.0.json'), document);

function findings({ $schema: _, $id: _id, ...schema }: JsonObject, document: object): string[] {
  const validate = new Ajv({ logger: false, unknownFormats: 'ignore', schemaId: '$id', extendRefs: true }).compile(
    schema,
  );
  if (validate(document) === true) return [];
  return validate.errors!.map(({ dataPath, message, params }) => `${dataPath} ${message} ${JSON.stringify(params)}`);
}

/**
 * The schema of OpenAPI 3.1 in words that the validator knows. `unevaluatedProperties: false` becomes a list of all
 * names that may stand there: what is misspelt is found, what stands in a wrong company is not.
 */
function olderDialect(root: JsonObject): JsonObject {
  const follow = (ref: string) =>
    ref
      .split('/')
      .slice(1)
      .reduce<Json>((value, step) => (value as JsonObject)[step]!, root) as JsonObject;

  const namesIn = (schema: Json): string[] => {
    if (typeof schema !== 'object' || schema === null) return [];
    if (Array.isArray(schema)) return schema.flatMap(namesIn);
    const { $ref, properties = {}, allOf, anyOf, oneOf, then, else: otherwise, dependentSchemas = {} } = schema;
    const own = Object.keys(properties as JsonObject);
    const referred = typeof $ref === 'string' && $ref.startsWith('#/') ? namesIn(follow($ref)) : [];
    const parts = [allOf, anyOf, oneOf, then, otherwise, ...Object.values(dependentSchemas as JsonObject)];
    return [...own, ...referred, ...parts.flatMap((part) => namesIn(part ?? null))];
  };

  const translated = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(translated);
    if (typeof value !== 'object' || value === null) return value;
    if (value['$dynamicRef'] !== undefined) return { type: ['object', 'boolean'] };
    const { unevaluatedProperties, dependentSchemas, $ref, allOf = [], $dynamicAnchor: _, ...rest } = value;
    // Beside a reference nothing else was looked at once.
    const refers = typeof $ref === 'string' ? [{ $ref: $ref.replaceAll('/dependentSchemas/', '/dependencies/') }] : [];
    const all = [...refers, ...(translated(allOf) as Json[])];
    const entries = Object.entries(rest).map(([key, inner]) => [key, translated(inner)]);
    const closed = unevaluatedProperties === false && value['patternProperties'] === undefined;
    return {
      ...(Object.fromEntries(entries) as JsonObject),
      ...(all.length === 0 ? {} : { allOf: all }),
      ...(dependentSchemas === undefined ? {} : { dependencies: translated(dependentSchemas) }),
      ...(closed ? { propertyNames: { anyOf: [{ enum: namesIn(value) }, { pattern: '^x-' }] } } : {}),
    };
  };
  return translated(root) as JsonObject;
}
