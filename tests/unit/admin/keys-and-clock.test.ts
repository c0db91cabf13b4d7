import { describe, expect, it, vi } from 'vitest';
import { nextSpeed, speedsWith } from '../../../admin/src/components/session/speeds.ts';
import { createKeyReader, type KeyStroke } from '../../../admin/src/key-reader.ts';
import { backOffMs } from '../../../admin/src/live/back-off.ts';
import { runClock } from '../../../admin/src/live/run-clock.ts';

const stroke = (key: string, given: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  hasModifier: false,
  isRepeat: false,
  isTyping: false,
  isOnControl: false,
  isInDialog: false,
  ...given,
});

describe('keys', () => {
  const actions = { a: vi.fn(), 'g l': vi.fn(), l: vi.fn(), ' ': vi.fn(), 'mod+k': vi.fn() };

  it('act alone and in sequence, and the sequence wins', () => {
    const read = createKeyReader(() => 0);
    expect(read(stroke('a'), [actions])).toBe(actions.a);
    expect(read(stroke('g'), [actions])).toBeNull();
    expect(read(stroke('l'), [actions])).toBe(actions['g l']);
    expect(read(stroke('l'), [actions])).toBe(actions.l);
  });

  it('forget the first of a sequence after a while', () => {
    let now = 0;
    const read = createKeyReader(() => now);
    read(stroke('g'), [actions]);
    now = 5_000;
    expect(read(stroke('l'), [actions])).toBe(actions.l);
  });

  it.each(['isTyping', 'isInDialog', 'isRepeat'] as const)('do nothing when %s', (circumstance) => {
    expect(createKeyReader(() => 0)(stroke('a', { [circumstance]: true }), [actions])).toBeNull();
  });

  it('leave space to the button that has the focus', () => {
    expect(createKeyReader(() => 0)(stroke(' ', { isOnControl: true }), [actions])).toBeNull();
  });

  it('open the palette while typing too, and never take another’s Ctrl key', () => {
    const read = createKeyReader(() => 0);
    expect(read(stroke('k', { hasModifier: true, isTyping: true }), [actions])).toBe(actions['mod+k']);
    expect(read(stroke('a', { hasModifier: true }), [actions])).toBeNull();
  });
});

describe('the run clock', () => {
  const running = { status: 'running', speed: 6, tickCount: 1_200 } as const;
  it('moves on at the session’s speed', () => expect(runClock(running, { tick: 100, at: 0 }, 500)).toBe(103));
  it('never runs more than one score ahead', () => expect(runClock(running, { tick: 100, at: 0 }, 60_000)).toBe(105));
  it('never passes the planned end', () => expect(runClock(running, { tick: 1_199, at: 0 }, 60_000)).toBe(1_200));
  it('stands while paused', () =>
    expect(runClock({ ...running, status: 'paused' }, { tick: 100, at: 0 }, 500)).toBe(100));
});

describe('speeds', () => {
  it('are offered slowest first, with one that the API has set in its place among them', () => {
    expect(speedsWith(6)).toEqual([1, 6, 10, 'max']);
    expect(speedsWith(20)).toEqual([1, 6, 10, 20, 'max']);
    expect(speedsWith('max')).toEqual([1, 6, 10, 'max']);
  });

  it('go up and down and stop at the ends', () => {
    expect([nextSpeed(1, 1), nextSpeed(6, -1), nextSpeed('max', 1), nextSpeed(1, -1)]).toEqual([6, 1, 'max', 1]);
  });
  it('are found from one that is not offered', () => expect([nextSpeed(4, 1), nextSpeed(4, -1)]).toEqual([6, 1]));
});

describe('backing off', () => {
  it('doubles, with jitter, up to a limit', () => {
    expect(backOffMs(1, 0.999)).toBeLessThan(401);
    expect(backOffMs(3, 0)).toBe(800);
    expect(backOffMs(30, 0.999)).toBeLessThanOrEqual(15_000);
  });
});
