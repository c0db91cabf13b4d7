/** Requests of an operation, valid and not, out of the document alone and ids that exist. */
import fc from 'fast-check';
import type { Operation, Schemas } from './api.ts';
import { brokenBodies, hostileAddressText, hostileValue, written } from './hostile.ts';
import type { Known } from './values.ts';
import { valueOf } from './values.ts';

export interface WalkRequest {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Whether the address is still the operation's own: one with ../ in it may be another's. */
  readonly isOwn: boolean;
}

/** A request in parts, before something is done to it. */
interface Draft {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string | null;
  readonly body: unknown;
}

export interface RequestSources {
  readonly schemas: Schemas;
  /** Ids by the name of the field or parameter that holds them; `id` by the place it stands in. */
  readonly known: Known;
  readonly authorization: string;
}

export function requestsOf(operation: Operation, sources: RequestSources): fc.Arbitrary<WalkRequest> {
  const drafts = draftsOf(operation, sources);
  return fc.oneof(
    { weight: 5, arbitrary: drafts.map((draft) => requestOf(operation, draft)) },
    { weight: 6, arbitrary: drafts.chain((draft) => spoilt(operation, draft)) },
  );
}

function draftsOf({ parameters, path, requestBody }: Operation, sources: RequestSources): fc.Arbitrary<Draft> {
  const { schemas, known, authorization } = sources;
  const [type = null, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const textOf = (name: string, schema: (typeof parameters)[number]['schema'], place: string) =>
    valueOf(schemas, schema, known, name === 'id' ? place : name)
      .map((value) => (Array.isArray(value) ? String(value[0] ?? '') : String(value)))
      .filter((value) => value.isWellFormed());
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const others = parameters.filter((parameter) => parameter.in === 'query' || parameter.name === 'idempotency-key');
  const placeOf = (name: string) => path.split('/').at(path.split('/').indexOf(`{${name}}`) - 1)!;
  const values = fc.record(
    Object.fromEntries(others.map(({ name, schema, in: place }) => [name, textOf(name, schema, place)])),
    { requiredKeys: others.filter(({ required }) => required).map(({ name }) => name) },
  );
  return fc
    .record({
      path: fc.record(
        Object.fromEntries(inPath.map(({ name, schema }) => [name, textOf(name, schema, placeOf(name))])),
      ),
      values,
      body: content ? bodiesOf(content, sources) : fc.constant(undefined),
    })
    .map(({ path: named, values: given, body }) => ({
      path: named,
      query: Object.entries(given).filter(([name]) => name !== 'idempotency-key'),
      headers: {
        authorization,
        ...(printable(given['idempotency-key']) && { 'idempotency-key': given['idempotency-key']! }),
      },
      type,
      body,
    }));
}

const printable = (text: string | undefined): boolean => text !== undefined && /^[\x20-\x7e]+$/.test(text);

/** The example of the document with ids that exist, the same with one field changed, or anything that its schema allows. */
function bodiesOf(
  { schema, example }: { schema: object; example?: unknown },
  { schemas, known }: RequestSources,
): fc.Arbitrary<unknown> {
  const anything = valueOf(schemas, schema, known);
  if (typeof example !== 'object' || example === null) return fc.constantFrom(example);
  const exemplary = fc.nat().map((pick) => withIds(example, known, pick));
  const mixed = fc.tuple(exemplary, anything, fc.nat()).map(([one, other, pick]) => mixedOf(one, other, pick));
  return fc.oneof(
    { weight: 3, arbitrary: exemplary },
    { weight: 3, arbitrary: mixed },
    { weight: 2, arbitrary: anything },
  );
}

function mixedOf(one: object, other: unknown, pick: number): unknown {
  const entries = Object.entries(other ?? {});
  return entries.length === 0 ? one : { ...one, ...Object.fromEntries([entries[pick % entries.length]!]) };
}

function withIds(value: unknown, known: Known, pick: number, name = ''): object {
  const ids = known(name);
  if (ids.length > 0 && typeof value === 'string') return ids[pick % ids.length] as object;
  if (Array.isArray(value)) return value.map((item) => withIds(item, known, pick, name.replace(/s$/, '')));
  if (typeof value !== 'object' || value === null) return value as never;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds(item, known, pick, key)]));
}

