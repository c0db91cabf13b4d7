/** Benchmarks of detection on recorded data that is no part of the project: its folder is given on the command line. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchMeetings } from './detection-meetings.ts';
import { benchNab } from './detection-nab.ts';

const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
const nab = data === undefined ? undefined : folderWith('windows.json', path.join(data, 'nab'), data);

if (data === undefined || nab === undefined) {
  const what = data === undefined ? 'No data given' : 'No nab/windows.json there';
  process.stderr.write(
    `${what}. Pass the folder that holds nab/ and meetings/: npm run bench:detection -- --data PATH\n`,
  );
  process.exitCode = 2;
} else {
  print(benchNab(nab));
  const meetings = folderWith('events.csv', path.join(data, 'meetings'));
  print(
    meetings === undefined
      ? ['No meetings/events.csv there: drops in real meetings are left out.']
      : benchMeetings(meetings),
  );
}

function folderWith(name: string, ...folders: string[]): string | undefined {
  return folders.find((folder) => existsSync(path.join(folder, name)));
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
