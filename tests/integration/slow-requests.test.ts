/** Clients that send a byte now and then hold no connection for long (PL-15). */
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpServer } from '../../server/platform/http/http-server.ts';
import { ask } from '../support/raw-request.ts';
import { until } from '../support/server.ts';

/** As the server has them, some fifty times shorter. */
const times = { headersTimeout: 300, requestTimeout: 600, keepAliveTimeout: 200, connectionsCheckingInterval: 50 };

async function start() {
  const server = createHttpServer((request, response) => {
    request.resume().on('end', () => response.end('well'));
  }, times);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const connectionCount = () =>
    new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  return { url: `http://127.0.0.1:${port}`, port, connectionCount };
}

/** Sends a beginning, then byte after byte, and never closes its own end. @returns What it heard until it was cut off. */
function drip(port: number, beginning: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString()));
  socket.on('error', () => undefined);
  socket.write(beginning);
  const drops = setInterval(() => beginning !== '' && socket.write('x'), 20);
  onTestFinished(() => void socket.destroy());
  onTestFinished(() => clearInterval(drops));
  return new Promise((resolve) => {
    for (const end of ['end', 'close']) socket.once(end, () => resolve(heard));
  });
}

test('headers and bodies that come byte by byte, and connections that say nothing, are told so and cut, even if their other end stays open (PL-15)', async () => {
  const { url, port, connectionCount } = await start();
  const host = `Host: 127.0.0.1:${port}\r\n`;
  const slow = [
    drip(port, `GET / HTTP/1.1\r\n${host}X-Slow: `),
    drip(port, `POST / HTTP/1.1\r\n${host}Content-Length: 1000000\r\n\r\n`),
  ];
  const silent = drip(port, '');
  expect((await ask(url)).body).toBe('well');
  for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^HTTP\/1\.1 408 .*too-slow/s);
  await silent.then((heard) => expect(heard).toMatch(/^(HTTP\/1\.1 408 .*)?$/s));
  await until(connectionCount, (count) => count === 0);
  expect((await ask(url, { method: 'POST', body: 'a body that comes in one go' })).body).toBe('well');
});
