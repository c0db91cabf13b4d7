/** Values that a schema of the document allows: the ordinary, the extreme, and the huge. */
import fc from 'fast-check';
import type { Schema, Schemas } from './api.ts';
import { resolved } from './api.ts';

/** No text or list grows longer here, whatever its schema allows: a body must stay below 100 KB. */
const longestText = 6_000;
const mostItems = 60;
const deepest = 6;

const words = [
  'webinar-drop',
  'Ask about the slides.',
  'naïve café',
  '数据',
  '👍',
  'a\nb',
  "O'Brien",
  '100%',
  '=1+1',
  'A',
];

/** Of a field by its name: ids that exist, so that not everything ends as 404. */
export type Known = (name: string) => readonly unknown[];

export function valueOf(schemas: Schemas, schema: Schema, known: Known, name = '', depth = 0): fc.Arbitrary<unknown> {
  const ids = known(name);
  const own = ownValueOf(schemas, resolved(schemas, schema), known, depth);
  return ids.length === 0
    ? own
    : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: own });
}

function ownValueOf(schemas: Schemas, schema: Schema, known: Known, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => valueOf(schemas, option, known, '', depth)));
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return fc.jsonValue({ maxDepth: 2 });
  return fc.oneof(...types.map((type) => valueOfType(type, schemas, schema, known, depth)));
}

function valueOfType(
  type: string,
  schemas: Schemas,
  schema: Schema,
  known: Known,
  depth: number,
): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integer(schema);
    case 'number':
      return number(schema);
    case 'array':
      return list(schemas, schema, known, depth);
    case 'object':
      return object(schemas, schema, known, depth);
    default:
      return text(schema);
  }
}

function integer({ minimum = -1_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const small = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 200) });
  return fc.oneof(
    { weight: 4, arbitrary: small },
    { weight: 1, arbitrary: fc.maxSafeInteger().map((any) => Math.max(minimum, Math.min(maximum, any))) },
    { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
  );
}

function number({ minimum, exclusiveMinimum, maximum = 1e9 }: Schema): fc.Arbitrary<number> {
  const least = minimum ?? (exclusiveMinimum === undefined ? -1e9 : exclusiveMinimum + 1e-6);
  return fc.oneof(fc.double({ min: least, max: maximum, noNaN: true }), fc.constantFrom(least, maximum));
}

function text({ pattern, format, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { maxLength: 60 });
  if (format === 'date-time') return moment.map((date) => date.toISOString());
  if (format === 'date') return moment.map((date) => date.toISOString().slice(0, 10));
  if (format === 'uuid') return fc.uuid();
  const most = Math.min(maxLength, longestText);
  const fits = words.filter((word) => word.length >= minLength && word.length <= most);
  return fc.oneof(
    { weight: 4, arbitrary: fits.length > 0 ? fc.constantFrom(...fits) : fc.constant('x'.repeat(minLength)) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(most, 60) }) },
    { weight: 1, arbitrary: fc.constant('y'.repeat(most)) },
  );
}

const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

function list(
  schemas: Schemas,
  { items = {}, prefixItems, minItems = 0, maxItems = 10 }: Schema,
  known: Known,
  depth: number,
): fc.Arbitrary<unknown[]> {
  if (prefixItems) return fc.tuple(...prefixItems.map((item) => valueOf(schemas, item, known, '', depth + 1)));
  const most = Math.min(maxItems, mostItems);
  const maxLength = depth > 1 ? Math.max(minItems, Math.min(most, 3)) : most;
  const item = valueOf(schemas, items, known, '', depth + 1);
  return fc.array(item, { minLength: minItems, maxLength, size: 'small' });
}

function object(schemas: Schemas, schema: Schema, known: Known, depth: number): fc.Arbitrary<object> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const fields = Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => depth < deepest || required.includes(name))
      .map(([name, property]) => [name, valueOf(schemas, property, known, name, depth + 1)]),
  );
  const named = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  if (typeof additionalProperties !== 'object') return named;
  const further = fc.dictionary(fc.constantFrom('a', 'b', 'word', 'ä'), fc.constantFrom<unknown>('x', 1, true), {
    maxKeys: 3,
  });
  return fc.tuple(named, further).map(([one, other]) => ({ ...other, ...one }));
}
