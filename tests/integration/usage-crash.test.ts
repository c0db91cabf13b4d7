/** Real processes, really killed, on one database (F-16). */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/server.ts';
import { openUsage, smallCall } from '../support/usage.ts';

const script = path.resolve(import.meta.dirname, '../support/budget-process.ts');
const roundCount = 100;

/** How many processes load their modules while others are at work. */
const aheadCount = 3;

class BudgetProcess {
  readonly #child: ChildProcess;
  #output = '';
  #hears: () => void = () => undefined;

  constructor(folder: string, cache: string, manner: 'stands' | 'goes-on') {
    this.#child = spawn(process.execPath, [script, folder, manner], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    this.#child.stdout!.on('data', (data: Buffer) => {
      this.#output += data.toString();
      this.#hears();
    });
    this.#child.once('close', () => this.#hears());
    onTestFinished(() => void this.#child.kill('SIGKILL'));
  }

  /** Lets it begin, and waits until its last answer has come or was refused. */
  async work(): Promise<'answered' | 'refused'> {
    this.#child.stdin!.write('go\n');
    for (;;) {
      const told = /answered|refused/.exec(this.#output)?.[0];
      if (told) return told as 'answered' | 'refused';
      if (this.#child.exitCode !== null) throw new Error(`the process ended by itself: ${this.#output}`);
      await new Promise<void>((resolve) => (this.#hears = resolve));
    }
  }

  async kill(): Promise<NodeJS.Signals | null> {
    const ended = new Promise<NodeJS.Signals | null>((resolve) =>
      this.#child.once('close', (_code, signal) => resolve(signal)),
    );
    this.#child.kill('SIGKILL');
    return ended;
  }
}

test('100 times killed between answer and settlement: spent never above the cap, and nothing that was billed is forgotten (F-15, F-16, BC-9)', async () => {
  const folder = temporaryFolder();
  const capTokens = 24_000;
  const setUp = await openUsage(folder);
  await setUp.service.setBotCap('default', smallCall.botId, { capTokens, capUsd: null }, 'test');
  await setUp.database.close();

  const cache = temporaryFolder();
  const start = (round: number) => new BudgetProcess(folder, cache, round % 4 === 3 ? 'goes-on' : 'stands');
  const ahead = Array.from({ length: aheadCount }, (_, round) => start(round));
  let refusedCount = 0;
  for (let round = 0; round < roundCount; round += 1) {
    const current = ahead.shift()!;
    if (round + aheadCount < roundCount) ahead.push(start(round + aheadCount));
    if ((await current.work()) === 'refused') refusedCount += 1;
    expect(await current.kill()).toBe('SIGKILL');
  }

  const { database, reading } = await openUsage(folder);
  onTestFinished(() => database.close());
  const billed = readFileSync(path.join(folder, 'provider.log'), 'utf8').trim().split('\n');
  const booked: { reservation_id: string; booked: string; input_tokens: number; output_tokens: number }[] =
    await database.read('usage_calls').orderBy('number');
  const ids = new Set(booked.map((row) => row.reservation_id));
  expect(billed.filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(booked.length);
  expect(await database.read('usage_reservations')).toEqual([]);
  expect(refusedCount).toBeGreaterThan(0);
  expect(booked.filter((row) => row.booked === 'estimated').length).toBeGreaterThanOrEqual(60);

  const sum = booked.reduce((total, row) => total + row.input_tokens + row.output_tokens, 0);
  const { tokens } = await reading.costCap('default', smallCall.botId);
  expect(tokens).toEqual({ capTokens, source: 'custom', spentTokens: sum, reservedTokens: 0 });
  expect(sum).toBeLessThanOrEqual(capTokens);
  expect(sum).toBeGreaterThan(capTokens - 150);
}, 180_000);
