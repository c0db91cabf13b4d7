/** Requests that are no HTTP, or too much of it: Node.js gives up on them before any route is asked (F-39). */
import { STATUS_CODES } from 'node:http';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../../kernel/errors.ts';
import { errorTable } from '../../kernel/errors.ts';
import { problemOf } from './problem-details.ts';

/** Has a server answer problem details where Node.js would answer a bare status. */
export function explainUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    if (error.code === 'HPE_HEADER_OVERFLOW')
      return refuse(socket, 'headers-too-large', 'Address and headers may have 16 KB together; send less.');
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
      return refuse(socket, 'too-slow', 'Send a request in one go; the connection waits no longer.');
    refuse(socket, 'bad-request', 'The request is not HTTP as RFC 9112 has it.');
  });
}

/** How long somebody may take to read why, in ms. Then the connection is cut, whether or not they close their end. */
const readingMs = 1_000;

function refuse(socket: Duplex, code: ErrorCode, detail: string): void {
  const { status } = errorTable[code];
  const body = JSON.stringify(problemOf(code, detail, '/'));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), readingMs).unref();
}
