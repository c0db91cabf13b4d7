/** Benchmarks of detection on recorded data that is no part of the project: its folder is given on the command line. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchNab } from './detection-nab.ts';

const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
const nab = data === undefined ? [] : [path.join(data, 'nab'), data];
const nabFolder = nab.find((folder) => existsSync(path.join(folder, 'windows.json')));

if (nabFolder === undefined) {
  process.stderr.write(
    `${data === undefined ? 'No data given' : 'No nab/windows.json there'}. Pass the folder that holds nab/ (windows.json and data/): npm run bench:detection -- --data PATH\n`,
  );
  process.exitCode = 2;
} else process.stdout.write(`${benchNab(nabFolder).join('\n')}\n`);
