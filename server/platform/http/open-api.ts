/** OpenAPI 3.1 out of the declared routes (PL-9). */
import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import { Problem } from '../../contract/problem.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import { errorTable } from '../../kernel/errors.ts';
import { problemOf } from './problem-details.ts';
import type { Route, RouteResponse } from './route.ts';

export interface DocumentInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly tags: readonly { name: string; description: string }[];
}

/** Errors that every route can answer. */
const commonErrors: readonly ErrorCode[] = [
  'bad-request',
  'forbidden-origin',
  'too-slow',
  'too-many-requests',
  'headers-too-large',
  'internal',
  'unavailable',
];

/** Errors that every route can answer but those that ask for no token. */
const accessErrors: readonly ErrorCode[] = ['unauthorized', 'forbidden'];

/** Errors of the body, which every route but a read can answer: one that takes none may still be sent one. */
const bodyErrors: readonly ErrorCode[] = ['bad-json', 'too-large', 'unsupported-media-type'];

const retryAfter = { description: 'In how many seconds to go on.', schema: { type: 'integer', minimum: 1 } } as const;

/** How a token comes along; while access is open none is asked for (PL-12, PL-13). */
const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token. While access is open none is asked for.' },
  login: { type: 'apiKey', in: 'cookie', name: 'claque_login', description: 'Set by POST /api/access/login.' },
  share: {
    type: 'apiKey',
    in: 'cookie',
    name: 'claque_share',
    description: 'Of a guest, set by POST /api/access/share: for reads of one session.',
  },
} as const;

export function openApiDocument(routes: readonly Route[], info: DocumentInfo): object {
  const registry = new OpenAPIRegistry();
  for (const route of routes) registry.registerPath(pathOf(route));
  for (const [name, scheme] of Object.entries(securitySchemes))
    registry.registerComponent('securitySchemes', name, scheme);
  const { title, version, description, tags } = info;
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title, version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags: [...tags],
  });
  return JSON.parse(JSON.stringify(document), (_key, value: unknown) => withExample(withNull(value))) as object;
}

/**
 * The example of a parameter where readers and tools look for it. Swagger UI fills in what stands at the parameter, which
 * is right for what must be given; what may be left out is left out, and its example only shown.
 */
function withExample(value: unknown): unknown {
  const { in: place, required, schema, ...rest } = (value ?? {}) as ParameterObject;
  if (typeof place !== 'string' || schema?.example === undefined) return value;
  const { example, ...plain } = schema;
  const shown = required ? { schema: plain, example } : { schema: { ...plain, examples: [example] } };
  return { ...rest, in: place, ...(required && { required }), ...shown };
}

interface ParameterObject {
  readonly in?: unknown;
  readonly required?: boolean;
  readonly schema?: { readonly example?: unknown };
}

/** The generator (9.1.0) asks of a nullable reference to be what it refers to and null at once: it is either. */
function withNull(value: unknown): unknown {
  const { allOf, ...others } = (value ?? {}) as { allOf?: { $ref?: string; type?: unknown }[] };
  const [reference, { type, ...rest } = {}] = allOf ?? [];
  const isNullable = reference?.$ref !== undefined && Array.isArray(type) && type.includes('null');
  return isNullable ? { ...others, ...rest, anyOf: [reference, { type: 'null' }] } : value;
}

function pathOf(route: Route): RouteConfig {
  return {
    method: route.method,
    path: route.path,
    operationId: operationIdOf(route),
    summary: route.summary,
    description: described(route),
    tags: [...route.tags],
    security: schemesOf(route).map((name) => ({ [name]: [] })),
    request: {
      ...(route.params ? { params: route.params as z.ZodObject } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(route.headers ? { headers: route.headers as z.ZodObject } : {}),
      ...(route.body ? { body: { required: !isOptional(route.body), content: bodyContentOf(route) } } : {}),
    },
    responses: { ...successes(route), ...failures(route) },
  };
}

/** A body whose fields may all be left out may be left out itself. */
const isOptional = (body: z.ZodType): boolean => body.safeParse({}).success;

function schemesOf({ access }: Route): string[] {
  if (access.right === null) return [];
  return Object.keys(securitySchemes).filter((name) => name !== 'share' || 'sessionOf' in access);
}

const described = ({ description, access }: Route): string =>
  access.right === null ? description : `${description} Takes the right to ${access.right}.`;

function bodyContentOf({ body, bodyExample, text }: Route) {
  const contentOf = (example: unknown) => ({ schema: body!, ...(example === undefined ? {} : { example }) });
  if (!text) return { 'application/json': contentOf(bodyExample) };
  return Object.fromEntries(Object.entries(text.examples).map(([type, example]) => [type, contentOf(example)]));
}

/** getSessionsById, postSessionsByIdPause and the like: stable, for generated clients. */
function operationIdOf({ method, path }: Route): string {
  const words = path
    .replace(/^\/api\//, '')
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => `By-${name[0]!.toUpperCase()}${name.slice(1)}`)
    .split(/[^A-Za-z]+/);
  return method + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

function successes(route: Route): RouteConfig['responses'] {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, response]) => [
      status,
      { description: response.description, content: isBodiless(status) ? {} : contentOf(response) },
    ]),
  );
}

const isBodiless = (status: string): boolean => status === '304';

function contentOf({ contentType, schema, example, others = {} }: RouteResponse) {
  const text = { type: 'string' } as const;
  const first = { schema: schema ?? text, ...(example === undefined ? {} : { example }) };
  const further = Object.entries(others).map(([type, value]) => [type, { schema: text, example: value }] as const);
  return { [contentType ?? 'application/json']: first, ...Object.fromEntries(further) };
}

/** Errors by status; several of one status share a description. */
function failures(route: Route): RouteConfig['responses'] {
  const byStatus = new Map<number, ErrorCode[]>();
  const ofAccess = route.access.right === null ? [] : accessErrors;
  const ofBody = route.method === 'get' ? [] : bodyErrors;
  const codes = [...commonErrors, ...ofAccess, ...ofBody, ...(route.errors ?? [])];
  for (const code of new Set(codes)) {
    const { status } = errorTable[code];
    if (status in route.responses) continue; // It says in another way that it is not ready.
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `${errorTable[code].title} (${code}). ${errorTable[code].next}`).join(' '),
        ...(status === errorTable['too-many-requests'].status ? { headers: { 'Retry-After': retryAfter } } : {}),
        content: {
          'application/problem+json': {
            schema: Problem,
            examples: Object.fromEntries(
              codes.map((code) => [
                code,
                { value: problemOf(code, 'A sentence that says what would be right.', route.path) },
              ]),
            ),
          },
        },
      },
    ]),
  );
}
