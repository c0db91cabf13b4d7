/** Recordings on the command line: watched, told to a person, written and read again (EC-27, PL-7). */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { claque } from '../support/command-line.ts';
import { exodusCsv } from '../support/recordings.ts';
import { temporaryFolder } from '../support/server.ts';

const shipped = 'seeds/recordings/webinar-drop.csv';

function fileWith(name: string, text: string): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

test('the recording that ships is told to a person: what was noticed, proposed, and done instead', async () => {
  const { code, stdout, stderr } = await claque(['replay-recorded', shipped, '--title', 'Databases']);
  expect([code, stderr]).toEqual([0, '']);
  for (const text of [
    'Databases · webinar · 12:00 · 56 there at most',
    '100% ┼',
    'Judged           from 2:00 to 11:00',
    'Could see        a fall by 50%: not at all, from 2:01 on within',
    'Noticed          SUDDEN_DROP (CRITICAL) at 4:1',
    'Would propose    ',
    'The host did ',
    'Uplift           none is claimed.',
  ])
    expect(stdout).toContain(text);
});

test('--json prints one object, and --out a run file that replays', async () => {
  const folder = temporaryFolder();
  const file = fileWith('all-hands.csv', exodusCsv());
  const { code, stdout } = await claque(['replay-recorded', file, '--json', '--out', folder, '--wind-down', '60']);
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ title: 'all-hands', format: 'webinar', read: { seconds: 900, windDownSeconds: 60 } });
  expect(report.anomalies[0]).toMatchObject({ type: 'MASS_EXIT' });
  expect(report.proposals[0]).toMatchObject({ state: 'shadowed', host: 'nothing', hostActs: [], uplift: null });
  const replayed = await claque(['replay', path.join(folder, 'recording-1.run.json')]);
  expect([replayed.code, replayed.stdout]).toEqual([0, `The digest holds: ${report.digest}\n`]);
});

test('claque run --record writes a file in which the same drop is noticed', async () => {
  const file = path.join(temporaryFolder(), 'run.csv');
  const run = await claque(['run', 'webinar-drop', '--seed', '4', '--record', file, '--json']);
  expect(run.code).toBe(0);
  expect(readFileSync(file, 'utf8')).toMatch(/^time,type,user,text,poll\n0,join,u1,,\n/);

  const words = ['replay-recorded', file, '--build-up', '150', '--wind-down', '60', '--json'];
  const { stdout } = await claque(words);
  const ticksOf = (text: string) => JSON.parse(text).anomalies.map(({ tick }: { tick: number }) => tick);
  expect(ticksOf(stdout)[0]).toBe(ticksOf(run.stdout)[0]);
});

test.each([
  ['a file that is not there', ['nowhere.csv'], 1, 'nowhere.csv cannot be read'],
  ['an unknown format', [shipped, '--format', 'opera'], 2, 'webinar, meeting, stream'],
  ['a session that is not there', [shipped, '--session', 'x'], 2, 'has no session “x”'],
  ['an agenda without a middle', [shipped, '--build-up', '700', '--wind-down', '60'], 2, 'leave nothing of 720 s'],
])('%s is refused with what would be right', async (_name, words, code, expected) => {
  const ended = await claque(['replay-recorded', ...words]);
  expect(ended.code).toBe(code);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain(expected);
  expect(ended.stderr).not.toContain('    at ');
});

test('a session that lies low all along and raises no alarm says why', async () => {
  const people = Array.from({ length: 20 }, (_, index) => `${index},join,u${index}`);
  const file = fileWith('quiet.csv', ['time,type,user', ...people, '1200,message,u1', ''].join('\n'));
  const { stdout } = await claque(['replay-recorded', file, '--title', ' \u001b[31mQuiet']);
  expect(stdout).toContain('[31mQuiet · webinar · 20:01');
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toMatch(/Critical \(under 30\.0%\) for \d+\.\d% of the time/);
  expect(stdout).toContain('That is no alarm by itself without focus');
  expect(stdout).toContain('Noticed          nothing');
});

test('several broken lines are all named', async () => {
  const file = fileWith('broken.csv', 'time,type,user\n0,join,ana\nsoon,message,ana\n70,dance,ana\n');
  const { code, stderr } = await claque(['replay-recorded', file]);
  expect(code).toBe(1);
  expect(stderr).toContain('broken.csv, line 3, field time: “soon” is no time');
  expect(stderr).toContain('  line 4, type: “dance” is not known');
});
