import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Scenario } from '../../../server/contract/scenario.ts';
import { advanceAudience, BLOCK, emptyTally } from '../../../server/simulation/audience/advance.ts';
import { cloneAudience, createAudience, PRESENT } from '../../../server/simulation/audience/audience.ts';
import { compileTimeline } from '../../../server/simulation/scenario/timeline.ts';
import { onsetsOf } from '../../../server/simulation/scenario/onset.ts';
import { advanceSession, cloneSession, createSession } from '../../../server/simulation/session/session.ts';
import { performWhole, specOf } from '../../support/run-spec.ts';

const around = {
  appeal: 0.7,
  chatHazard: 0.002,
  reactHazard: 0.002,
  leaveHazard: 0.001,
  exodusHazard: 0,
  returnHazard: 0.0002,
};
const settings = (attendeeCount: number) => ({
  attendeeCount,
  preset: 'committed' as const,
  presentAtStartRatio: 0.6,
  arrivalMeanSeconds: 30,
});

describe('the audience', () => {
  test('keeps its books: joined minus left is present, attention stays in [0, 1] (invariant 5)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, seed, appeal) => {
          const state = createAudience(settings(count), seed, 0.7);
          let joined = 0;
          let left = 0;
          for (let tick = 1; tick <= 60; tick += 1) {
            const tally = emptyTally();
            advanceAudience(state, seed, tick, { ...around, appeal, leaveHazard: 0.02, returnHazard: 0.02 }, tally);
            joined += tally.joinCount;
            left += tally.leaveCount;
            expect(tally.presentCount).toBe(joined - left);
            expect(tally.presentCount).toBe(state.presence.filter((flags) => (flags & PRESENT) !== 0).length);
            expect(tally.activeCount).toBeLessThanOrEqual(tally.presentCount);
            expect(tally.chatCount + tally.reactionCount).toBeLessThanOrEqual(tally.activeCount);
          }
          expect(state.attention.every((level) => level >= 0 && level <= 1)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('can be cut into slices without changing a bit', () => {
    const count = 3 * BLOCK + 77;
    const whole = createAudience(settings(count), 5, 0.7);
    const cut = cloneAudience(whole);
    for (let tick = 1; tick <= 30; tick += 1) {
      const [one, two] = [emptyTally(), emptyTally()];
      advanceAudience(whole, 5, tick, around, one);
      for (const [from, until] of [
        [0, BLOCK],
        [BLOCK, 3 * BLOCK],
        [3 * BLOCK, count],
      ] as const)
        advanceAudience(cut, 5, tick, around, two, from, until);
      expect(two).toEqual(one);
    }
    expect(cut.attention).toEqual(whole.attention);
    expect(cut.presence).toEqual(whole.presence);
  });

  test('keeps a NaN with the attendee it struck: sums stay finite, and attention recovers (F-27)', () => {
    const state = createAudience({ ...settings(100), presentAtStartRatio: 1 }, 1, 0.7);
    state.attention[3] = Number.NaN;
    state.lift[4] = Number.NaN;
    state.fatigue[4] = 0.1;
    for (let tick = 1; tick <= 60; tick += 1) {
      const tally = emptyTally();
      advanceAudience(state, 1, tick, around, tally);
      expect(Number.isFinite(tally.attentionSum)).toBe(true);
    }
    expect(state.attention.every((level) => level >= 0 && level <= 1)).toBe(true);
    expect(state.attention[3]).toBeGreaterThan(0.3);
  });

  test('of nobody does nothing and stays finite (F-27)', () => {
    const session = createSession(specOf('webinar-drop', 1, { scenario: { audience: settings(0) } }).scenario, 1, []);
    const { observation } = advanceSession(session, []);
    expect(observation).toMatchObject({ presentCount: 0, activeCount: 0, chatCount: 0 });
    expect(session.meanAttention).toBe(0);
  });

  test.each([0, 1, 1_000_000])('of %i goes on with sums that are finite and possible (F-27)', (count) => {
    const session = createSession(
      specOf('webinar-drop', 1, { scenario: { audience: settings(count) } }).scenario,
      1,
      [],
    );
    for (let tick = 1; tick <= 5; tick += 1) {
      const { observation } = advanceSession(session, []);
      const figures = Object.values(observation).filter((value) => typeof value === 'number');
      expect(figures.length).toBeGreaterThan(5);
      for (const figure of figures) expect(Number.isFinite(figure)).toBe(true);
      expect(observation.presentCount).toBeLessThanOrEqual(count);
      expect(observation.activeCount).toBeLessThanOrEqual(observation.presentCount);
      expect(session.meanAttention).toBeGreaterThanOrEqual(0);
      expect(session.meanAttention).toBeLessThanOrEqual(1);
    }
  });

  test.each([0, 1])(
    'of %i is performed to the end, with a conductor that finds no figure that is none (F-27)',
    (count) => {
      const { activities, result } = performWhole(
        specOf('webinar-drop', 1, { scenario: { audience: settings(count) } }),
      );
      const figuresOf = (value: unknown): number[] => {
        if (typeof value === 'number') return [value];
        return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figuresOf) : [];
      };
      const figures = figuresOf([activities, result]);
      expect(figures.length).toBeGreaterThan(1_000);
      expect(figures.filter((figure) => !Number.isFinite(figure))).toEqual([]);
    },
  );

  test('chats as unevenly as real ones: 5 to 35% of a webinar’s attendees write at all (research: 5 to 20%, up to 36% in a month)', () => {
    const { scenario } = specOf('calm-hour', 1);
    const audience = createAudience(scenario.audience, 1, 0.7);
    // Messages in 55 minutes at two thirds in focus, Poisson for each attendee.
    const perAttendee = (0.065 * 55 * 2) / 3;
    const writers = audience.sociability.reduce((sum, factor) => sum + (1 - Math.exp(-perAttendee * factor)), 0);
    expect(writers / audience.count).toBeGreaterThan(0.05);
    expect(writers / audience.count).toBeLessThan(0.45);
  });

  test('stays about 0.87 of the length when committed and 0.68 when casual (research: PCMA, SIIA)', () => {
    for (const [preset, low, high] of [
      ['committed', 0.8, 0.92],
      ['casual', 0.58, 0.78],
    ] as const) {
      const { scenario } = specOf('calm-hour', 3, {
        scenario: { audience: { attendeeCount: 1_000, preset, presentAtStartRatio: 1 } },
      });
      const session = createSession(scenario, 3, []);
      let presentSeconds = 0;
      for (let tick = 1; tick <= scenario.durationSeconds; tick += 1)
        presentSeconds += advanceSession(session, []).observation.presentCount;
      const ratio = presentSeconds / 1_000 / scenario.durationSeconds;
      expect(ratio).toBeGreaterThan(low);
      expect(ratio).toBeLessThan(high);
    }
  });
});

describe('a copy of a session', () => {
  test('goes on exactly like its original, and apart from it', () => {
    const { scenario, personas } = specOf('webinar-drop', 2);
    const original = createSession(scenario, 2, personas);
    for (let tick = 1; tick <= 100; tick += 1) advanceSession(original, []);
    const copy = cloneSession(original);
    const poll = {
      interventionNumber: 1,
      kind: 'POLL' as const,
      variant: 'opinion',
      durationSeconds: 60,
    };
    const other = cloneSession(original);
    for (let tick = 101; tick <= 160; tick += 1) {
      const { observation } = advanceSession(original, []);
      expect(advanceSession(copy, []).observation).toEqual(observation);
      advanceSession(other, tick === 101 ? [poll] : []);
    }
    expect(other.meanAttention).toBeGreaterThan(original.meanAttention);
    expect(other.reached.get(1)).toBeGreaterThan(50);
  });
});

describe('the timeline', () => {
  const scenario = (script: object[]) =>
    Scenario.parse({
      ...specOf('calm-hour', 1).scenario,
      durationSeconds: 900,
      buildUpSeconds: 60,
      windDownSeconds: 60,
      segments: [{ atSeconds: 0, title: 'a', appealRatio: 0.8 }],
      script,
    });

  test('lets appeal fall over its time, hold, and come back', () => {
    const { appeal } = compileTimeline(
      scenario([{ atSeconds: 100, label: 'x', appealRatio: 0.4, overSeconds: 10, forSeconds: 50 }]),
    );
    expect(appeal[100]).toBeCloseTo(0.8, 6);
    expect(appeal[105]).toBeCloseTo(0.6, 6);
    expect(appeal[110]).toBeCloseTo(0.4, 6);
    expect(appeal[159]).toBeCloseTo(0.4, 6);
    expect(appeal[175]).toBeCloseTo(0.6, 6);
    expect(appeal[190]).toBeCloseTo(0.8, 6);
  });

  test('drives out the share it says', () => {
    const { exodusHazard } = compileTimeline(
      scenario([{ atSeconds: 100, label: 'x', appealRatio: 0.4, leaveRatio: 0.25, leaveOverSeconds: 30 }]),
    );
    expect(1 - Math.exp(-exodusHazard.reduce((sum, hazard) => sum + hazard, 0))).toBeCloseTo(0.25, 5);
  });

  test('knows the onset as the first tick 0.10 below the minute before the change', () => {
    const attention = Array.from({ length: 400 }, (_, tick) =>
      tick <= 200 ? 0.7 : Math.max(0.3, 0.7 - (tick - 200) * 0.03),
    );
    const drop = scenario([{ atSeconds: 200, label: 'x', appealRatio: 0.3, expect: 'SUDDEN_DROP' }]);
    expect(onsetsOf(drop, attention)).toEqual([{ tick: 204, scriptTick: 200, type: 'SUDDEN_DROP' }]);
    expect(onsetsOf(drop, attention.slice(0, 203))).toEqual([]);
  });
});
