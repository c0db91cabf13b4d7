import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { Replicates, RunResult, Without } from '../../server/contract/run-result.ts';
import { randomNormal, streams } from '../../server/kernel/random.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const claque = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'server/cli.ts'), ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const folder = mkdtempSync(join(tmpdir(), 'claque-cli-'));
const fileWith = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('claque run (PL-7)', () => {
  test('prints one object of the documented shape, and nothing else on a pipe', () => {
    const { status, stdout, stderr } = claque('run', 'webinar-drop', '--seed', '2', '--replicates', '3', '--json');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    const result = RunResult.extend({ replicates: Replicates }).parse(JSON.parse(stdout));
    expect(result).toMatchObject({ scenario: 'webinar-drop', seed: 2, attendees: 200, mode: 'auto', ticks: 720 });
    expect(result.counterfactual.uplift).toBeCloseTo(result.score.mean - result.counterfactual.meanScore, 12);
    expect(result.replicates.count).toBe(3);
    const [low, high] = result.replicates.upliftCi95!;
    expect(low).toBeLessThan(result.replicates.upliftMean);
    expect(high).toBeGreaterThan(result.replicates.upliftMean);
  });

  test('compares the run with itself, one intervention left out or replaced (PL-5)', () => {
    const run = (...words: string[]) =>
      JSON.parse(claque('run', 'webinar-drop', '--seed', '7', '--without', '1', '--json', ...words).stdout);
    const without = run();
    expect(Without.parse(without.without)).toMatchObject({ interventionNumber: 1, instead: null });
    expect(without.without.uplift).toBeCloseTo(without.score.mean - without.without.meanScore, 12);
    const instead = run('--instead', 'NOTIFICATION:nudge', '--replicates', '2');
    expect(instead.without.instead).toEqual({ kind: 'NOTIFICATION', variant: 'nudge' });
    expect(instead.without.digest).not.toBe(without.without.digest);
    expect(Replicates.parse(instead.withoutReplicates).count).toBe(2);
  });

  test('without --json tells a person the figures and draws a chart', () => {
    const { status, stdout } = claque('run', 'webinar-drop', '--seed', '2', '--attendees', '50', '--mode', 'off');
    expect(status).toBe(0);
    for (const text of ['50 attendees', 'mode off', '100% ┼', 'SUDDEN_DROP at 4:00', 'Digest', 'Interventions    none'])
      expect(stdout).toContain(text);
  });

  test('in shadow mode tells what it would have done, and claims no effect (EC-14)', () => {
    const { status, stdout } = claque('run', 'webinar-drop', '--mode', 'shadow');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Would have done {2}\w+ \(\w+\) at \d+:\d\d: nobody met it; the minute .* points/m);
    expect(stdout).toContain('in shadow mode the conductor decides, and does nothing');
    expect(stdout).not.toContain('the conductor brought');
  });

  test.each([
    ['an unknown scenario', ['run', 'nope'], 'there are: calm-hour'],
    ['a seed that is no number', ['run', 'webinar-drop', '--seed', 'x'], 'whole number from 0 to 4294967295'],
    ['too many attendees', ['run', 'webinar-drop', '--attendees', '1000001'], 'whole number from 0 to 1000000'],
    ['an unknown mode', ['run', 'webinar-drop', '--mode', 'turbo'], 'manual, semi, auto, shadow, off'],
    ['an intervention that did not happen', ['run', 'webinar-drop', '--without', '99'], 'use a number from 1 to'],
    ['a replacement for nothing', ['run', 'webinar-drop', '--instead', 'POLL'], '--instead needs --without'],
    ['a provider that is not there', ['run', 'webinar-drop', '--provider', 'oracle'], 'scripted'],
    ['a missing value', ['detect', 'x.csv'], '--value'],
    ['an unknown command', ['dance'], 'dance'],
  ])('refuses %s with exit code 2 and says what would be right', (_name, words, expected) => {
    const { status, stdout, stderr } = claque(...words);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('    at ');
  });

  test('names file, line and field of a broken scenario, with exit code 1', () => {
    const file = fileWith(
      'broken.yaml',
      'id: broken\ntitle: Broken\nevent: E\ndescription: D\nformat: webinar\ndurationSeconds: soon\n',
    );
    for (const words of [
      ['run', file],
      ['scenario', 'check', file],
    ]) {
      const { status, stderr } = claque(...words);
      expect(status).toBe(1);
      expect(stderr).toContain(`${file}, line 6, field durationSeconds`);
      expect(stderr).toContain('field audience');
    }
  });

  test('refuses a run file that is none, by field', () => {
    const { status, stderr } = claque('replay', fileWith('run.json', '{"format":"claque-run","version":2}'));
    expect(status).toBe(1);
    expect(stderr).toContain('field version');
    expect(claque('replay', fileWith('cut.json', '{"form')).stderr).toContain('is not a run file');
  });
});

