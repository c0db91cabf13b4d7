/** Every operation of the OpenAPI document, and requests for it that name given things. */
import type { Answer } from './server.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
}

interface Body {
  readonly schema?: { readonly $ref?: string; readonly properties?: object };
  readonly example?: unknown;
}

interface Document {
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: { readonly schemas: Record<string, { readonly properties?: object }> };
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, Body> };
  readonly security: readonly object[];
}

export interface Operation {
  /** Such as GET /api/sessions/{id}. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** An example of what it takes, where it takes a body. */
  readonly body: { readonly type: string; readonly example: unknown; readonly fields: readonly string[] } | null;
  readonly isOpen: boolean;
}

/** What is put in the place of ventures and ids; with the same as both, parameters that may be left out are. */
export interface Naming {
  readonly ventureId: string;
  readonly id: string;
}

export async function operationsOf(server: { url: string }): Promise<Operation[]> {
  const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters: described.parameters ?? [],
      body: bodyOf(document, described),
      isOpen: described.security.length === 0,
    })),
  );
}

function bodyOf({ components }: Document, { requestBody }: Described): Operation['body'] {
  const [content] = Object.entries(requestBody?.content ?? {});
  if (!content) return null;
  const [type, { schema, example }] = content;
  const named = components.schemas[schema?.$ref?.split('/').at(-1) ?? ''];
  return { type, example, fields: Object.keys(schema?.properties ?? named?.properties ?? {}) };
}

const isId = (name: string): boolean => /(^id|Ids?)$|^ids$/.test(name);

/** Asks for an operation with what it is to be about in every place where something can be named. */
export async function askOperation(
  server: { url: string },
  { method, path, parameters, body }: Operation,
  naming: Naming,
  headers: Record<string, string> = {},
): Promise<Answer<string>> {
  const valueOf = (name: string) =>
    encodeURIComponent(name === 'ventureId' ? naming.ventureId : (standards[name] ?? naming.id));
  const query = parameters
    .filter(
      ({ in: place, name, required }) =>
        place === 'query' && (required || name === 'ventureId' || (isId(name) && naming.id !== naming.ventureId)),
    )
    .map(({ name }) => `${name}=${valueOf(name)}`);
  const route = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name));
  const response = await fetch(`${server.url}${route}?${query.join('&')}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': body.type }) },
    ...(body && { body: typeof body.example === 'string' ? body.example : JSON.stringify(withNames(body, naming)) }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** Values of parameters that stand for no thing of anybody's. */
const standards: Readonly<Record<string, string>> = {
  provider: 'scripted',
  model: 'scripted',
  callCount: '1',
  groupBy: 'anomalyType',
  code: 'not-found',
};

function withNames({ example, fields }: NonNullable<Operation['body']>, { ventureId, id }: Naming): object {
  const named = Object.entries({ ventureId, sessionId: id, ids: [id] }).filter(([field]) => fields.includes(field));
  return { ...(example as object), ...Object.fromEntries(named) };
}
