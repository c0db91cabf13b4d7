import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heatOf } from '../../../../server/simulation/community/feed.ts';
import {
  heatNow,
  hottestFirst,
  likeText,
  sightBeganMs,
  wordPatterns,
} from '../../../../server/systems/community/rules.ts';

const nowMs = Date.parse('2026-11-21T12:00:00Z');
const hourMs = 3_600_000;

const figures = fc.record({
  id: fc.integer({ min: 1, max: 1_000 }),
  opened_at_ms: fc.integer({ min: nowMs - 200 * hourMs, max: nowMs }),
  last_post_at_ms: fc.integer({ min: nowMs - 100 * hourMs, max: nowMs }),
  reply_count: fc.nat(50),
  up_count: fc.nat(50),
  down_count: fc.nat(50),
});

/** What LIKE with ESCAPE '\' takes a pattern for, as a regular expression. */
function likeAsRegExp(pattern: string): RegExp {
  const parts = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part === '%') return '[\\s\\S]*';
    if (part === '_') return '[\\s\\S]';
    return (part.length === 2 ? part[1]! : part).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}

test('a text that is escaped for LIKE matches itself and nothing else', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '\\', ' ') });
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(likeAsRegExp(likeText(one)).test(other)).toBe(one === other);
    }),
  );
});

test('a search has one pattern for each word, and finds the word anywhere', () => {
  expect(wordPatterns('  slow   queues ')).toEqual(['%slow%', '%queues%']);
  expect(wordPatterns('100%')).toEqual(['%100\\%%']);
  expect(wordPatterns(' ')).toEqual([]);
});

test('the hottest threads come first, and of two as hot the newer one (BC-4)', () => {
  fc.assert(
    fc.property(fc.uniqueArray(figures, { selector: ({ id }) => id }), (threads) => {
      const byId = new Map(threads.map((thread) => [thread.id, thread]));
      const ids = hottestFirst(threads, nowMs);
      expect(ids.toSorted((one, other) => one - other)).toEqual([...byId.keys()].toSorted((one, other) => one - other));
      for (const [place, id] of ids.slice(1).entries()) {
        const before = ids[place]!;
        const [hotter, colder] = [heatNow(byId.get(before)!, nowMs), heatNow(byId.get(id)!, nowMs)];
        expect(hotter > colder || (hotter === colder && before > id)).toBe(true);
      }
    }),
  );
});

test('a thread is as hot as in the feed while it is in sight, and cold from then on (BC-4)', () => {
  const thread = { id: 1, opened_at_ms: nowMs - 80 * hourMs, reply_count: 4, up_count: 3, down_count: 1 };
  const lastSeen = { ...thread, last_post_at_ms: sightBeganMs(nowMs) };
  const inFeed = { openedAtMs: thread.opened_at_ms, replyCount: 4, upCount: 3, downCount: 1 };
  expect(heatNow(lastSeen, nowMs)).toBe(heatOf(inFeed, nowMs));
  expect(heatNow(lastSeen, nowMs)).toBeGreaterThan(0);
  expect(heatNow(lastSeen, nowMs + 1)).toBe(0);
});
