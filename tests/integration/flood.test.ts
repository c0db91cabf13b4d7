/** Clients of the stream that send without end, to a server whose memory is read (F-33). */
import { expect, test } from 'vitest';
import { ChildServer } from '../support/child-server.ts';
import { temporaryFolder } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

const megabyte = 1_000_000;

/** What a server holds outside of its heap, which is where bytes from sockets are, and within. In MB. */
async function memoryOf(server: { url: string }): Promise<number> {
  const figures = await (await fetch(`${server.url}/metrics`)).text();
  const of = (name: string) => Number(new RegExp(`^claque_nodejs_${name}_bytes (\\d+)`, 'm').exec(figures)![1]);
  return (of('external_memory') + of('heap_size_used')) / megabyte;
}

test('messages of 17 MB, fragments by the thousand and pings without end leave memory as it was (F-33)', async () => {
  const server = await new ChildServer(temporaryFolder()).ready();
  const bystander = await StreamClient.connect(server);
  const before = await memoryOf(server);
  const huge = 'x'.repeat(17 * megabyte);
  for (let round = 0; round < 4; round += 1) {
    const client = await StreamClient.connect(server);
    client.send(huge);
    expect(await client.closed()).toBe(1009);

    const fragmenting = await StreamClient.connect(server);
    for (let count = 0; count < 20_000; count += 1) fragmenting.socket.send('x'.repeat(100), { fin: false });
    expect([1006, 1008, 1009]).toContain(await fragmenting.closed());

    const pinging = await StreamClient.connect(server);
    for (let count = 0; count < 5_000; count += 1) pinging.socket.ping('x'.repeat(100));
    expect([1006, 1008]).toContain(await pinging.closed());
  }
  bystander.send({ type: 'ping' });
  await bystander.until(() => bystander.messages.at(-1)?.type === 'pong');
  // Far below the 68 MB that came as huge messages alone; a heap that nobody has tidied up yet is what is left.
  await expect.poll(async () => (await memoryOf(server)) - before, { timeout: 30_000 }).toBeLessThan(40);
});
