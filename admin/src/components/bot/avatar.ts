/** A bot's face, drawn from its id alone: the same everywhere and always, and nothing is asked of the network. */
import { createAvatar } from '@dicebear/core';
import * as thumbs from '@dicebear/thumbs';

const drawn = new Map<string, string>();

/**
 * The face as an address that an `<img>` takes.
 *
 * @param id Of the bot; decides the face.
 * @param colour Six hexadecimal digits with #: the ground behind it.
 */
export function avatarOf(id: string, colour: string): string {
  const key = `${id} ${colour}`;
  const known = drawn.get(key);
  if (known) return known;
  const address = createAvatar(thumbs, {
    seed: id,
    backgroundColor: [mixed(colour, 0.72)],
    shapeColor: [colour.slice(1)],
    eyesColor: ['141821'],
    mouthColor: ['141821'],
  }).toDataUri();
  drawn.set(key, address);
  return address;
}

/** A colour, lightened towards white by a ratio; six hexadecimal digits without #. */
function mixed(colour: string, towardsWhiteRatio: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return parts
    .map((part) => Math.round(part + (255 - part) * towardsWhiteRatio))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('');
}
