/** Starts the server from the environment, and stops it on SIGTERM and SIGINT (PL-18). */
import type { RunningServer } from './app.ts';
import { startApp } from './app.ts';
import type { Config } from './config.ts';
import { readConfig } from './config.ts';
import { ClaqueError } from './kernel/errors.ts';
import { composeRun } from './systems/sessions/compose.ts';

/** A stop that takes longer is cut off: whoever asked for it would kill the process anyway. */
const stopWithinMs = 10_000;

/**
 * Starts the server with the real parts.
 *
 * @throws {ClaqueError} with a sentence that says what to do.
 */
export function startServer(config: Config): Promise<RunningServer> {
  return startApp(config, { composeRun });
}

/** Serves until a signal comes; the process then ends with code 0, or 1 if it could not start or stop cleanly. */
export async function serveUntilSignal(environment: NodeJS.ProcessEnv): Promise<void> {
  let server: RunningServer;
  try {
    server = await startServer(readConfig(environment));
  } catch (error) {
    if (!(error instanceof ClaqueError)) throw error;
    process.stderr.write(`claque: ${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  process.stdout.write(`Claque is ready: ${server.url} (API at ${server.url}/docs)\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server));
}

/** Everything has been written by then: what may still linger is the other end of some connection. In ms. */
const lingerMs = 500;

async function stop(server: RunningServer): Promise<void> {
  const cutOff = setTimeout(() => process.exit(1), stopWithinMs);
  try {
    await server.close();
  } catch (error) {
    process.stderr.write(`claque: the stop failed: ${String(error)}\n`);
    process.exitCode = 1;
  }
  clearTimeout(cutOff);
  setTimeout(() => process.exit(), lingerMs).unref();
}

if (import.meta.main) await serveUntilSignal(process.env);
