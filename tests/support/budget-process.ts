/**
 * A process that calls a model within a budget, to be killed between an answer and its settlement. The file
 * `provider.log` is the provider's side: what stands there has been billed. Begins at a line on standard input.
 */
import { once } from 'node:events';
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import type { Budget } from '../../server/systems/usage/index.ts';
import { openUsage, smallCall, smallUsage } from './usage.ts';

const folder = process.argv[2]!;
const goesOn = process.argv[3] === 'goes-on';

// A killed process writes no cache at its end; the next one need not compile everything again.
flushCompileCache();
await once(process.stdin, 'data');
const { service } = await openUsage(folder);
const budget: Budget = service;
const provider = openSync(path.join(folder, 'provider.log'), 'a');

/** A call whose answer has arrived: billed, and not settled yet. @returns Its reservation, or null if refused. */
async function answered(): Promise<string | null> {
  const reservation = await budget.reserve(smallCall);
  if (!reservation.isGranted) return null;
  writeSync(provider, `${reservation.reservationId}\n`);
  fdatasyncSync(provider);
  return reservation.reservationId;
}

const first = await answered();
if (first !== null) await budget.settle(first, smallUsage);
const given = await budget.reserve(smallCall);
if (given.isGranted) await budget.release(given.reservationId);
const last = await answered();
process.stdout.write(last === null ? 'refused\n' : 'answered\n');
// Half of the processes stand still here; the others settle and go on until the signal meets them somewhere.
if (goesOn) for (let id = last; id !== null; id = await answered()) await budget.settle(id, smallUsage);
await once(process.stdin, 'end');
