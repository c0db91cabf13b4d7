import type { Speed } from '../../../../server/contract/session.ts';

/** The speeds offered, slowest first. 6× is the demo's. */
export const speeds: readonly Speed[] = [1, 6, 10, 'max'];

const size = (value: Speed) => (value === 'max' ? Number.POSITIVE_INFINITY : value);

/** The speeds offered and the present one, which the API may have set to any other; slowest first. */
export const speedsWith = (present: Speed): Speed[] =>
  [...new Set([...speeds, present])].toSorted((one, other) => (size(one) < size(other) ? -1 : 1));

/** The next speed up or down from any speed, offered or not; the same at either end. */
export function nextSpeed(speed: Speed, direction: 1 | -1): Speed {
  const candidates = direction > 0 ? speeds : speeds.toReversed();
  return (
    candidates.find((candidate) => (direction > 0 ? size(candidate) > size(speed) : size(candidate) < size(speed))) ??
    speed
  );
}
