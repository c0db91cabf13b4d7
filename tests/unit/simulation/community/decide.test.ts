import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random, streams } from '../../../../server/kernel/random.ts';
import { decide } from '../../../../server/simulation/community/decide.ts';
import type { Moment } from '../../../../server/simulation/community/option.ts';
import { SketchedWorld, configOf, draftOf, hourMs, mindOf, momentOf, startMs } from './sketch.ts';

/** Four bots that have talked: ann opened, ben and cleo answered, and cleo named dora. */
function busyWorld() {
  const sketch = new SketchedWorld();
  for (const id of ['ann', 'ben', 'cleo', 'dora']) sketch.world.member(id);
  const opening = sketch.open('ann');
  const answer = sketch.reply(opening, 'ben');
  sketch.reply(answer, 'cleo', { mentions: ['dora'] });
  sketch.open('ben', { title: 'Openings for beginners', topic: 'chess' });
  return sketch;
}
const drawsOf =
  (seed: number): Moment['draw'] =>
  (what) =>
    random(seed, streams.heartbeat, what.length, what.charCodeAt(what.length - 1));
const chanceSum = (considered: readonly { chanceRatio: number }[]) =>
  considered.reduce((sum, { chanceRatio }) => sum + chanceRatio, 0);

describe('a decision', () => {
  test('weighs what is open so that the chances are 1 together, up to the digits that are kept (BC-2)', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    const behaviour = fc.record({
      creativity: percent,
      leadership: percent,
      skepticism: percent,
      aggression: percent,
      shyness: percent,
      engagementStyle: fc.constantFrom('active' as const, 'reactive' as const, 'observer' as const),
    });
    const botId = fc.constantFrom('ann', 'ben', 'cleo', 'dora', 'eve');
    fc.assert(
      fc.property(behaviour, botId, fc.nat(1_000), fc.boolean(), (sliders, id, seed, isQuiet) => {
        const quietUntilMs = isQuiet ? Infinity : 0;
        const config = configOf({ behaviour: sliders });
        const moment = momentOf(busyWorld().world, id, { config, draw: drawsOf(seed), quietUntilMs });
        const { considered, intention } = decide(moment);
        expect(Math.abs(chanceSum(considered) - 1)).toBeLessThanOrEqual(considered.length * 0.000_05 + 1e-9);
        for (const { excludedBy, chanceRatio, why } of considered) {
          if (excludedBy !== null) expect(chanceRatio).toBe(0);
          expect(why).not.toBe('');
        }
        const open = considered.filter(({ excludedBy }) => excludedBy === null).map(({ action }) => action);
        expect(open).toContain(intention.action);
        if (isQuiet) expect(['thread', 'reply']).not.toContain(intention.action);
      }),
    );
  });

  test('takes each action as often as its chance says (BC-2)', () => {
    const moment = momentOf(busyWorld().world, 'dora');
    const counts = new Map<string, number>();
    const { considered } = decide(moment);
    for (let index = 0; index < 2_000; index += 1) {
      const draw = (what: string) => (what === 'action' ? index / 2_000 : 0.5);
      const { intention, drawRatio } = decide({ ...moment, draw });
      expect(drawRatio).toBe(index / 2_000);
      counts.set(intention.action, (counts.get(intention.action) ?? 0) + 1);
    }
    for (const action of new Set(considered.map((option) => option.action))) {
      const chance = chanceSum(considered.filter((option) => option.action === action));
      expect((counts.get(action) ?? 0) / 2_000, action).toBeCloseTo(chance, 2);
    }
  });

  test('writes nothing while the bot wrote a moment ago, and says so of every thread and answer (BC-7)', () => {
    const moment = momentOf(busyWorld().world, 'dora', { quietUntilMs: startMs + hourMs + 1 });
    const writing = decide(moment).considered.filter(({ action }) => action === 'thread' || action === 'reply');
    expect(writing.length).toBeGreaterThan(1);
    for (const option of writing)
      expect(option).toMatchObject({ excludedBy: 'cooldown', chanceRatio: 0, why: 'it wrote a moment ago' });
    const open = decide({ ...moment, nowMs: moment.quietUntilMs }).considered;
    expect(open.every(({ excludedBy }) => excludedBy === null)).toBe(true);
  });

  test('names the gate that held it back as often as a draw among everything would have met it (BC-7)', () => {
    const quiet = momentOf(busyWorld().world, 'dora', { quietUntilMs: startMs + hourMs + 1 });
    const { considered } = decide(quiet);
    // What the same moment holds without the cooldown gives the share of the weight that the gate takes away.
    const open = decide({ ...quiet, nowMs: quiet.quietUntilMs }).considered;
    const heldRatio = open
      .filter(({ action }) => action === 'thread' || action === 'reply')
      .reduce((sum, { chanceRatio }) => sum + chanceRatio, 0);
    expect(heldRatio).toBeGreaterThan(0.02);
    const at = (draw: number) =>
      decide({ ...quiet, draw: (what) => (what === 'held back' ? draw : 0.999_999) }).heldBack;
    expect(at(heldRatio * 0.5)).toMatchObject({ excludedBy: 'cooldown', why: 'it wrote a moment ago' });
    expect(at(heldRatio * 1.5)).toBeNull();
    expect(considered.filter(({ excludedBy }) => excludedBy !== null).length).toBeGreaterThan(1);
  });

  test('is held back by nothing where it does something (BC-7)', () => {
    const quiet = momentOf(busyWorld().world, 'dora', { quietUntilMs: startMs + hourMs + 1, draw: () => 0 });
    const { intention, heldBack } = decide(quiet);
    expect(intention.action).not.toBe('nothing');
    expect(heldBack).toBeNull();
  });

  test('answers nobody with whom only it was talking there, and says who it was (BC-2)', () => {
    const sketch = new SketchedWorld();
    for (const id of ['ann', 'ben']) sketch.world.member(id);
    let post = sketch.open('ann');
    for (const id of ['ben', 'ann']) post = sketch.reply(post, id);
    sketch.look('ann', startMs + 1);
    sketch.reply(post, 'ben', { atMs: startMs + 2 });
    const { considered } = decide(momentOf(sketch.world, 'ann', { draw: (what) => (what === 'action' ? 0.99 : 0.9) }));
    expect(considered.filter(({ action }) => action === 'reply')).toEqual([
      expect.objectContaining({ excludedBy: 'loop_guard', chanceRatio: 0, why: 'only ben and it were talking there' }),
    ]);
  });

  test('is to do nothing where everything else weighs nothing against it (BC-2)', () => {
    const moment = momentOf(new SketchedWorld().world, 'ann', { draw: () => 0.999_999 });
    const { considered, intention } = decide(moment);
    expect(considered.map(({ action }) => action)).toEqual(['thread', 'search', 'nothing']);
    expect(intention).toEqual({ action: 'nothing' });
  });
});

