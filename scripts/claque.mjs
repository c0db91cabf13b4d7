#!/usr/bin/env node
/**
 * The command `claque`. Plain JavaScript that Node.js 20 can read: npx may run under the system's Node.js, while
 * Claque itself needs 24, which the package `node` brings along.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../server/cli.ts', import.meta.url));
const broughtAlong = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24;

if (!isNewEnough && !existsSync(broughtAlong)) {
  process.stderr.write(
    `claque needs Node.js 24 and found ${process.version}: run "npm ci" first, it brings 24 along.\n`,
  );
  process.exit(1);
}

const child = spawn(isNewEnough ? process.execPath : broughtAlong, [command, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to both; anybody else signals this process alone. The child decides when to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', (error) => {
  process.stderr.write(`claque could not start Node.js: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
});
