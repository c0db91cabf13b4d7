/** How a bot comes across, from the sliders of its persona. */
import { z } from 'zod';
import type { ModelRequest } from '../port.ts';

const share = z.number().min(0).max(100).catch(50).default(50);
const Behaviour = z
  .object({ creativity: share, leadership: share, skepticism: share, aggression: share, shyness: share })
  .catch({ creativity: 50, leadership: 50, skepticism: 50, aggression: 50, shyness: 50 });
const Facts = z.object({ persona: z.object({ behaviour: Behaviour }).optional().catch(undefined) });

/** Each from 0 to 100, as the persona has them; 50 where nobody says. */
export type Manner = z.infer<typeof Behaviour>;

export function mannerOf(request: ModelRequest): Manner {
  const { persona } = Facts.parse(request.facts ?? {});
  return persona?.behaviour ?? Behaviour.parse({});
}
