import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../../server/contract/observation.ts';
import { Detector, type Finding } from '../../../../server/conductor/detect/detector.ts';
import { formatNorms } from '../../../../server/conductor/perceive/norms.ts';
import { createScorer } from '../../../../server/conductor/perceive/scorer.ts';
import { random, randomNormal, streams } from '../../../../server/kernel/random.ts';
import { observationOf } from './observation.ts';
import { poissonCount } from './poisson.ts';

const agenda = { buildUpSeconds: 300, windDownTick: 2_000 };

/** What the detector finds in a session of 300 attendees that is told second by second. */
function findingsOf(seconds: number, at: (tick: number) => Partial<Observation>): Finding[] {
  const norms = formatNorms.webinar;
  let draws = 0;
  const detector = new Detector(agenda, norms, () => random(1, streams.trees, draws++, 0));
  const scorer = createScorer(norms);
  const findings: Finding[] = [];
  for (let tick = 1; tick <= seconds; tick += 1) {
    const observation = observationOf(tick, { activeCount: 300, ...at(tick) });
    const { score, found } = detector.push(observation, scorer.take(observation));
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
    if (found) findings.push(found);
  }
  return findings;
}

const chatOf = (tick: number, mean: number) => poissonCount(mean, 11, tick);
const activeOf = (tick: number, ratio: number) =>
  Math.round(300 * ratio + 5 * randomNormal(4, streams.policy, 0, tick));

describe('a session of which focus is not reported', () => {
  test('is judged by its chat: the fall is named, and nothing is said of a share (EC-6)', () => {
    const [found] = findingsOf(1_200, (tick) => ({ chatCount: chatOf(tick, tick > 1_000 ? 1 : 5) }));
    expect(found).toMatchObject({ type: 'SUDDEN_DROP' });
    expect(found!.tick).toBeGreaterThan(1_000);
    expect(found!.tick).toBeLessThanOrEqual(1_015);
    expect(found!.sentence).toMatch(/^Chat fell from \d+ to \d+ messages a minute, within \d+ s\.$/);
    expect(found!.evidence.map(({ signal }) => signal)).toEqual(['chat']);
    expect(found!.evidence[0]!.now).toBeLessThan(0.6 * found!.evidence[0]!.before);
  });

  test('does not shout while the chat stays down, and is heard again once it has come back', () => {
    const findings = findingsOf(1_900, (tick) => {
      const isDown = (tick > 1_000 && tick <= 1_300) || tick > 1_700;
      return { chatCount: chatOf(tick, isDown ? 1 : 5) };
    });
    expect(findings).toHaveLength(2);
    expect(findings.at(-1)!.tick).toBeGreaterThan(1_700);
  });

  test('has no low engagement and nothing that divides by zero, however little there is (EC-6)', () => {
    expect(findingsOf(1_900, () => ({}))).toEqual([]);
    expect(findingsOf(1_900, () => ({ activeCount: 0 }))).toEqual([]);
    expect(findingsOf(1_900, () => ({ presentCount: 0, activeCount: 0 }))).toEqual([]);
    expect(findingsOf(1_900, (tick) => ({ chatCount: chatOf(tick, 0.05) }))).toEqual([]);
  });

  test('is never judged by a share that the platform does not report, whatever stands in its place', () => {
    const falling = (tick: number) => ({ activeCount: activeOf(tick, tick > 1_000 ? 0.2 : 0.7) });
    expect(findingsOf(1_200, falling)).not.toEqual([]);
    expect(findingsOf(1_200, (tick) => ({ ...falling(tick), unreported: ['focus'] }))).toEqual([]);
  });

  test('still has its exodus, with the leaves as evidence (EC-6)', () => {
    const isLeaving = (tick: number) => tick > 1_000 && tick <= 1_010;
    const findings = findingsOf(1_200, (tick) => {
      const presentCount = 300 - 8 * Math.min(10, Math.max(0, tick - 1_000));
      return { presentCount, activeCount: presentCount, leaveCount: isLeaving(tick) ? 8 : 0 };
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ type: 'MASS_EXIT', evidence: [{ signal: 'leaves' }] });
  });
});

describe('a session of which focus is reported', () => {
  test('says so when chat falls and the share does not move (EC-6)', () => {
    const [found] = findingsOf(1_200, (tick) => ({
      activeCount: activeOf(tick, 0.7),
      chatCount: chatOf(tick, tick > 1_000 ? 1 : 5),
    }));
    expect(found).toMatchObject({ type: 'SUDDEN_DROP' });
    expect(found!.sentence).toMatch(/^Chat fell .*; the share of active attendees has not moved with it/);
    expect(found!.evidence.map(({ signal }) => signal)).toEqual(['chat']);
  });

  test('names the share alone when only the share falls (EC-6)', () => {
    const [found] = findingsOf(1_200, (tick) => ({
      activeCount: activeOf(tick, tick > 1_000 ? 0.4 : 0.7),
      chatCount: chatOf(tick, 5),
    }));
    expect(found).toMatchObject({ type: 'SUDDEN_DROP' });
    expect(found!.sentence).toMatch(/^The share of active attendees fell from 7\d% to \d+% within seconds\.$/);
    expect(found!.evidence.map(({ signal }) => signal)).toEqual(['active attendees']);
  });

  test('gives a low level with what should be expected of it (EC-6)', () => {
    const [found] = findingsOf(500, (tick) => ({ activeCount: activeOf(tick, 0.25) }));
    expect(found).toMatchObject({ type: 'LOW_ENGAGEMENT' });
    expect(found!.evidence).toMatchObject([
      { signal: 'engagement', before: 66.7 },
      { signal: 'active attendees', before: 70 },
    ]);
  });
});

test('neither the build-up nor the planned end is an anomaly (EC-7)', () => {
  const quiet = { activeCount: 60, leaveCount: 8 };
  const calm = (tick: number) => ({ activeCount: activeOf(tick, 0.7), chatCount: chatOf(tick, 5) });
  const atBoth = (tick: number) =>
    (tick > 200 && tick < agenda.buildUpSeconds - 60) || tick >= agenda.windDownTick ? quiet : calm(tick);
  expect(findingsOf(2_300, atBoth)).toEqual([]);
});
