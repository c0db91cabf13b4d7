/** The stream's description: every message of the contract is in it (PL-10). */
import { expect, test } from 'vitest';
import { ClientMessage, ServerMessage } from '../../server/contract/stream.ts';
import { asyncApiDocument } from '../../server/platform/live/async-api.ts';
import type { Schema, Schemas } from '../support/walk/api.ts';
import { schemaJudge } from '../support/walk/schema-judge.ts';
import { asyncApiFindings } from '../support/walk/specification.ts';

interface Document {
  readonly asyncapi: string;
  readonly operations: Record<string, { security: { $ref: string }[] }>;
  readonly components: {
    securitySchemes: Record<string, unknown>;
    messages: Record<string, { payload: Schema; examples: { payload: unknown }[] }>;
    schemas: Record<string, { properties: { type: { const: string } } }>;
  };
}

const document = asyncApiDocument({ title: 'T', version: '1', description: 'D' }) as Document;

test('is what the AsyncAPI specification asks for, and the check would notice if it were not (PL-10)', () => {
  expect(asyncApiFindings(document)).toEqual([]);
  const text = JSON.stringify(document);
  for (const [from, to] of [
    ['"channels"', '"chanels"'],
    ['"action":"send"', '"action":"shout"'],
    ['"examples":[{"name"', '"examples":[{"title"'],
    ['"asyncapi":"3.0.0"', '"asyncapi":"2.6.0"'],
  ] as const)
    expect(asyncApiFindings(JSON.parse(text.replace(from, to)) as object), to).not.toEqual([]);
});

test('shows an example of every message, which is what its schema says (PL-10)', () => {
  const judge = schemaJudge(document.components.schemas as unknown as Schemas);
  const messages = Object.values(document.components.messages);
  expect(messages.flatMap(({ payload, examples }) => examples.flatMap((one) => judge(payload, one.payload)))).toEqual(
    [],
  );
  expect(messages.every(({ examples }) => examples.length > 0)).toBe(true);
});

test('describes every message that a client or the server may send', () => {
  const types = (prefix: string) =>
    Object.keys(document.components.messages)
      .filter((name) => name.startsWith(prefix))
      .map((name) => document.components.schemas[name]!.properties.type.const);
  expect(document.asyncapi).toBe('3.0.0');
  expect(types('Send')).toEqual(ClientMessage.options.map((option) => option.shape.type.value));
  expect(types('Receive')).toEqual(ServerMessage.options.map((option) => option.shape.type.value));
});

test('says of each operation that it takes a token or the cookie of a login or a share link (PL-10, PL-13, PL-14)', () => {
  const { securitySchemes } = document.components;
  expect(Object.keys(securitySchemes)).toEqual(['bearer', 'login', 'share']);
  for (const { security } of Object.values(document.operations))
    expect(security.map(({ $ref }) => $ref.split('/').at(-1))).toEqual(Object.keys(securitySchemes));
});

test('resolves every reference within itself', () => {
  const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, pointer]) => pointer!);
  const follow = (pointer: string) =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
  expect(pointers.length).toBeGreaterThan(20);
  expect(pointers.filter((pointer) => follow(pointer) === undefined)).toEqual([]);
});
