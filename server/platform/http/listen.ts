/** Where a server listens, and what it says where it cannot. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClaqueError, assert } from '../../kernel/errors.ts';

/** @throws {ClaqueError} unavailable, if the address is taken or not ours. */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE'
        ? `port ${port} on ${host} is in use; stop what uses it, or set PORT to another`
        : `cannot listen on ${host}:${port} (${code}); set HOST to an address of this machine, and PORT to one that it may take`;
    throw new ClaqueError('unavailable', why, { cause });
  }
}

/** The address to be opened, such as http://127.0.0.1:8080. */
export function urlOf(server: Server, { host }: { host: string }): string {
  const address = server.address() as AddressInfo | null;
  assert(address, 'a server that listens has an address');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
