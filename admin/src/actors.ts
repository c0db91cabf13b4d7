/** Who did something, by name. What the server told is kept here, so that everything says it alike. */
import { shallowReactive } from 'vue';
import type { ActorName } from '../../server/contract/access.ts';

const known = shallowReactive(new Map<string, string>());
/** Whoever reads this; `panel` while access is open. */
const reader = shallowReactive({ id: 'panel' });
const others: Readonly<Record<string, string>> = {
  panel: 'whoever was at the panel',
  server: 'the server',
  policy: 'the conductor',
  demo: 'the demo',
  host: 'the host',
  environment: 'an admin',
  'command line': 'the command line',
  retention: 'the server, tidying up',
};
/** What a token goes by. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How somebody is called at the beginning of a sentence whose name nobody knows (any more). */
export const nameless = 'Somebody';

export function keepActors(readerId: string, names: readonly ActorName[]): void {
  reader.id = readerId;
  for (const { id, name } of names) known.set(id, name);
}

/** “you”, a name, “the server”; somebody whose name nobody knows (any more) is “somebody”. Nobody is “nobody”. */
export function actorWords(id: string | null): string {
  if (id === null) return 'nobody';
  if (id === reader.id) return 'you';
  return known.get(id) ?? others[id] ?? (uuid.test(id) ? 'somebody' : id);
}

/** The same at the beginning of a sentence. */
export function actorName(id: string | null): string {
  const words = actorWords(id);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
