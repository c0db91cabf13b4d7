/** Benchmarks of detection: on simulated sessions, and on recorded data that is no part of the project (`--data FOLDER`). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchMeetings } from './detection-meetings.ts';
import { benchNab } from './detection-nab.ts';
import { benchSessions } from './detection-sessions.ts';

const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;

print(benchSessions());
if (data === undefined)
  print([
    'Recorded series and meetings are skipped: npm run bench:detection -- --data FOLDER, with nab/ and meetings/ in it.',
  ]);
else {
  const nab = folderWith('windows.json', path.join(data, 'nab'), data);
  print(nab === undefined ? ['No nab/windows.json there: recorded series are skipped.'] : benchNab(nab));
  const meetings = folderWith('events.csv', path.join(data, 'meetings'));
  print(
    meetings === undefined ? ['No meetings/events.csv there: real meetings are skipped.'] : benchMeetings(meetings),
  );
}

function folderWith(name: string, ...folders: string[]): string | undefined {
  return folders.find((folder) => existsSync(path.join(folder, name)));
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