describe('claque detect (EC-9)', () => {
  const rows = Array.from(
    { length: 400 },
    (_, row) => (row >= 300 ? 20 : 60) + 3 * randomNormal(6, streams.text, 0, row),
  );

  test('writes one row for each, with the input’s columns first, and marks the fall', () => {
    const lines = rows.map(
      (value, row) => `2026-01-01T00:${row},"a, b",${row === 50 ? '' : row === 60 ? 'oops' : value}`,
    );
    const file = fileWith('stream.csv', `when,what,speed\n${lines.join('\n')}\n`);
    const { status, stdout, stderr } = claque('detect', file, '--value', 'speed', '--timestamp', 'when');
    expect(status).toBe(0);
    expect(stderr).toContain('2 of 400 rows have no number in "speed"');
    expect(stderr).toContain('of 400 rows have no readable time');
    const scored = parse<Record<string, string>>(stdout, { columns: true });
    expect(scored).toHaveLength(400);
    expect(Object.keys(scored[0]!)).toEqual(['when', 'what', 'speed', 'anomaly_score', 'type', 'severity', 'evidence']);
    expect(scored.map((row) => row.what)).toEqual(rows.map(() => 'a, b'));
    const fall = scored.findIndex(({ type }, index) => index >= 300 && type === 'SUDDEN_DROP');
    expect(fall).toBeGreaterThanOrEqual(300);
    expect(fall).toBeLessThan(310);
    expect(scored[fall]!.evidence).toMatch(
      /lies below the median of (?:59|60)\.?\d*, .* from the nearest of \d+ values remembered/,
    );
    // The record of the fall stands for a tenth of the rows so far: until then nothing smaller is said.
    expect(scored.slice(300, 330).filter(({ type }) => type !== '')).toHaveLength(1);
    expect(scored.every((row) => Number(row.anomaly_score) >= 0 && Number(row.anomaly_score) <= 1)).toBe(true);
  });

  test('keeps ragged rows and columns that are named as its own, and says nothing of a file as it should be', () => {
    const file = fileWith('ragged.csv', 'type,speed\na,1\nb\nc,2,more\n');
    expect(claque('detect', file, '--value', 'speed').stdout).toBe(
      'type,speed,anomaly_score,claque_type,severity,evidence\na,1,0.0000,,,\nb,,0.0000,,,\nc,2,0.0000,,,,more\n',
    );
    const regular = fileWith('regular.csv', 'at,speed\n2026-01-01 00:00,1\n2026-01-01 00:05,1\n2026-01-01 00:10,2\n');
    expect(claque('detect', regular, '--value', 'speed', '--timestamp', 'at').stderr).toBe('');
  });

  test('tells of a clock that runs back or is irregular, and keeps the order of the file', () => {
    const file = fileWith('clock.csv', 'at,speed\n0,1\n60,1\n30,2\n930,3\n');
    const { stdout, stderr } = claque('detect', file, '--value', 'speed', '--timestamp', 'at');
    expect(stderr).toContain('1 of 4 rows are no later than the row before');
    expect(stderr).toContain('steps from 60 to 900 s');
    expect(
      stdout
        .split('\n')
        .slice(1, 5)
        .map((line) => line.split(',')[0]),
    ).toEqual(['0', '60', '30', '930']);
  });

  test('scores nothing before --warmup', () => {
    const file = fileWith('warm.csv', `speed\n${rows.join('\n')}\n`);
    const scores = (...words: string[]) =>
      parse<Record<string, string>>(claque('detect', file, '--value', 'speed', ...words).stdout, { columns: true }).map(
        (row) => Number(row.anomaly_score),
      );
    const [usual, late] = [scores(), scores('--warmup', '300')];
    expect(usual.slice(0, 300).some((score) => score > 0)).toBe(true);
    expect(late.slice(0, 300).every((score) => score === 0)).toBe(true);
    expect(late.slice(300)).toEqual(usual.slice(300));
  });

  test('says which columns there are when the one asked for is missing, and when the file is', () => {
    const file = fileWith('small.csv', 'a,b\n1,2\n');
    const missing = claque('detect', file, '--value', 'c');
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('no column "c" (--value); it has: a, b');
    expect(claque('detect', join(folder, 'none.csv'), '--value', 'c')).toMatchObject({ status: 1 });
    expect(claque('detect', fileWith('empty.csv', ''), '--value', 'c').stderr).toContain('is empty');
  });
});
