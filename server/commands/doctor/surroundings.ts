/** What the server stands on: Node.js, the clock, time zones, the built panel. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fine, note, stop, type Finding } from './finding.ts';

/** What runs TypeScript without a build step. */
const leastNodeVersion = 24;

/** @param version As `process.versions.node` has it. */
export function nodeFinding(version: string): Finding {
  if (Number(version.split('.')[0]) >= leastNodeVersion) return fine('node', `Node.js ${version}.`);
  const advice = 'Run npm ci, which brings Node.js 24 along, and start with npm start or npx claque serve.';
  return stop('node', `Node.js ${version} is too old: ${leastNodeVersion} is needed.`, advice);
}

/** This program is younger than that; a clock that shows less is wrong. */
const releasedMs = Date.UTC(2026, 10, 1);

/** Clocks of machines may differ by so much without anybody noticing. Assumed. */
const toleranceMs = 120_000;

/** @param newestMs When the newest activity in the database happened; null without one. */
export function clockFinding(nowMs: number, newestMs: number | null): Finding {
  const now = new Date(nowMs).toISOString();
  const advice = 'Set the machine’s clock (NTP). Until then caps, calling hours and tokens go by a wrong time.';
  if (nowMs < releasedMs) return note('clock', `It shows ${now}, which lies before this version.`, advice);
  if (newestMs !== null && nowMs < newestMs - toleranceMs)
    return note('clock', `It shows ${now}, and the database knows of ${new Date(newestMs).toISOString()}.`, advice);
  return fine('clock', `It shows ${now}.`);
}

/** Offset in winter and summer: data without daylight saving would call people at the wrong hour. */
const sample = { zone: 'Europe/Berlin', months: [0, 6], offsets: ['GMT+1', 'GMT+2'] };

/** @param zones Time zones that the database needs. */
export function timeZoneFinding(zones: readonly string[], offsetOf: typeof offsetIn = offsetIn): Finding {
  const advice = 'Use a Node.js with full time zone data (full ICU, as the official builds have), or mend the name.';
  const unknown = zones.filter((zone) => offsetOf(zone, 0) === null);
  if (unknown.length > 0) return note('time zones', `There are no data for ${unknown.join(', ')}.`, advice);
  const isRight = sample.months.every((month, index) => offsetOf(sample.zone, month) === sample.offsets[index]);
  if (!isRight) return note('time zones', `The data for ${sample.zone} know no daylight saving.`, advice);
  return fine('time zones', `Their data are there (${process.versions.tz ?? 'version unknown'}).`);
}

/** Such as GMT+1 in the middle of a month of 2026; null if the zone is not known. */
function offsetIn(timeZone: string, month: number): string | null {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
    const parts = format.formatToParts(Date.UTC(2026, month, 15));
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? null;
  } catch {
    return null;
  }
}

export function panelFinding(folder: string): Finding {
  const page = path.join(folder, 'index.html');
  if (existsSync(page)) return fine('panel', `It is built, in ${folder}.`);
  return note('panel', `${page} is not there: the server would answer without a panel.`, 'Run npm run build.');
}
