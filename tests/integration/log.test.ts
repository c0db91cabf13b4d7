/** What the log makes of texts that would like to be more than text, in a process whose output is read (F-42). */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const module = path.resolve(import.meta.dirname, '../../server/platform/telemetry/log.ts');

/** A second line that was never logged, the screen cleared, a C1 control, an override of direction. */
const forged = 'well\n{"level":60,"msg":"forged"}\n[99:99:99] FATAL: forged\u001b[2J\u009b31m\u202e\u2028\u0007';

function written(isPretty: boolean): string {
  const script = `
    const { createLog } = await import(${JSON.stringify(module)});
    const log = createLog({ level: 'info', isPretty: ${isPretty}, secrets: ['open sesame'] });
    const text = ${JSON.stringify(forged)};
    log.warn({ text, inner: { text }, err: new Error(text), token: 'hidden' }, text + ' open sesame');`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

test.each([
  ['JSON', false],
  ['lines for people', true],
])(
  'as %s line breaks and escape codes in a text are spelt out, and keys are masked (F-42, PL-17)',
  (_form, isPretty) => {
    const output = written(isPretty);
    expect(output).toContain('forged');
    expect(output).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e]/u);
    for (const line of output.split('\n')) expect(line).not.toMatch(/^(\[99|\{"level":60)/);
    expect(output).not.toMatch(/open sesame|hidden/);
  },
);

test('a line is still JSON of which the texts are the same', () => {
  const [line, ...others] = written(false).trimEnd().split('\n');
  expect(others).toEqual([]);
  expect(JSON.parse(line!)).toMatchObject({ text: forged, inner: { text: forged }, msg: `${forged} [masked]` });
});
