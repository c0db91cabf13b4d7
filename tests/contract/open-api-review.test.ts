/** What a reviewer who believes nothing asks of every operation of /openapi.json (PL-8, PL-9). */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Api, Content, Operation, Schema } from '../support/walk/api.ts';
import { readApi, resolved } from '../support/walk/api.ts';
import type { Judge } from '../support/walk/schema-judge.ts';
import { schemaJudge } from '../support/walk/schema-judge.ts';
import { openApiFindings } from '../support/walk/specification.ts';
import { walk } from '../support/walk/walk.ts';
import { fillWorld, walkToken, walkedServer } from '../support/walk/world.ts';

const authorization = `Bearer ${walkToken}`;
const server = walkedServer();

let api: Api;
let judge: Judge;
beforeAll(async () => {
  await fillWorld(server);
  api = await readApi(server);
  judge = schemaJudge(api.schemas);
}, 60_000);

/** Operations with what is wrong with them, as sentences. */
const faultsBy = (find: (operation: Operation) => readonly string[]): string[] =>
  api.operations.flatMap((operation) => find(operation).map((fault) => `${operation.name}: ${fault}`));

/** Every body that an operation takes or gives, by where it stands. */
const bodiesOf = ({ requestBody, responses }: Operation): [string, string, Content][] =>
  [['request', requestBody] as const, ...Object.entries(responses)].flatMap(([place, body]) =>
    Object.entries(body?.content ?? {}).map(([type, content]): [string, string, Content] => [place, type, content]),
  );

const examplesOf = ({ example, examples = {} }: Content): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ value }) => value),
];

test('the document is what the OpenAPI specification asks for, and the check would notice if it were not (PL-9)', () => {
  expect(openApiFindings(api.document)).toEqual([]);
  const text = JSON.stringify(api.document);
  for (const [from, to] of [
    ['"summary"', '"sumary"'],
    ['"in":"query"', '"in":"body"'],
    ['"openapi":"3.1.0"', '"openapi":"3.0.0"'],
    ['"required":true,"content"', '"required":"yes","content"'],
  ] as const)
    expect(openApiFindings(JSON.parse(text.replace(from, to)) as object), to).not.toEqual([]);
});

