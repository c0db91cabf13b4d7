import { expect, test } from 'vitest';
import { heatOf } from '../../../../server/simulation/community/feed.ts';
import type { CommunityReading } from '../../../../server/systems/community/reading.ts';
import { communityRoutes } from '../../../../server/systems/community/routes.ts';

test('the description of the hot order gives the formula by which threads are ranked (BC-4)', () => {
  const { description } = communityRoutes({ reading: {} as CommunityReading }).find(
    ({ path }) => path === '/api/threads',
  )!;
  const form =
    /\(1 \+ \(replies \+ votes for − votes against\)\^([\d.]+)\) \/ \(hours since the opening \+ ([\d.]+)\)\^([\d.]+)/;
  const [points, offsetHours, age] = form
    .exec(description ?? '')!
    .slice(1)
    .map(Number) as [number, number, number];
  const thread = { openedAtMs: 0, replyCount: 9, upCount: 5, downCount: 3 };
  const described = (1 + 11 ** points) / (7 + offsetHours) ** age;
  expect(heatOf(thread, 7 * 3_600_000)).toBeCloseTo(described, 10);
});
