/** Which field a topic belongs to. */
import { access } from './access.ts';
import { anything } from './anything.ts';
import { databases } from './databases.ts';
import { energy } from './energy.ts';
import { games } from './games.ts';
import { gatherings } from './gatherings.ts';
import { hands } from './hands.ts';
import { history } from './history.ts';
import type { Kit } from './kit.ts';
import { learning } from './learning.ts';
import { machines } from './machines.ts';
import { making } from './making.ts';
import { measurement } from './measurement.ts';
import { operations } from './operations.ts';
import { planning } from './planning.ts';
import { privacy } from './privacy.ts';
import { records } from './records.ts';
import { software } from './software.ts';
import { sound } from './sound.ts';
import { teams } from './teams.ts';
import { tongues } from './tongues.ts';

/** The narrower field stands before the wider one. */
const kits: readonly Kit[] = [
  databases,
  privacy,
  energy,
  sound,
  games,
  hands,
  history,
  access,
  tongues,
  operations,
  gatherings,
  records,
  machines,
  planning,
  measurement,
  making,
  learning,
  software,
  teams,
];

/**
 * The kit for the first of the texts that names a field.
 *
 * @param texts The surest sign first, such as the topic, then the title, then what was said.
 */
export function kitFor(texts: readonly string[]): Kit {
  for (const text of texts) {
    const found = firstNamed(text);
    if (found) return found;
  }
  return anything;
}

/** True where the word belongs to the vocabulary of a field, and hence is no name. */
export function isFieldWord(word: string): boolean {
  return firstNamed(word) !== undefined;
}

function firstNamed(text: string): Kit | undefined {
  const plain = text.toLowerCase();
  let best: Kit | undefined;
  let bestAt = Infinity;
  for (const kit of kits) {
    const at = plain.search(kit.words);
    if (at >= 0 && at < bestAt) [best, bestAt] = [kit, at];
  }
  return best;
}
