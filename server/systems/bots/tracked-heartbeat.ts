/** A heartbeat as an execution: what is said of it when it begins, and what came of it (EX-1). */
import type { Heartbeat } from '../../contract/bot.ts';
import type { Executions, TrackedExecution } from '../executions/index.ts';
import type { LivingBot } from './bot.ts';
import { isFault } from './failed-heartbeats.ts';

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
  const hasFailed = isFault(gate);
  execution.log(hasFailed ? 'error' : 'info', sentence, { number, action, gate });
  if (tokens !== null) execution.metric('tokens', tokens);
  if (hasFailed) execution.fail(sentence);
}
