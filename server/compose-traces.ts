/** Composition of traces: decisions and model calls, sent to a collector if one is configured (EC-21). */
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import type { Clock } from './kernel/clock.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import { parseOtlpHeaders } from './platform/telemetry/otlp-headers.ts';
import type { Traces } from './platform/telemetry/traces.ts';
import { openTraces } from './platform/telemetry/traces.ts';
import type { WordingOptions } from './systems/sessions/index.ts';
import { DecisionTraces } from './systems/sessions/index.ts';

export interface TracesParts {
  readonly config: Pick<Config, 'traces'>;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface ComposedTraces extends Traces {
  /** Performs a model call as part of the decision whose words it writes. */
  readonly within: WordingOptions['within'];
}

export function composeTraces({ config, activityLog, clock, log }: TracesParts): ComposedTraces {
  if (config.traces === null) return { ...openTraces(null, log), within: (_session, _number, call) => call() };
  const { endpoint, headers } = config.traces;
  const { version } = packageJson;
  const traces = openTraces({ endpoint, headers: parseOtlpHeaders(headers.reveal()) ?? {}, version }, log);
  const decisions = new DecisionTraces(traces.tracer);
  const leave = activityLog.bus.subscribe((activities) => decisions.follow(activities));
  return {
    tracer: traces.tracer,
    within: (sessionId, number, call) => decisions.within(sessionId, number, call),
    close: () => {
      leave();
      decisions.close(new Date(clock.now()));
      return traces.close();
    },
  };
}
