/** A heartbeat as an execution: what is said of it when it begins, and what came of it (EX-1). */
import type { Gate, Heartbeat } from '../../contract/bot.ts';
import type { Executions, TrackedExecution } from '../executions/index.ts';
import type { LivingBot } from './bot.ts';

/** What stopped a heartbeat although it was to go on. */
const faults: ReadonlySet<Gate> = new Set(['fault', 'deadline', 'model']);

/** Performs a heartbeat of a bot, tracked. */
export const trackHeartbeat = (
  executions: Executions,
  { id: botId, persona }: LivingBot,
  perform: (execution: TrackedExecution) => Promise<Heartbeat>,
): Promise<Heartbeat> =>
  executions.track(
    {
      kind: 'heartbeat',
      title: `Heartbeat of ${persona.name}`,
      stageCount: 4,
      metadata: { botId },
      canBeCancelled: true,
    },
    async (execution) => {
      const heartbeat = await perform(execution);
      tell(execution, heartbeat);
      return heartbeat;
    },
  );

function tell(execution: TrackedExecution, { number, action, gate, sentence, tokens }: Heartbeat): void {
  const isFault = gate !== null && faults.has(gate);
  execution.log(isFault ? 'error' : 'info', sentence, { number, action, gate });
  if (tokens !== null) execution.metric('tokens', tokens);
  if (isFault) execution.fail(sentence);
}
