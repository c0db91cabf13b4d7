/** Performs a request that the documents show as a call of curl: with the few options that they use, and no others. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ShellCommand } from './shell.ts';

export interface CurlAnswer {
  readonly status: number;
  readonly text: string;
}

interface Request {
  url: string;
  method: string | null;
  headers: Record<string, string>;
  body: string | undefined;
}

/**
 * @param server Takes the place of localhost:8080.
 * @param folder Where files lie that are sent along.
 * @throws {Error} if the command has an option that is not known here: then this has to learn it.
 */
export async function performCurl({ words }: ShellCommand, server: string, folder: string): Promise<CurlAnswer> {
  const request: Request = { url: '', method: null, headers: {}, body: undefined };
  const rest = words.slice(1);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-s') continue;
    if (word === '-X') request.method = rest.shift()!;
    else if (word === '-H') addHeader(request, rest.shift()!);
    else if (word === '-d') request.body = rest.shift()!;
    else if (word === '--data-binary') request.body = readFileSync(path.join(folder, rest.shift()!.slice(1)), 'utf8');
    else if (word.startsWith('-')) throw new Error(`The option ${word} is not known.`);
    else request.url = word;
  }
  if (!request.url.startsWith('localhost:8080/')) throw new Error(`${request.url} is not the server of the documents.`);
  const { method, headers, body } = request;
  const response = await fetch(request.url.replace('localhost:8080', server), {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}

function addHeader(request: Request, written: string): void {
  const [name = '', value = ''] = written.split(/: (.*)/s);
  request.headers[name.toLowerCase()] = value;
}
