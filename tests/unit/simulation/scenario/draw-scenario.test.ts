import { describe, expect, test } from 'vitest';
import { Cause, Scenario } from '../../../../server/contract/scenario.ts';
import { Format } from '../../../../server/contract/vocabulary.ts';
import { drawScenario } from '../../../../server/simulation/scenario/draw-scenario.ts';

const drawn = Array.from({ length: 300 }, (_, seed) => drawScenario(seed));

describe('drawn scenarios', () => {
  test('are valid, and the same again from the same seed', () => {
    for (const scenario of drawn) expect(Scenario.safeParse(scenario).error).toBeUndefined();
    expect(drawScenario(17)).toEqual(drawn[17]);
    expect(drawScenario(17)).not.toEqual(drawScenario(18));
  });

  test('are mixed: every cause, format and kind of fall, technical or not, small and large', () => {
    const script = drawn.flatMap((scenario) => scenario.script);
    expect(new Set(script.map(({ cause }) => cause))).toEqual(new Set(Cause.options));
    expect(new Set(script.map(({ expect }) => expect)).size).toBe(4);
    expect(new Set(drawn.map(({ format }) => format))).toEqual(new Set(Format.options));
    expect(new Set(drawn.map(({ topic }) => topic.isTechnical)).size).toBe(2);
    const counts = drawn.map(({ audience }) => audience.attendeeCount);
    expect(Math.min(...counts)).toBeLessThan(80);
    expect(Math.max(...counts)).toBeGreaterThan(600);
  });

  test('let each change come to an end before the next begins, and before the session does', () => {
    for (const { script, durationSeconds, windDownSeconds } of drawn)
      script.forEach((change, index) => {
        const over = change.atSeconds + change.overSeconds + change.forSeconds!;
        expect(over).toBeLessThanOrEqual(script[index + 1]?.atSeconds ?? durationSeconds - windDownSeconds);
      });
  });
});
