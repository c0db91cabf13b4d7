/** A session that waits for words: what it knows of them, and what its time does meanwhile (EC-16). */
import { describe, expect, test } from 'vitest';
import type { RunActivity } from '../../../../server/contract/activity.ts';
import type { SessionInput } from '../../../../server/contract/input.ts';
import type { Run } from '../../../../server/simulation/session/run.ts';
import { WordsFollower } from '../../../../server/systems/sessions/awaited-words.ts';
import { LiveSession } from '../../../../server/systems/sessions/live-session.ts';
import { initialState, noLinks } from '../../../../server/systems/sessions/rules.ts';

const body = { number: 1, kind: 'POLL', variant: 'opinion', anomalyNumber: 4, content: null };
const generating = (tick: number, changes: object = {}) =>
  ({ type: 'intervention.generating', tick, payload: { ...body, ...changes } }) as unknown as RunActivity;
const chat = (text: string): RunActivity => ({
  type: 'chat.posted',
  tick: 1,
  payload: { author: 'Ann', isBot: false, colour: null, text, hiddenCount: 0 },
});

/** A session whose run decides at tick 10 and does nothing else. */
function waitingSession(changes: { isPaused?: boolean; storedTick?: number } = {}): LiveSession {
  const run = {
    tick: 0,
    tickCount: 1e9,
    isOver: false,
    step() {
      run.tick += 1;
      return run.tick === 10 ? [generating(10)] : [];
    },
  };
  return new LiveSession({
    id: 'ses_x',
    speed: 2,
    inputs: [],
    storedTick: 0,
    nowMs: 0,
    isPaused: false,
    isDemo: false,
    links: noLinks,
    state: initialState('auto'),
    run: run as unknown as Run,
    spec: {} as never,
    ...changes,
  });
}

function meetAt(live: LiveSession, nowMs: number): number {
  live.meet(nowMs);
  while (live.isDue) live.perform();
  live.writtenTick = live.run.tick;
  return live.run.tick;
}

const words: SessionInput = {
  kind: 'words',
  tick: 13,
  by: 'model',
  interventionNumber: 1,
  words: { text: 'Why?', options: ['a', 'b'] },
};

describe('a session that waits for words', () => {
  test('stands still before the tick at which they take effect, and owes nothing for the wait', () => {
    const live = waitingSession();
    expect(meetAt(live, 9_000)).toBe(12);
    expect(live.wordsToAskFor).toMatchObject({ interventionNumber: 1, decidedTick: 10, dueTick: 13 });
    expect(meetAt(live, 11_500)).toBe(12);
    live.accept(words);
    expect(live.wordsToAskFor).toBeNull();
    // Six ticks were owed when it came to a halt; the wait of two and a half seconds brought none.
    expect(meetAt(live, 11_500)).toBe(18);
    expect(meetAt(live, 12_500)).toBe(20);
  });

  test('asks for them only once the decision is on disk, and not while it is paused or about to stop', () => {
    const live = waitingSession();
    meetAt(live, 6_000);
    live.writtenTick = 9;
    expect(live.wordsToAskFor).toBeNull();
    live.writtenTick = 12;
    expect(live.wordsToAskFor).not.toBeNull();
    live.isPaused = true;
    expect(live.wordsToAskFor).toBeNull();
    live.hurryTo(13);
    expect(live.wordsToAskFor).not.toBeNull();
    expect(live.isDue).toBe(false);
    live.accept({ kind: 'stop', tick: 13, by: 'panel' });
    expect(live.wordsToAskFor).toBeNull();
    expect(live.isDue).toBe(true);
  });

  test('asks for nothing while it catches up after a restart, and knows at its end what it waits for', () => {
    const live = waitingSession({ storedTick: 12 });
    while (live.run.tick < 12) {
      expect(live.wordsToAskFor).toBeNull();
      live.perform();
    }
    expect(live.wordsToAskFor).toMatchObject({ interventionNumber: 1 });
    expect(live.isDue).toBe(false);
  });
});

test('what a model is told is what was known at the decision: the last twelve messages, the anomaly, what was asked', () => {
  const follower = new WordsFollower();
  for (let count = 1; count <= 20; count += 1) follower.follow(chat(`Message ${count}`));
  const anomaly = { type: 'anomaly.detected', tick: 5, payload: { type: 'MASS_EXIT', sentence: 'Many left.' } };
  follower.follow(anomaly as unknown as RunActivity);
  const asked = { ...generating(6), type: 'intervention.suggested' } as RunActivity;
  follower.follow({ ...asked, payload: { ...asked.payload, number: 1, content: { text: 'How?' } } } as RunActivity);
  follower.follow(generating(9, { number: 2 }));
  follower.follow(chat('Too late'));
  expect(follower.awaited).toMatchObject({
    anomaly: { type: 'MASS_EXIT', sentence: 'Many left.' },
    asked: ['How?'],
    dueTick: 12,
  });
  expect(follower.awaited!.chat.map(({ text }) => text)).toEqual(
    Array.from({ length: 12 }, (_, index) => `Message ${index + 9}`),
  );
  follower.follow({ ...asked, payload: { ...asked.payload, number: 2, content: null } } as RunActivity);
  expect(follower.awaited).toBeNull();
});
