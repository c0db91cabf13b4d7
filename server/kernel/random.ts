/**
 * Chance as a function (PL-1): a draw depends on (seed, stream, agent, tick) alone and on no draw before it.
 *
 * Threefry-2x32 with 13 rounds, the fewest its authors found to pass BigCrush.
 *
 * @see Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */

/** Named by purpose, so that a new draw in one place shifts nothing elsewhere. Never renumber: runs depend on it. */
export const streams = {
  traits: 1,
  arrival: 2,
  behaviour: 3,
  notice: 4,
  text: 5,
  bots: 6,
  policy: 7,
  vote: 8,
  trees: 9,
  heartbeat: 10,
  rhythm: 11,
  population: 12,
  scenario: 13,
  retry: 14,
  call: 15,
} as const;
export type Stream = (typeof streams)[keyof typeof streams];

const PARITY = 0x1bd11bda; // Skein key schedule constant, 32-bit form.
const UNIT = 2 ** -32;

/**
 * Two independent 32-bit words for one counter.
 *
 * @param rounds 13 in all of Claque; 20 is the published reference form, for which test vectors exist.
 * @returns Two unsigned integers below 2^32.
 */
export function threefry2x32(
  key: readonly [number, number],
  counter: readonly [number, number],
  rounds = 13,
): [number, number] {
  const keys = [key[0] | 0, key[1] | 0, PARITY ^ key[0] ^ key[1]];
  const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
  let x0 = (counter[0] + keys[0]!) | 0;
  let x1 = (counter[1] + keys[1]!) | 0;
  for (let round = 0; round < rounds; round += 1) {
    const by = rotations[round % 8]!;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << by) | (x1 >>> (32 - by))) ^ x0;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      x0 = (x0 + keys[injection % 3]!) | 0;
      x1 = (x1 + keys[(injection + 1) % 3]! + injection) | 0;
    }
  }
  return [x0 >>> 0, x1 >>> 0];
}

/**
 * A uniform draw in [0, 1).
 *
 * @param seed Seed of the run, an unsigned 32-bit integer.
 * @param agent Who draws: an attendee's slot, an arm's index.
 * @param tick When, in seconds of session time.
 */
export function random(seed: number, stream: Stream, agent: number, tick: number): number {
  return threefry2x32([seed, stream], [agent, tick])[0] * UNIT;
}

/** A whole number from 0 to `below` - 1, uniform up to a bias under below / 2^32. */
export function randomInteger(seed: number, stream: Stream, agent: number, tick: number, below: number): number {
  return Math.floor(random(seed, stream, agent, tick) * below);
}

/**
 * A standard normal draw, by Box and Muller from the two words of one counter.
 *
 * @returns Mean 0, variance 1; magnitude below 6.7.
 */
export function randomNormal(seed: number, stream: Stream, agent: number, tick: number): number {
  const [first, second] = threefry2x32([seed, stream], [agent, tick]);
  return Math.sqrt(-2 * Math.log((first + 1) * UNIT)) * Math.cos(2 * Math.PI * second * UNIT);
}

/**
 * Fills two arrays with the words of agents `from` to `from + count - 1` at one tick: the same values as
 * `threefry2x32([seed, stream], [agent, tick])`, unrolled because the audience draws once an attendee and tick.
 *
 * @param first Receives the first words, as signed integers, in [0, count).
 * @param second Receives the second words likewise.
 */
export function fillWords(
  seed: number,
  stream: Stream,
  tick: number,
  from: number,
  count: number,
  first: Int32Array,
  second: Int32Array,
): void {
  const k0 = seed | 0;
  const k1 = stream | 0;
  const k2 = PARITY ^ k0 ^ k1;
  const k2a = (k2 + 1) | 0;
  const k0a = (k0 + 2) | 0;
  const k1a = (k1 + 3) | 0;
  const start = (tick + k1) | 0;
  for (let index = 0; index < count; index += 1) {
    let x1 = start;
    let x0 = (from + index + k0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x1 = (x1 + k2a) | 0;
    x0 = (x0 + k1 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x1 = (x1 + k0a) | 0;
    x0 = (x0 + k2 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x1 = (x1 + k1a) | 0;
    x0 = (x0 + k0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    first[index] = x0;
    second[index] = x1;
  }
}