describe('every operation', () => {
  test('has a name that can be read, a short summary, a description in sentences and a tag that is explained (PL-9)', () => {
    const { tags } = api.document as { tags: { name: string; description: string }[] };
    const explained = new Set(tags.filter(({ description }) => description.length > 10).map(({ name }) => name));
    const faults = faultsBy(({ operationId, summary, description, tags: own, method }) => [
      ...(operationId.startsWith(method.toLowerCase()) && /^[a-z]+[A-Za-z]+$/.test(operationId) ? [] : [operationId]),
      ...(/^[A-Z].{3,90}[^.]$/.test(summary) ? [] : [summary]),
      ...(/^[A-Z`].*[.?]$/s.test(description) && description !== summary ? [] : [description]),
      ...own.filter((tag) => !explained.has(tag)),
    ]);
    expect(faults).toEqual([]);
    expect(new Set(api.operations.map(({ operationId }) => operationId)).size).toBe(api.operations.length);
  });

  test('says of each parameter what it is and shows a value that its schema allows (PL-9)', () => {
    const faults = faultsBy(({ parameters }) =>
      parameters.flatMap(({ name, description = '', example, schema }) => {
        const { enum: values = [], ...rest } = resolved(api.schemas, schema) as Schema & { default?: unknown };
        const { examples = [] } = schema as { examples?: unknown[] };
        const shown = [example, ...examples, rest.default, ...values].find((value) => value !== undefined);
        if (shown === undefined) return [`${name} shows no value`];
        // In an address everything is text.
        if (JSON.stringify(rest.type ?? '').includes('null')) return [`${name} may be null`];
        return [...judge(schema, shown), ...(/\S\.$/.test(description) ? [] : [`${name}: ${description}`])];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('shows an example of every body that it takes or gives, and each is what its schema says (PL-9)', () => {
    const faults = faultsBy((operation) =>
      bodiesOf(operation).flatMap(([place, type, content]) => {
        const examples = examplesOf(content);
        if (examples.length === 0) return [`${place} ${type} has no example`];
        return examples.flatMap((example) => judge(content.schema, example).map((fault) => `${place}: ${fault}`));
      }),
    );
    expect(faults).toEqual([]);
  });

  test('declares the errors of a body where one is read, and nowhere else (PL-9)', () => {
    const faults = faultsBy(({ method, responses }) => {
      const codes = Object.values(responses).flatMap(({ content = {} }) =>
        Object.keys(content['application/problem+json']?.examples ?? {}),
      );
      const ofBody = codes.filter((code) => ['bad-json', 'too-large', 'unsupported-media-type'].includes(code));
      return ofBody.length === (method === 'GET' ? 0 : 3) ? [] : [ofBody.join()];
    });
    expect(faults).toEqual([]);
  });

  test('that lists things says how many there are, and gives them by pages (PL-8)', () => {
    /** A handful by nature: three providers, and the people of one's own ventures. */
    const short = ['GET /api/providers', 'GET /api/access/names'];
    const lists = api.operations.filter((operation) =>
      bodiesOf(operation).some(([place, , { schema }]) => {
        const { properties } = resolved(api.schemas, schema);
        return Number(place) < 300 && properties?.['items'] !== undefined;
      }),
    );
    const faults = lists.flatMap(({ name, parameters, responses }) => {
      const { properties = {} } = resolved(api.schemas, responses['200']!.content!['application/json']!.schema);
      const asked = parameters.map((parameter) => parameter.name);
      const isPaged =
        ['total', 'limit', 'offset'].every((field) => field in properties) &&
        asked.includes('limit') &&
        ['offset', 'since', 'before'].some((cursor) => asked.includes(cursor));
      return isPaged ? [] : [name];
    });
    expect(faults.sort()).toEqual(short.toSorted());
    expect(lists.length).toBeGreaterThan(25);
  });

  test('is told, and tells, times as ISO 8601 and durations with their unit in their name (PL-8)', () => {
    const unit = /(Ms|Seconds?|Minutes?|Hours?|Days?|Ticks?|Ratio|Count|Factor|PerMinute|PerMinutePerAttendee)$/;
    const faults = fieldsOf(api.schemas).flatMap(([place, name, { type, format, anyOf }]) => {
      const types = [type ?? []].flat();
      const isTime = /[a-z](At|Until)$/.test(name) && !/^(is|has)/.test(name);
      if (isTime && !(format === 'date-time' || anyOf?.some((option) => option.format === 'date-time')))
        return [`${place}.${name} is no date-time`];
      const isNumber = types.includes('number') || types.includes('integer');
      const isDuration = /duration|delay|timeout|interval|elapsed|latency|wait|(^|[a-z])age$/i.test(name);
      return isNumber && isDuration && !unit.test(name) ? [`${place}.${name} has no unit`] : [];
    });
    expect(faults).toEqual([]);
  });

  test('does what its examples say when they are sent as they are, or knows nothing of what they name (PL-9)', async () => {
    const steps = api.operations.map((operation) => ({ operation, request: exemplary(operation) }));
    const walked = await walk(server, api, steps);
    expect(walked.flatMap(({ operation, faults }) => faults.map((fault) => `${operation.name}: ${fault}`))).toEqual([]);
    const isUnknown = ({ operation, answer: { status } }: (typeof walked)[number]) =>
      status === 404 || (status === 401 && ['/api/access/login', '/api/access/share'].includes(operation.path));
    const refused = walked.filter((one) => one.answer.status >= 300 && !isUnknown(one));
    const told = refused.map(({ operation, answer }) => `${operation.name}: ${answer.status} ${answer.body}`);
    expect(told).toEqual([]);
    // What names nothing that may not be there is done.
    const naming = ({ parameters, requestBody }: Operation) =>
      requestBody || parameters.some(({ required }) => required);
    const unknown = walked.filter(({ operation, answer }) => answer.status === 404 && !naming(operation));
    expect(unknown.map(({ operation }) => operation.name)).toEqual([]);
  });
});

/** Every field of every schema, with the place it stands in. */
function fieldsOf(schemas: Readonly<Record<string, Schema>>): [string, string, Schema][] {
  const found: [string, string, Schema][] = [];
  const look = (place: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties } = value as Schema;
    for (const [name, field] of Object.entries(properties ?? {})) found.push([place, name, field]);
    for (const [key, inner] of Object.entries(value)) if (!key.startsWith('example')) look(place, inner);
  };
  for (const [name, schema] of Object.entries(schemas)) look(name, schema);
  return found;
}

/** As Swagger UI sends it after “Try it out”, with nothing changed. */
function exemplary({ method, path, parameters, requestBody }: Operation) {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.example !== undefined)
    .map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`);
  const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parameters.find((parameter) => parameter.name === name)!.example)),
  );
  const { example } = content ?? {};
  return {
    method,
    target: `${named}?${query.join('&')}`,
    headers: { authorization, ...(type && { 'content-type': type }) },
    body: content === undefined ? null : typeof example === 'string' ? example : JSON.stringify(example),
    isOwn: true,
  };
}
