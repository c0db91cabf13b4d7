/** Heartbeats as bars: what each looks like, and how they are exported. Pure. */
import type { BotAction, Heartbeat } from '../../../../server/contract/bot.ts';
import { toCsv } from '../../csv.ts';
import { actionWords, gateWords } from './bot-words.ts';

export type HeartbeatKind = 'wrote' | 'acted' | 'nothing' | 'gated' | 'failed';

const wrote = new Set<BotAction>(['thread', 'reply']);
const failures = new Set<Heartbeat['gate']>(['model', 'deadline', 'fault']);

/** What came of a heartbeat, in five kinds: height and colour of its bar. */
export function kindOf({ action, gate }: Pick<Heartbeat, 'action' | 'gate'>): HeartbeatKind {
  if (failures.has(gate)) return 'failed';
  if (gate !== null) return 'gated';
  if (wrote.has(action)) return 'wrote';
  return action === 'nothing' ? 'nothing' : 'acted';
}

export const kindWords: Record<HeartbeatKind, { label: string; heightRatio: number }> = {
  wrote: { label: 'wrote', heightRatio: 1 },
  acted: { label: 'voted, followed, searched', heightRatio: 0.75 },
  nothing: { label: 'did nothing', heightRatio: 0.35 },
  gated: { label: 'held back', heightRatio: 0.5 },
  failed: { label: 'failed', heightRatio: 0.9 },
};

/** What came of a heartbeat in a few words: "Replied", "Did nothing: cap". */
export const outcomeOf = ({ action, gate }: Pick<Heartbeat, 'action' | 'gate'>) =>
  gate === null ? actionWords[action].done : `${actionWords[action].done}: ${gateWords[gate].label.toLowerCase()}`;

const columns: [string, (heartbeat: Heartbeat) => string | number | null][] = [
  ['number', ({ number }) => number],
  ['at', ({ at }) => at],
  ['action', ({ action }) => action],
  ['gate', ({ gate }) => gate],
  ['sentence', ({ sentence }) => sentence],
  ['draw', ({ drawRatio }) => drawRatio],
  ['considered', ({ considered }) => considered.map((one) => `${one.action} ${one.chanceRatio.toFixed(3)}`).join('; ')],
  ['thread', ({ threadId }) => threadId],
  ['post', ({ postId }) => postId],
  ['other', ({ otherId }) => otherId],
  ['provider', ({ provider }) => provider],
  ['model', ({ model }) => model],
  ['tokens', ({ tokens }) => tokens],
  ['duration_ms', ({ durationMs }) => durationMs],
  ['missed', ({ missedCount }) => missedCount],
  ['reputation', ({ reputation }) => reputation],
  ['config_version', ({ configVersion }) => configVersion],
];

export const heartbeatsCsv = (heartbeats: readonly Heartbeat[]) =>
  toCsv(
    columns.map(([name]) => name),
    heartbeats.map((heartbeat) => columns.map(([, read]) => read(heartbeat))),
  );

/**
 * Where the draw fell among what was considered: chances lie one after the other on a line from 0 to 1.
 *
 * @returns The index of the one that was drawn; null where there was no draw.
 */
export function drawnIndex({ considered, drawRatio }: Pick<Heartbeat, 'considered' | 'drawRatio'>): number | null {
  if (drawRatio === null || considered.length === 0) return null;
  let sum = 0;
  for (const [index, { chanceRatio }] of considered.entries()) {
    sum += chanceRatio;
    if (drawRatio < sum) return index;
  }
  return considered.findLastIndex(({ chanceRatio }) => chanceRatio > 0);
}
