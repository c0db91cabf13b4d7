/** The time where a contact is, and whether they take calls then. Pure. */
import type { CallingHours, Weekday } from '../../../../server/contract/contact.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than using it a thousand times. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

function partsOf(ms: number, timeZone: string) {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return {
    weekday: parts['weekday'] ?? '',
    day: `${parts['day']} ${parts['month']}`,
    year: parts['year'] ?? '',
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

/** "Europe/Lisbon" is "Lisbon", "America/Argentina/Buenos_Aires" is "Buenos Aires". */
export const cityOf = (timeZone: string) => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

/**
 * The time there: "09:00", on another day than today there "Mon 09:00", from a week on "30 Nov, 09:00", in
 * another year "30 Nov 2027, 09:00".
 *
 * @param nowMs What counts as today.
 */
export function localTime(ms: number, timeZone: string, nowMs: number): string {
  const there = partsOf(ms, timeZone);
  const today = partsOf(nowMs, timeZone);
  if (there.day === today.day && there.year === today.year) return there.time;
  if (Math.abs(ms - nowMs) < 6 * 86_400_000) return `${there.weekday} ${there.time}`;
  return there.year === today.year ? `${there.day}, ${there.time}` : `${there.day} ${there.year}, ${there.time}`;
}

/** Whether it is within their hours: from the first minute, up to but not with the last. */
export function isWithinHours(ms: number, timeZone: string, { days, from, to }: CallingHours): boolean {
  const { weekday, time } = partsOf(ms, timeZone);
  return days.includes(weekday.toLowerCase() as Weekday) && from <= time && time < to;
}

const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const dayName = (day: Weekday) => day[0]!.toUpperCase() + day.slice(1);

/** "Mon to Fri, 09:00 to 17:00"; days that do not follow each other one by one. */
export function hoursWords({ days, from, to }: CallingHours): string {
  const places = week.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const [first = 0] = places;
  const isRow = places.length > 2 && places.every((place, index) => place === first + index);
  const names = places.map((place) => dayName(week[place]!));
  const when = places.length === 7 ? 'every day' : isRow ? `${names[0]} to ${names.at(-1)}` : names.join(', ');
  return `${when}, ${from} to ${to}`;
}
