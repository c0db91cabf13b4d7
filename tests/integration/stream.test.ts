/** The live stream over a real WebSocket. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { onTestFinished, expect, test } from 'vitest';
import type { Activity } from '../../server/contract/activity.ts';
import { AnomalyBody } from '../../server/contract/activity.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Anomaly } from '../../server/contract/session.ts';
import { call, sharedServer, startSession, startTestServer, untilSession } from '../support/server.ts';
import { StreamClient, upgradeStatus } from '../support/stream-client.ts';

const shared = sharedServer();

async function wholeLog(server: { url: string }, id: string): Promise<number[]> {
  const numbers: number[] = [];
  for (;;) {
    const since = numbers.at(-1) ?? 0;
    const { body } = await call<Page<Activity>>(server, 'GET', `/api/sessions/${id}/activity?limit=500&since=${since}`);
    if (body.items.length === 0) return numbers;
    numbers.push(...body.items.map((activity) => activity.number));
  }
}

test('a client that reconnects again and again with `since` gets every activity once and in order (PL-10)', async () => {
  const server = await startTestServer();
  const session = await startSession(server, { mode: 'auto', speed: 400, isPaused: true });
  const topic = `session:${session.id}`;
  const seen: number[] = [];
  const isOver = () => lastType === 'session.digested';
  let lastType = '';
  await call(server, 'POST', `/api/sessions/${session.id}/resume`);
  await call(server, 'PUT', `/api/sessions/${session.id}/speed`, { speed: 'max' });
  while (!isOver()) {
    const client = await StreamClient.connect(server);
    client.subscribe(topic, seen.at(-1) ?? 0);
    // Long enough to take something, short enough to break off in the middle of replay and of live delivery.
    await client.until(() => client.activities.length >= 25 || client.activities.at(-1)?.type === 'session.digested');
    client.socket.terminate();
    seen.push(...client.activities.map((activity) => activity.number));
    lastType = client.activities.at(-1)?.type ?? '';
  }
  expect(seen).toEqual(await wholeLog(server, session.id));
});

test('clients that subscribe while activities flow miss none and get none twice (PL-10)', async () => {
  const server = await startTestServer();
  const session = await startSession(server, { mode: 'auto', speed: 'max', scenarioId: 'calm-hour' });
  await untilSession(server, session.id, (now) => now.lastActivityNumber > 80);
  const clients = await Promise.all(Array.from({ length: 8 }, () => StreamClient.connect(server)));
  clients.forEach((client, index) => client.subscribe(`session:${session.id}`, index * 10));
  await Promise.all(clients.map((client) => client.until(() => client.activities.at(-1)?.type === 'session.digested')));
  const expected = await wholeLog(server, session.id);
  clients.forEach((client, index) =>
    expect(client.activities.map((activity) => activity.number)).toEqual(
      expected.filter((number) => number > index * 10),
    ),
  );
});

test('an anomaly is kept as it was streamed, with its tick, type, severity and a sentence (EC-8)', async () => {
  const server = await startTestServer();
  const session = await startSession(server, { mode: 'off', speed: 'max' });
  const client = await StreamClient.connect(server);
  client.subscribe(`session:${session.id}`, 0);
  await client.until(() => client.activities.at(-1)?.type === 'session.digested');
  const streamed = client.activities.flatMap((one) =>
    one.type === 'anomaly.detected' ? [AnomalyBody.parse(one.payload)] : [],
  );
  expect(streamed).not.toHaveLength(0);
  const { body: kept } = await call<Page<Anomaly>>(server, 'GET', `/api/sessions/${session.id}/anomalies`);
  expect(kept.items.map(({ number, type, tick }) => ({ number, type, tick }))).toEqual(
    streamed.map(({ number, type, tick }) => ({ number, type, tick })),
  );
  for (const anomaly of kept.items) {
    expect(['WARNING', 'CRITICAL']).toContain(anomaly.severity);
    expect(anomaly.sentence).toMatch(/^[A-Z].+\.$/);
  }
});

test('the topic `sessions` carries the life cycle of all, and nothing more', async () => {
  const server = await startTestServer();
  const client = await StreamClient.connect(server);
  client.subscribe('sessions');
  await client.until(() => client.messages.some((message) => message.type === 'subscribed'));
  const sessions = await Promise.all([1, 2].map((seed) => startSession(server, { seed, mode: 'off', speed: 'max' })));
  await client.until(() => client.activities.filter((activity) => activity.type === 'session.digested').length === 2);
  const types = new Set(client.activities.map((activity) => activity.type));
  expect([...types].filter((type) => !type.startsWith('session.') && type !== 'anomaly.detected')).toEqual([]);
  expect(types).not.toContain('session.scored');
  expect(new Set(client.activities.map((activity) => activity.sessionId))).toEqual(
    new Set(sessions.map(({ id }) => id)),
  );
});

test('wrong messages are answered, and the connection lives on', async () => {
  const server = await startTestServer();
  const client = await StreamClient.connect(server);
  for (const message of [
    'no json',
    '[]',
    { type: 'dance' },
    { type: 'subscribe', topic: '../etc' },
    { type: 'subscribe', topic: 'sessions', since: -1 },
  ])
    client.send(message);
  client.socket.send(Buffer.from([1, 2, 3]), { binary: true });
  client.send({ type: 'ping' });
  await client.until(() => client.messages.at(-1)?.type === 'pong');
  const errors = client.messages.filter((message) => message.type === 'error');
  expect(errors).toHaveLength(6);
  expect(errors.every((message) => message.code === 'bad-message')).toBe(true);
});

/** A WebSocket by hand, which can send what no library would. */
async function rawSocket(server: { url: string }): Promise<{ socket: Socket; closed: Promise<void> }> {
  const { hostname, port, host } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.write(
    `GET /ws/activity HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.resume();
  return { socket, closed };
}

const masked = (first: number, payload: Buffer) =>
  Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]);

const malformedFrames: [string, Buffer][] = [
  ['a reserved bit', masked(0xc1, Buffer.from('x'))],
  ['an unknown opcode', masked(0x83, Buffer.from('x'))],
  ['a frame without a mask', Buffer.from([0x81, 0x01, 0x78])],
  ['a fragmented control frame', masked(0x09, Buffer.from('x'))],
  ['a continuation of nothing', masked(0x80, Buffer.from('x'))],
  ['text that is no UTF-8', masked(0x81, Buffer.from([0xff, 0xfe]))],
];

test.each(malformedFrames)('%s closes that socket and no other (F-32)', async (_name, frame) => {
  const bystander = await StreamClient.connect(shared);
  const { socket, closed } = await rawSocket(shared);
  socket.write(frame);
  await closed;
  bystander.send({ type: 'ping' });
  await bystander.until(() => bystander.messages.at(-1)?.type === 'pong');
  expect(bystander.socket.readyState).toBe(bystander.socket.OPEN);
});

test('a huge message, thousands of fragments, a flood of messages or of pings: closed, others unharmed (F-33)', async () => {
  const server = await startTestServer();
  const bystander = await StreamClient.connect(server);
  const huge = await StreamClient.connect(server);
  huge.send('x'.repeat(17_000_000));
  expect(await huge.closed()).toBe(1009);

  const flooding = await StreamClient.connect(server);
  for (let count = 0; count < 1_000; count += 1) flooding.send({ type: 'ping' });
  expect(await flooding.closed()).toBe(1008);

  const pinging = await StreamClient.connect(server);
  for (let count = 0; count < 1_000; count += 1) pinging.socket.ping();
  expect([1006, 1008]).toContain(await pinging.closed());

  const { socket, closed } = await rawSocket(server);
  socket.write(masked(0x01, Buffer.from('x')));
  socket.write(Buffer.concat(Array.from({ length: 20_000 }, () => masked(0x00, Buffer.from('x')))));
  await closed;

  bystander.send({ type: 'ping' });
  await bystander.until(() => bystander.messages.at(-1)?.type === 'pong');
});

test('too many topics on one connection are refused by a sentence', async () => {
  const server = await startTestServer();
  const client = await StreamClient.connect(server);
  for (let index = 0; index < 65; index += 1) client.subscribe(`session:s${index}`);
  await client.until(() => client.messages.some((message) => message.type === 'error'));
  expect(client.messages.find((message) => message.type === 'error')).toMatchObject({ code: 'too-many-subscriptions' });
});

test('a half-open peer is gone after two pings it did not answer (F-38)', async () => {
  const server = await startTestServer();
  const { closed } = await rawSocket(server); // Answers no ping.
  const answering = await StreamClient.connect(server);
  for (let round = 0; round < 3; round += 1) {
    const pinged = new Promise((resolve) => answering.socket.once('ping', resolve));
    server.hub.pingAll();
    await pinged;
    // The answer is on its way before this message: when the pong of ours comes, it has been counted.
    const count = answering.messages.length;
    answering.send({ type: 'ping' });
    await answering.until(() => answering.messages.length > count);
  }
  await closed;
  expect(answering.socket.readyState).toBe(answering.socket.OPEN);
});

const origins: [string, Record<string, string>, number][] = [
  ['no Origin, as tools have it', {}, 101],
  ['the own Origin', { origin: 'own' }, 101],
  ['a foreign Origin', { origin: 'https://evil.example' }, 403],
  ['another local site', { origin: 'http://127.0.0.1:1' }, 403],
  ['a null Origin', { origin: 'null' }, 403],
  ['an empty Origin', { origin: '' }, 403],
  ['a foreign Host', { host: 'evil.example' }, 403],
];

test.each(origins)('upgrade with %s (F-35, PL-12)', async (_name, given, status) => {
  const headers = given['origin'] === 'own' ? { origin: shared.url } : given;
  expect(await upgradeStatus(shared, { headers })).toBe(status);
});

test('a `since` from another log, beyond the newest number, counts as the newest', async () => {
  const server = await startTestServer();
  const session = await startSession(server, { mode: 'off', speed: 'max' });
  const ended = await untilSession(server, session.id, (now) => now.status === 'ended');
  const client = await StreamClient.connect(server);
  client.subscribe(`session:${session.id}`, ended.lastActivityNumber + 1_000_000);
  await call(server, 'POST', `/api/sessions/${session.id}/reset`);
  await client.until(() => client.activities.length > 0);
  expect(client.activities[0]).toMatchObject({ number: ended.lastActivityNumber + 1, type: 'session.reset' });
});
