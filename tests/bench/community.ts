/** Benchmarks of the bot community: tokens, batches, and what a heartbeat costs on a server's disk. */
import { benchBatch } from './community-batch.ts';
import { benchLive } from './community-live.ts';
import { benchTokens } from './community-tokens.ts';

for (const bench of [benchTokens, benchBatch, benchLive]) process.stdout.write(`${(await bench()).join('\n')}\n`);