describe('what a bot could do', () => {
  const actionsOf = (moment: Moment, action: string) =>
    decide(moment).considered.filter((option) => option.action === action);

  test('has no answer to itself, nor a second one to the same post (BC-2)', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    expect(actionsOf(momentOf(sketch.world, 'ann'), 'reply')).toEqual([]);
    expect(actionsOf(momentOf(sketch.world, 'ben'), 'reply')).toHaveLength(1);
    sketch.reply(opening, 'ben');
    expect(actionsOf(momentOf(sketch.world, 'ben'), 'reply')).toEqual([]);
  });

  test('has no vote for its own posts, nor a second one for the same post (BC-4)', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    expect(actionsOf(momentOf(sketch.world, 'ann'), 'vote')).toEqual([]);
    expect(actionsOf(momentOf(sketch.world, 'ben'), 'vote')).toHaveLength(1);
    sketch.vote(opening, 'ben');
    expect(actionsOf(momentOf(sketch.world, 'ben'), 'vote')).toEqual([]);
  });

  test('is to follow whom it likes, and no longer to follow whom it dislikes (BC-4)', () => {
    const bondOf = (valence: number) => mindOf([draftOf({ kind: 'relationship', about: 'ann', valence })]);
    const sketch = new SketchedWorld();
    sketch.world.member('ann');
    const targets = (valence: number) =>
      decide(momentOf(sketch.world, 'ben', { mind: bondOf(valence) })).considered.map(({ action }) => action);
    expect(targets(0.3)).toContain('follow');
    expect(targets(0.2)).not.toContain('follow');
    sketch.follow('ben', 'ann');
    expect(targets(0.3)).not.toContain('follow');
    expect(targets(-0.3)).toContain('unfollow');
    expect(targets(-0.1)).not.toContain('unfollow');
  });

  test('is likelier to answer who named it than what merely stands in its feed (BC-2)', () => {
    const sketch = busyWorld();
    const replies = actionsOf(momentOf(sketch.world, 'dora', { nameOf: (id) => id.toUpperCase() }), 'reply');
    const named = replies.find(({ why }) => why === 'CLEO named it')!;
    const others = replies.filter((option) => option !== named);
    expect(others.length).toBeGreaterThan(0);
    for (const { chanceRatio } of others) expect(named.chanceRatio).toBeGreaterThan(chanceRatio);
  });
});
