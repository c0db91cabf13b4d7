/** What the log makes of texts that would like to be more than text, in a process whose output is read (F-42). */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { accessLog } from '../../server/platform/telemetry/log.ts';

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

/** What is told at info and above of a request that succeeds, one that is refused, and one that fails. */
async function told(tellsRefused: boolean): Promise<unknown[]> {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const app = express().use(accessLog(log, { tellsRefused }), (request, response) => {
    response.sendStatus(Number(request.path.slice(1)));
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const status of [200, 404, 500]) await fetch(`http://127.0.0.1:${port}/${status}?key=hidden`);
  return lines.map((line) => JSON.parse(line) as unknown);
}

test('refused requests are told at info to whoever develops, and in production strangers fill no log with them (PL-17)', async () => {
  const [refused, failed] = [
    { level: 30, req: { method: 'GET', path: '/404' }, res: { status: 404 } },
    { level: 40, req: { method: 'GET', path: '/500' }, res: { status: 500 } },
  ];
  expect(await told(true)).toMatchObject([refused, failed]);
  expect(await told(false)).toMatchObject([failed]);
});
