/** Which models a person can choose from. */
import type { Clock } from '../kernel/clock.ts';
import { checkSilenceMs } from './check-limits.ts';
import { ollamaModels } from './ollama/ollama.ts';
import type { ProviderName } from './port.ts';

/** Most names that are offered; a select with more is of no use. */
const mostNames = 200;

/** A name that can be shown and stored: printable, as long as the price file takes. */
const isName = (name: unknown): name is string => typeof name === 'string' && /^[\x21-\x7E]{1,120}$/.test(name);

/** A row of the price file; "*" stands for every model of the provider. */
export interface PricedModel {
  readonly provider: ProviderName;
  readonly model: string;
}

export interface KnownModels {
  /** In alphabetical order. */
  readonly names: readonly string[];
  /** Why the list is empty or of little use; null if nothing is to be said. */
  readonly sentence: string | null;
}

interface Sources {
  readonly priced: readonly PricedModel[];
  /** The Ollama server; null where it is not to be asked. */
  readonly server: { readonly baseUrl: string; readonly silenceMs: number } | null;
  readonly clock: Clock;
}

/** The models of a provider: what the price file names, what an Ollama server has, and the scripted one. */
export async function knownModels(provider: ProviderName, { priced, server, clock }: Sources): Promise<KnownModels> {
  const rows = priced.filter((row) => row.provider === provider).map(({ model }) => model);
  const named = rows.filter((model) => model !== '*');
  if (provider === 'scripted') return offer(['scripted', ...named], null);
  if (provider === 'anthropic') return offer(named, 'The price file has no row for a model of this provider.');
  if (!server) return offer(named, 'A recording is played back; no provider is asked.');
  const found = await ollamaModels({ ...server, silenceMs: Math.min(server.silenceMs, checkSilenceMs) }, { clock });
  if ('kind' in found) return { names: [], sentence: found.sentence };
  const callable = rows.includes('*') ? found : found.filter((name) => named.includes(name));
  return offer(callable, 'The server has no model that has a price; “ollama pull” and a name brings one.');
}

/** @param ifNone What to say where there is nothing to choose from. */
function offer(found: readonly unknown[], ifNone: string | null): KnownModels {
  const names = [...new Set(found.filter(isName))].toSorted().slice(0, mostNames);
  return { names, sentence: names.length === 0 ? ifNone : null };
}
