/** The HTTP server itself: how long a client may take, and how many connections an address may hold (PL-15). */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.ts';
import { networkOf } from './client-address.ts';
import { isTrusted } from './forwarded.ts';
import { Tally } from './tally.ts';
import { explainUnreadable } from './unreadable.ts';

export interface RequestTimes {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
  /** How often clients that took too long are looked for. */
  readonly connectionsCheckingInterval: number;
}

/**
 * Against clients that send a byte now and then, in ms. Headers come in one piece or not at all; a whole request may take
 * as long as the largest recording (20 MB) does over a line of 0.6 Mbit/s. Longer, and connections can be held for
 * nothing; shorter, and recordings of people on a slow line never arrive.
 */
const usualTimes: RequestTimes = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};

export function createHttpServer(listener: RequestListener, times: RequestTimes = usualTimes): Server {
  const server = createServer({ ...times }, listener);
  explainUnreadable(server);
  return server;
}

/** How often it is said that connections are refused, in ms: whoever floods a server must not flood its log. */
const sayingEveryMs = 60_000;

export interface ConnectionLimits {
  /** 0: any number. */
  readonly connectionsPerAddress: number;
  readonly trustedProxies: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
}

/** Ends connections above the limit of an address at once; a trusted proxy speaks for many, and limits them itself. */
export function boundConnections(server: Server, limits: ConnectionLimits): void {
  const { connectionsPerAddress, trustedProxies, clock, log } = limits;
  const tally = new Tally(connectionsPerAddress);
  let saidAtMs = -Infinity;
  server.on('connection', (socket: Socket) => {
    if (isTrusted(trustedProxies, socket.remoteAddress)) return;
    const address = networkOf(socket.remoteAddress);
    if (tally.enter(address)) return void socket.once('close', () => tally.leave(address));
    // Nothing is answered: until that had been sent, what was asked would be performed.
    socket.destroy();
    if (clock.now() - saidAtMs < sayingEveryMs) return;
    saidAtMs = clock.now();
    log.warn({ address, connectionsPerAddress }, 'Connections are refused: CLAQUE_CONNECTIONS_PER_ADDRESS');
  });
}
