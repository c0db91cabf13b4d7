/** What an execution belongs to, and where its "why" is answered, by what its metadata and log say. Pure. */
import type { Execution, LogEntry } from '../../../../server/contract/execution.ts';

const textAt = (data: Execution['metadata'], name: string) => {
  const value = data[name];
  return typeof value === 'string' && value !== '' ? value : null;
};
const numberAt = (data: Execution['metadata'], name: string) => {
  const value = data[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
};

/** The session, bot, tick and intervention that it is about; null where it is about none. */
export const belongingOf = ({ metadata }: Pick<Execution, 'metadata'>) => ({
  sessionId: textAt(metadata, 'sessionId'),
  botId: textAt(metadata, 'botId'),
  fromTick: numberAt(metadata, 'fromTick'),
  interventionNumber: numberAt(metadata, 'interventionNumber'),
});

/** The address of the explanation: of a decision in its session, of a heartbeat at its bot; null where there is none. */
export function whyOf(execution: Pick<Execution, 'kind' | 'metadata'>, entries: readonly LogEntry[]): string | null {
  const { sessionId, botId, interventionNumber } = belongingOf(execution);
  if (execution.kind === 'decision' && sessionId !== null && interventionNumber !== null)
    return `/live/${encodeURIComponent(sessionId)}?decision=${interventionNumber}`;
  if (execution.kind !== 'heartbeat' || botId === null) return null;
  const beat = entries.map(({ context }) => context && numberAt(context, 'number')).find((number) => number !== null);
  return beat == null ? null : `/bots/${encodeURIComponent(botId)}?tab=heartbeats&beat=${beat}`;
}