function requestOf({ method, path }: Operation, draft: Draft, isOwn = true): WalkRequest {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(draft.path[name]!));
  const query = draft.query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const body = draft.body === undefined ? null : typeof draft.body === 'string' ? draft.body : written(draft.body);
  return {
    method,
    target: query === '' ? address : `${address}?${query}`,
    headers: { ...draft.headers, ...(body !== null && draft.type !== null && { 'content-type': draft.type }) },
    body,
    // An empty name in a path is another path.
    isOwn: isOwn && Object.values(draft.path).every((name) => name !== '' && name !== '.' && name !== '..'),
  };
}

/** The same request with one thing wrong, or at least odd. */
function spoilt(operation: Operation, draft: Draft): fc.Arbitrary<WalkRequest> {
  const kinds = [
    ...addressFaults(operation, draft),
    ...headerFaults(operation, draft),
    ...bodyFaults(operation, draft),
  ];
  return fc.oneof(...kinds);
}

function addressFaults(operation: Operation, draft: Draft): fc.Arbitrary<WalkRequest>[] {
  const make = (changes: Partial<Draft>) => requestOf(operation, { ...draft, ...changes });
  const names = Object.keys(draft.path);
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query');
  const named = names.length > 0 ? fc.constantFrom(...names) : null;
  const asked = fc.constantFrom(...parameters.map(({ name }) => name), 'limit', 'colour', '__proto__');
  const queries = fc.tuple(asked, hostileAddressText());
  return [
    ...(named
      ? [
          fc.tuple(named, hostileAddressText()).map(([name, text]) => make({ path: { ...draft.path, [name]: text } })),
          fc
            .constantFrom('..', '%2e%2e%2f', '%', '%E0%A4%A', '%00', '..%5c', '//', ';x=1', '%252e')
            .map((raw) => ({ ...make({}), target: operation.path.replaceAll(/\{\w+\}/g, raw), isOwn: false })),
        ]
      : []),
    queries.map(([name, text]) => make({ query: [...draft.query.filter(([other]) => other !== name), [name, text]] })),
    queries.map(([name, text]) => make({ query: [...draft.query, [name, text], [name, text]] })),
    queries.map(([name, text]) => make({ query: [...draft.query, [`${name}[]`, text], [`${name}[a][b]`, text]] })),
    fc
      .constantFrom('?limit=%', '?&&&===', '?a=%ff%fe', `?${'a=1&'.repeat(1_500)}`, '?limit=1&limit=2', '#x', '?\\')
      .map((raw) => ({ ...make({ query: [] }), target: make({ query: [] }).target + raw })),
  ];
}

function headerFaults(operation: Operation, draft: Draft): fc.Arbitrary<WalkRequest>[] {
  const headers = fc.constantFrom<Record<string, string>>(
    { authorization: 'Bearer wrong' },
    { authorization: 'Basic YTpi' },
    { authorization: '' },
    { authorization: `Bearer ${'x'.repeat(3_000)}` },
    { authorization: '', cookie: 'claque_login=wrong; claque_login=%' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { host: 'evil.example' },
    { accept: 'text/html' },
    { accept: 'image/png;q=0.1' },
    { 'idempotency-key': ' ' },
    { 'idempotency-key': 'k'.repeat(300) },
    { 'if-none-match': '*' },
    { 'if-none-match': '"x", W/"y",,"' },
    { range: 'bytes=0-' },
    { 'x-forwarded-host': 'evil.example' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-7' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'nonsense' },
    { 'x-http-method-override': 'DELETE' },
  );
  return [
    headers.map((changes) => {
      const request = requestOf(operation, draft);
      return { ...request, headers: { ...request.headers, ...changes } };
    }),
  ];
}

function bodyFaults(operation: Operation, draft: Draft): fc.Arbitrary<WalkRequest>[] {
  const make = (changes: Partial<Draft>) => requestOf(operation, { ...draft, ...changes });
  const type = draft.type ?? 'application/json';
  const broken = fc.constantFrom(...brokenBodies).map((body) => make({ body, type }));
  if (typeof draft.body !== 'object' || draft.body === null) return [broken];
  const given = draft.body as Record<string, unknown>;
  const fields = fc.constantFrom(...Object.keys(given), 'colour');
  const spoiltField = fc
    .tuple(fields, hostileValue())
    .map(([name, value]) => make({ body: { ...given, [name]: value } }));
  return [
    broken,
    spoiltField,
    fields.map((name) => make({ body: Object.fromEntries(Object.entries(given).filter(([key]) => key !== name)) })),
    hostileValue().map((body) => make({ body: typeof body === 'string' ? JSON.stringify(body) : body })),
    fc
      .constantFrom('text/plain', 'text/csv', 'application/x-www-form-urlencoded', 'multipart/form-data', '')
      .map((other) => make({ type: other })),
  ];
}
