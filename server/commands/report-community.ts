/** The shape of a community, told to a person at a terminal. */
import type { BotAction } from '../contract/bot.ts';
import type { FidelityRow } from '../contract/community.ts';

/** What `claque validate community --json` prints. */
export interface CommunityReport {
  readonly bots: number;
  readonly days: number;
  readonly seed: number;
  readonly pace: string;
  readonly replicates: number;
  /** Of the first seed, as are all figures but the rows' means. */
  readonly digest: string;
  readonly heartbeatCount: number;
  readonly postCount: number;
  readonly actions: Readonly<Partial<Record<BotAction, number>>>;
  readonly tokensPerBotDay: number;
  /** How alike the bots sound, 0 to 1; null with too few posts. */
  readonly similarity: number | null;
  readonly elapsedSeconds: number;
  readonly heapBytes: readonly number[];
  readonly rows: readonly (FidelityRow & {
    readonly mean: number | null;
    readonly low95: number | null;
    readonly high95: number | null;
    /** In how many of the replicates it lies inside. */
    readonly insideCount: number;
  })[];
}

export function reportCommunity(report: CommunityReport): string {
  const { bots, days, seed, pace, replicates, heartbeatCount, postCount, similarity } = report;
  const name = Math.max(...report.rows.map((row) => row.name.length));
  const verdicts = report.rows.map(isInside).filter((inside) => inside !== null);
  const insideCount = verdicts.filter(Boolean).length;
  const lines = [
    `Community · ${bots} bots · ${days} ${days === 1 ? 'day' : 'days'} · pace ${pace} · seed ${seed}${replicates > 1 ? ` and the ${replicates - 1} that follow` : ''}`,
    `${heartbeatCount} heartbeats, ${postCount} posts (${actionsOf(report)})`,
    '',
    ...report.rows.map((row) => rowLine(row, name, replicates)),
    '',
    `Inside           ${insideCount} of ${verdicts.length} that could be measured. Matching marginals shows a plausible rhythm, not predictive power.`,
    `Tokens           ${Math.round(report.tokensPerBotDay)} a bot and day`,
    ...(similarity === null ? [] : [`Alike            ${percent(similarity)} of what bots say, on average over pairs`]),
    ...heapLines(report),
    `Digest           ${report.digest}`,
    `Performed in     ${report.elapsedSeconds.toFixed(1)} s`,
  ];
  return `${lines.join('\n')}\n`;
}

function rowLine(row: CommunityReport['rows'][number], nameWidth: number, replicates: number): string {
  const inside = isInside(row);
  const verdict = inside === null ? '  ? ' : inside ? 'in  ' : 'MISS';
  const value = row.mean === null ? '–' : figure(row.mean, row.unit);
  const count = inside === null ? '' : `, ${row.insideCount} of ${replicates} in`;
  const spread =
    row.low95 === null || row.high95 === null
      ? ''
      : ` (${figure(row.low95, row.unit)} to ${figure(row.high95, row.unit)}${count})`;
  const band = bandOf(row);
  const note = row.note === null ? '' : ` · ${row.note}`;
  return `${verdict} ${row.name.padEnd(nameWidth)}  ${value}${spread}  [${band}] ${row.source}${note}`;
}

/** Whether the mean over the seeds lies inside; null where there is no band, or nothing to measure. */
function isInside({ mean, low, high }: CommunityReport['rows'][number]): boolean | null {
  if (mean === null || (low === null && high === null)) return null;
  return mean >= (low ?? -Infinity) && mean <= (high ?? Infinity);
}

function bandOf({ low, high, unit }: FidelityRow): string {
  if (low === null && high === null) return 'no band';
  if (low === null) return `up to ${figure(high!, unit)}`;
  return high === null ? `from ${figure(low, unit)}` : `${figure(low, unit)} to ${figure(high, unit)}`;
}

const figure = (value: number, unit: string): string =>
  unit === 'ratio' ? percent(value) : `${Number(value.toFixed(2))}${unit === '' ? '' : ` ${unit}`}`;
const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`;

const actionsOf = ({ actions }: CommunityReport): string =>
  Object.entries(actions)
    .map(([action, count]) => `${action} ${count}`)
    .join(', ');

function heapLines({ heapBytes }: CommunityReport): string[] {
  const [early, late] = [heapBytes[4], heapBytes.at(-1)];
  if (early === undefined || late === undefined || heapBytes.length < 6) return [];
  const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
  return [`Memory           ${megabytes(early)} after day 5, ${megabytes(late)} after day ${heapBytes.length}`];
}
