/** Who reaches the server and whom it reaches: port, access, providers. */
import { createServer } from 'node:net';
import type { Config } from '../../config.ts';
import { assertAccess } from '../../config.ts';
import { checkProvider } from '../../language/check-provider.ts';
import { providerGap, providerNames } from '../../language/models.ts';
import type { ProviderName } from '../../language/port.ts';
import { providerSettings } from '../../language/settings.ts';
import { isLoopback } from '../../platform/http/own-site.ts';
import { fine, note, stop, type Finding } from './finding.ts';

/** How long a server on the port has to say how it is. */
const answerWithinMs = 3_000;

/** @param holder Who has the data folder; then the port may be in use by that server. */
export async function portFinding({ host, port }: Config, holder: string | null): Promise<Finding> {
  const code = await listenFailure(host, port);
  const where = `port ${port} on ${host}`;
  if (code === null) return fine('port', port === 0 ? 'Any free port will be taken.' : `The ${where} is free.`);
  if (code !== 'EADDRINUSE')
    return stop(
      'port',
      `Nobody can listen on ${where} (${code}).`,
      'Set HOST to an address of this machine, PORT to 1024 or more.',
    );
  const health = holder === null ? null : await healthOn(host, port);
  if (health === null)
    return stop('port', `The ${where} is in use by something else.`, 'Stop what uses it, or set PORT to another.');
  if (health.isReady) return fine('port', `On ${where} a Claque server answers, and is ready.`);
  const missing = health.parts.filter(({ isReady, isEssential }) => !isReady && isEssential);
  const parts = missing.map(({ name, detail }) => `${name}: ${detail}`);
  return stop(
    'port',
    `On ${where} a Claque server answers that is not ready (${parts.join('; ')}).`,
    'Look into its log.',
  );
}

/** @returns The code of what went wrong, null if one can listen there. */
function listenFailure(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

interface Health {
  readonly isReady: boolean;
  readonly parts: readonly { name: string; isReady: boolean; isEssential: boolean; detail: string }[];
}

async function healthOn(host: string, port: number): Promise<Health | null> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}/health/ready`;
    const answer = (await (await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) })).json()) as Health;
    return Array.isArray(answer.parts) ? answer : null;
  } catch {
    return null; // Whatever uses the port, it is no server of ours.
  }
}

/** @param hasAdministrator Whether an admin's token for all ventures is in force. */
export function accessFinding(config: Config, hasAdministrator: boolean): Finding {
  try {
    assertAccess(config, hasAdministrator);
  } catch (error) {
    return stop('access', (error as Error).message, 'See docs/access.md.');
  }
  if (hasAdministrator) return fine('access', 'Closed: nobody gets in without a token.');
  return isLoopback(config.host)
    ? fine('access', `Open, to this machine alone (${config.host}).`)
    : note('access', `Open on ${config.host}.`);
}

const providerAdvice: Readonly<Record<ProviderName, string | null>> = {
  scripted: null,
  ollama: 'Start Ollama, or set OLLAMA_HOST to where it answers; without it, bots on it pause.',
  anthropic: 'Look at ANTHROPIC_API_KEY and CLAQUE_ANTHROPIC_URL; until then bots on it pause.',
};

/** Asks each provider whether it answers, without a token. None of them stops the server: bots on it pause. */
export function providerFindings({ language }: Config): Promise<Finding[]> {
  return Promise.all(
    providerNames.map(async (provider) => {
      const about = `provider ${provider}`;
      const gap = providerGap(language, provider);
      if (gap) return note(about, `Not configured. ${gap.sentence}`);
      if (language.recording?.mode === 'play') return fine(about, 'A recording is played back; it is not asked.');
      const settings = { ...providerSettings(language, { provider, name: '' }), name: null };
      const { isAnswering, sentence } = await checkProvider(settings, { now: () => Date.now() });
      return isAnswering ? fine(about, sentence) : note(about, sentence, providerAdvice[provider]);
    }),
  );
}
