/** AsyncAPI 3 out of the schemas that the stream validates with (PL-10). */
import { z } from 'zod';
import { payloadSchemas } from '../../contract/every-activity.ts';
import { ClientMessage, ServerMessage, messageExamples } from '../../contract/stream.ts';
import { streamPath } from './hub.ts';

const schemaPath = '#/components/schemas/';

/** As in the description of the API; AsyncAPI has another word for a cookie. */
const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token. While access is open none is asked for.' },
  login: { type: 'httpApiKey', in: 'cookie', name: 'claque_login', description: 'Set by POST /api/access/login.' },
  share: {
    type: 'httpApiKey',
    in: 'cookie',
    name: 'claque_share',
    description: 'Of a guest, set by POST /api/access/share: for the topic of one session.',
  },
} as const;

export function asyncApiDocument(info: { title: string; version: string; description: string }): object {
  const received = messagesOf(ClientMessage.options, 'Send');
  const sent = messagesOf(ServerMessage.options, 'Receive');
  const names = [...received, ...sent].map(({ name }) => name);
  return {
    asyncapi: '3.0.0',
    info: { ...info, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    channels: {
      activity: {
        address: streamPath,
        description:
          'A WebSocket. Subscribe to topics; each activity of a topic comes once and in the order of its number. After a break, subscribe with `since` and nothing is missed. The server pings every 30 s. Limits: 64 KB a message, 64 topics, 20 messages a second. Once there are tokens, the upgrade takes one or the cookie of a login (401 otherwise); a client gets the activities of its ventures only, and is closed (1008) when its token expires or is revoked, or its login ends. A guest of a share link may subscribe `session:` and the id of the link’s session, and gets an error message for any other topic; the connection is closed (1008) when the link expires or is revoked.',
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: {
      receive: operation('receive', 'What a client may send.', received),
      send: operation('send', 'What the server sends.', sent),
    },
    components: {
      securitySchemes,
      messages: Object.fromEntries([...received, ...sent].map((message) => [message.name, messageOf(message)])),
      schemas: schemasOf([...received, ...sent]),
    },
  };
}

interface NamedSchema {
  readonly name: string;
  readonly schema: z.ZodType;
}

interface Message extends NamedSchema {
  readonly type: keyof typeof messageExamples;
}

const messageOf = ({ name, type }: Message) => ({
  name,
  title: type,
  payload: { $ref: schemaPath + name },
  examples: [{ name: type, payload: messageExamples[type] }],
});

type Option = z.ZodType & { shape: { type: z.ZodLiteral<Message['type']> } };

/** SendSubscribe, ReceiveActivity and the like, from the client's point of view. */
function messagesOf(options: readonly Option[], prefix: string): Message[] {
  return options.map((schema) => {
    const type = schema.shape.type.value;
    return { name: prefix + type[0]!.toUpperCase() + type.slice(1), type, schema };
  });
}

const operation = (action: 'receive' | 'send', summary: string, messages: readonly NamedSchema[]) => ({
  action,
  summary,
  channel: { $ref: '#/channels/activity' },
  security: Object.keys(securitySchemes).map((name) => ({ $ref: `#/components/securitySchemes/${name}` })),
  messages: messages.map(({ name }) => ({ $ref: `#/channels/activity/messages/${name}` })),
});

/** Shared schemas come out of zod in a bag of their own; here they lie beside the messages. */
function schemasOf(messages: readonly NamedSchema[]): object {
  const payloads = [...payloadSchemas].map(([type, schema]) => ({ type, name: nameOfPayload(type), schema }));
  const registry = z.registry<{ id: string }>();
  for (const { name, schema } of [...messages, ...payloads]) registry.add(schema.meta({}), { id: name });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => schemaPath + id });
  const { __shared: shared, ...own } = schemas as Record<string, { $defs?: object }>;
  const text = JSON.stringify({ ...shared?.$defs, ...own }, (key, value: unknown) =>
    key === '$id' || key === '$schema' ? undefined : value,
  );
  const all = JSON.parse(text.replaceAll(`${schemaPath}__shared#/$defs/`, schemaPath)) as Record<string, object>;
  const kinds = payloads.map(({ type, name }) => ({
    properties: { type: { const: type }, payload: { $ref: schemaPath + name } },
  }));
  return { ...all, Activity: { ...all['Activity'], oneOf: kinds } };
}

/** What an activity carries: CarriedSessionScored for session.scored. */
const nameOfPayload = (type: string): string =>
  `Carried${type
    .split(/[._]/)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('')}`;
