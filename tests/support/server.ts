/** A whole server for a test: real HTTP, real stream, a real database in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { AppParts, RunningServer } from '../../server/app.ts';
import { startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'claque-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Whoever waits by asking again and again asks more than a person does; connections stay limited. */
export const ofTests = { PORT: '0', NODE_ENV: 'test', CLAQUE_REQUESTS_PER_MINUTE: '0' };

export interface TestServerOptions {
  readonly folder?: string;
  readonly environment?: Record<string, string>;
  readonly parts?: Partial<AppParts>;
}

/** Starts a server that is closed when the test has ended, if the test has not done so. */
export async function startTestServer(options: TestServerOptions = {}): Promise<RunningServer> {
  const environment = { ...ofTests, CLAQUE_DATA_DIR: options.folder ?? temporaryFolder() };
  const server = await startApp(readConfig({ ...environment, ...options.environment }), {
    composeRun,
    log: pino({ level: 'silent' }),
    ...options.parts,
  });
  onTestFinished(() => server.close());
  return server;
}

/** One server for all tests of a file, where none of them minds what the others leave. */
export function sharedServer(options: Omit<TestServerOptions, 'folder'> = {}): {
  readonly url: string;
  readonly hub: RunningServer['hub'];
  readonly routes: RunningServer['routes'];
  readonly folder: string;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'claque-test-'));
  let server: RunningServer | undefined;
  beforeAll(async () => {
    const environment = { ...ofTests, CLAQUE_DATA_DIR: folder, ...options.environment };
    const log = pino({ level: 'silent' });
    server = await startApp(readConfig(environment), { composeRun, log, ...options.parts });
  });
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    get url() {
      return server!.url;
    },
    get hub() {
      return server!.hub;
    },
    get routes() {
      return server!.routes;
    },
  };
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A request as the panel makes it. */
export async function call<T = unknown>(
  server: { url: string },
  method: string,
  route: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  return answerOf(
    await fetch(server.url + route, {
      method,
      headers: { ...content, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

/** Posts a body that is not JSON. */
export async function send<T = unknown>(
  server: { url: string },
  route: string,
  body: string,
  contentType: string,
): Promise<Answer<T>> {
  return answerOf(await fetch(server.url + route, { method: 'POST', headers: { 'content-type': contentType }, body }));
}

/** What came back, read as what it says it is. */
async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

/** Starts a session and returns it. */
export async function startSession(server: { url: string }, request: object = {}): Promise<Session> {
  const { status, body } = await call<Session>(server, 'POST', '/api/sessions', {
    scenarioId: 'webinar-drop',
    ...request,
  });
  if (status !== 201) throw new Error(`the session did not start: ${JSON.stringify(body)}`);
  return body;
}

/** Waits for a state, by asking again and again; the test's own time limit ends the wait. */
export async function until<T>(ask: () => Promise<T>, isReached: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask();
    if (isReached(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** A session's report, once the seeds that it is about have been performed. */
export const reportOf = <T = string>(server: { url: string }, id: string, query: string): Promise<Answer<T>> =>
  until(
    () => call<T>(server, 'GET', `/api/sessions/${id}/report${query}`),
    ({ status }) => status !== 202,
  );

export async function untilSession(
  server: { url: string },
  id: string,
  isReached: (session: Session) => boolean,
): Promise<Session> {
  return until(async () => (await call<Session>(server, 'GET', `/api/sessions/${id}`)).body, isReached);
}

/** A session in manual mode that stands still with a suggestion waiting. */
export async function withSuggestion(server: { url: string }) {
  const session = await startSession(server, { mode: 'manual', isPaused: true });
  const waiting = await until(
    async () => {
      await call(server, 'POST', `/api/sessions/${session.id}/step`, { ticks: 5 });
      const page = await call<Page<Intervention>>(server, 'GET', `/api/sessions/${session.id}/interventions`);
      return page.body.items.find((item) => item.state === 'awaiting_approval');
    },
    (found) => found !== undefined,
  );
  return { session, suggestion: waiting! };
}
