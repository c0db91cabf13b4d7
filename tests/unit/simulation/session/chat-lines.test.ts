import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random, streams } from '../../../../server/kernel/random.ts';
import { botLines } from '../../../../server/simulation/session/bot-lines.ts';
import {
  attendeeLines,
  botLine,
  chatLine,
  stanceOf,
  type LineInput,
} from '../../../../server/simulation/session/chat-lines.ts';
import type { Mood } from '../../../../server/simulation/session/mood.ts';

const moods = Object.keys(attendeeLines) as Mood[];
const topic = { keywords: ['partial indexes', 'vacuum', 'query plans'], subject: 'PostgreSQL at scale' };
const even = { skepticism: 40, leadership: 40, creativity: 40, aggression: 40, shyness: 40 };
const persona = (behaviour: Partial<typeof even>) => ({
  behaviour: { ...even, ...behaviour, engagementStyle: 'active' as const },
  personality: { traits: ['calm'], communicationStyle: 'Plain.', interests: ['sailing', 'vacuum'], quirks: [] },
});
const draws = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    draw: random(7, streams.text, 0, index),
    draw2: random(7, streams.text, 1, index),
  }));
const slot = /[{}]/;
const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('chatLine', () => {
  it('can write every line of every mood and leaves no slot unfilled', () => {
    for (const mood of moods) {
      const lines = attendeeLines[mood];
      const written = lines.map((_, index) =>
        chatLine({ ...topic, mood, draw: (index + 0.5) / lines.length, draw2: 0 }),
      );
      expect(new Set(written).size).toBe(lines.length);
      expect(written.filter((line) => slot.test(line))).toEqual([]);
    }
  });

  it('writes a line for any draw, any keywords and even none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...moods),
        fc.array(fc.string({ minLength: 1 }).filter((word) => !slot.test(word))),
        uniform,
        uniform,
        (mood, keywords, draw, draw2) => {
          const line = chatLine({ mood, keywords, subject: 'Tea', draw, draw2 });
          expect(line).not.toBe('');
          expect(line).not.toMatch(slot);
        },
      ),
    );
  });

  it('takes a keyword literally, dollar signs too', () => {
    const lines = draws(200).map((luck) =>
      chatLine({ ...luck, mood: 'engaged', keywords: ['$& and $1'], subject: 'Money' }),
    );
    expect(lines.some((line) => line.includes('$& and $1'))).toBe(true);
  });

  it('has enough lines: 25 when engaged, 12 in any other mood', () => {
    for (const mood of moods) expect(attendeeLines[mood].length).toBeGreaterThanOrEqual(mood === 'engaged' ? 25 : 12);
  });

  it('asks as audiences ask: two thirds under 70 characters, three quarters with what or how', () => {
    const questions = attendeeLines.engaged.filter((line) => line.endsWith('?'));
    const written = questions.map((line) =>
      line.replace('{keyword}', 'partial indexes').replace('{subject}', topic.subject),
    );
    expect(written.filter((line) => line.length < 70).length / written.length).toBeGreaterThanOrEqual(2 / 3);
    const whatOrHow = questions.filter((line) => /^(what|how)\b/i.test(line)).length / questions.length;
    expect(whatOrHow).toBeGreaterThanOrEqual(0.7);
    expect(whatOrHow).toBeLessThanOrEqual(0.8);
  });
});

describe('botLine', () => {
  const write = (who: ReturnType<typeof persona>, input: Omit<LineInput, 'keywords' | 'subject'>) =>
    botLine({ ...topic, ...input, persona: who });

  it('leaves no slot unfilled in any stance and mood', () => {
    for (const [behaviour, stance] of [
      ['skepticism', 'skeptic'],
      ['leadership', 'leader'],
      ['creativity', 'creative'],
      ['aggression', 'aggressive'],
      ['shyness', 'shy'],
    ] as const) {
      const only = persona({
        skepticism: 0,
        leadership: 0,
        creativity: 0,
        aggression: 0,
        shyness: 0,
        [behaviour]: 100,
      });
      for (const mood of moods) {
        const written = new Set(
          Array.from({ length: 400 }, (_, index) => write(only, { mood, draw: index / 425, draw2: index / 400 })),
        );
        expect([...written].filter((line) => slot.test(line))).toEqual([]);
        expect(written.size).toBeGreaterThanOrEqual(botLines[stance][mood].length);
      }
    }
  });

  it('is a function of its draws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...moods), uniform, uniform, (mood, draw, draw2) => {
        const line = write(persona({}), { mood, draw, draw2 });
        expect(line).toBe(write(persona({}), { mood, draw, draw2 }));
        expect(line).not.toMatch(slot);
      }),
    );
  });

  it.each([
    ['skepticism', 'skeptic'],
    ['leadership', 'leader'],
    ['creativity', 'creative'],
    ['aggression', 'aggressive'],
    ['shyness', 'shy'],
  ] as const)('speaks more often by its %s the more it has of it', (behaviour, stance) => {
    const share = (value: number) =>
      draws(1_000).filter(({ draw }) => stanceOf(persona({ [behaviour]: value }).behaviour, draw).stance === stance)
        .length;
    expect(share(0)).toBe(0);
    expect(share(50)).toBeGreaterThan(share(20) + 50);
    expect(share(95)).toBeGreaterThan(share(50) + 100);
  });

  it('writes skeptical lines when skeptical and hardly any when not', () => {
    const templates: readonly string[] = botLines.skeptic.engaged;
    const skeptical = new Set(
      topic.keywords.flatMap((keyword) => templates.map((line) => line.replace('{keyword}', keyword))),
    );
    const share = (skepticism: number) =>
      draws(1_000).filter((luck) => skeptical.has(write(persona({ skepticism }), { mood: 'engaged', ...luck }))).length;
    expect(share(95)).toBeGreaterThan(300);
    expect(share(5)).toBeLessThan(20);
  });

  it('takes up the keywords that interest it', () => {
    const lines = draws(500).map((luck) => write(persona({ leadership: 90 }), { mood: 'answering', ...luck }));
    expect(lines.some((line) => line.includes('vacuum'))).toBe(true);
    expect(lines.some((line) => line.includes('partial indexes'))).toBe(false);
  });

  it('falls back on an ordinary line where no behaviour is marked', () => {
    const nobody = persona({ skepticism: 0, leadership: 0, creativity: 0, aggression: 0, shyness: 0 });
    const luck = { draw: 0.3, draw2: 0.6 };
    expect(write(nobody, { mood: 'fault', ...luck })).toBe(chatLine({ ...topic, mood: 'fault', ...luck }));
  });
});
