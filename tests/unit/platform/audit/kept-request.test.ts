/** What the audit log keeps of a request (PL-13, F-42). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptRequest } from '../../../../server/platform/audit/kept-request.ts';

const key = 'sk-ant-0123456789abcdefghij';

test('what fits is kept as JSON, and nothing where nothing was asked (PL-13)', () => {
  expect(keptRequest({ mode: 'auto', ratio: 0.5, list: [1, null] }, [])).toBe(
    '{"mode":"auto","ratio":0.5,"list":[1,null]}',
  );
  for (const nothing of [undefined, null, {}, { query: undefined }]) expect(keptRequest(nothing, [])).toBeNull();
});

test('what is long says where it was cut and how long it was (PL-13)', () => {
  const text = keptRequest({ text: 'a'.repeat(3_000) }, [])!;
  expect(text).toBe(`{"text":"${'a'.repeat(1_991)}… (cut: 3011 characters)`);
  expect(keptRequest({ text: 'a'.repeat(5_000_000) }, [])).toContain('… (cut: 5000000 characters)"}');
});

test('no part of a key is kept, wherever it stands in a text of whatever length (F-42, PL-13)', () => {
  fc.assert(
    fc.property(fc.nat({ max: 12_000 }), fc.nat({ max: 12_000 }), fc.nat({ max: 300 }), (before, after, others) => {
      const text = `${`${key} `.repeat(others)}${'a '.repeat(before / 2)}${key}${' b'.repeat(after / 2)}`;
      const kept = keptRequest({ text, own: 'my own key' }, ['my own key'])!;
      expect(kept).not.toMatch(/sk-|my own/);
      expect(kept.length).toBeLessThan(2_100);
    }),
  );
});

test('no character is cut in two (PL-13)', () => {
  for (const before of [1_990, 1_991]) expect(keptRequest({ t: '🎈'.repeat(before) }, [])!.isWellFormed()).toBe(true);
  for (const before of ['', 'a'])
    expect(keptRequest({ t: before + '🎈'.repeat(9_000) }, [])!.isWellFormed()).toBe(true);
});
