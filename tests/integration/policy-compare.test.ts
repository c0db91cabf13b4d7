import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../server/commands/policy-compare-figures.ts';
import { claque } from '../support/command-line.ts';

const compare = (...words: string[]) => claque(['policy', 'compare', ...words]);

describe('claque policy compare (EC-13, PL-7)', () => {
  test('prints one object that does not depend on the number of threads, and draws a chart', async () => {
    const chart = path.join(mkdtempSync(path.join(tmpdir(), 'claque-compare-')), 'chart.svg');
    const words = ['webinar-drop', 'mass-exit', '--replicates', '2', '--seed', '5', '--learn', '1', '--json'];
    const alone = await compare(...words, '--workers', '0', '--chart', chart);
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    const result = JSON.parse(alone.stdout) as Comparison;
    expect(result).toMatchObject({
      seed: 5,
      replicates: 2,
      learn: { sessions: 1 },
      policies: ['thompson', 'rules', 'random', 'oracle'],
      reference: 'rules',
    });
    expect(result.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(result.scenarios.map(({ scenario }) => scenario)).toEqual(['webinar-drop', 'mass-exit']);
    expect(readFileSync(chart, 'utf8')).toContain('</svg>');
    const threaded = JSON.parse((await compare(...words, '--workers', '2')).stdout) as Comparison;
    expect({ ...threaded, elapsedSeconds: 0 }).toEqual({ ...result, elapsedSeconds: 0 });
  });

  test('tells a person the figures, and what the policy knew beforehand', async () => {
    const { code, stdout } = await compare('webinar-drop', '--replicates', '2', '--policies', 'random,rules');
    expect(code).toBe(0);
    for (const text of ['against rules', 'built-in prior', 'random', '●']) expect(stdout).toContain(text);
    expect(stdout).not.toContain('of them');
  });

  test.each([
    ['an unknown policy', ['webinar-drop', '--policies', 'thompson,nope'], 'thompson, rules, random, oracle'],
    ['a policy named twice', ['webinar-drop', '--policies', 'rules,rules'], 'each once'],
    ['an unknown scenario', ['nope'], 'there are: calm-hour'],
    ['a scenario named twice', ['webinar-drop', 'webinar-drop'], 'named twice'],
    ['no scenario', [], 'scenarios'],
    ['one replicate, which says nothing of chance,', ['webinar-drop', '--replicates', '1'], 'from 2 to'],
    ['seeds that are learnt on', ['webinar-drop', '--seed', '2147483647', '--replicates', '2'], 'learnt on'],
  ])('answers %s with a sentence and exit code 2', async (_name, words, sentence) => {
    const { code, stdout, stderr } = await compare(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });

  test('says which file it cannot write', async () => {
    const { code, stderr } = await compare('webinar-drop', '--replicates', '2', '--chart', '/nowhere/at/all.svg');
    expect(code).toBe(1);
    expect(stderr).toContain('/nowhere/at/all.svg');
  });
});
