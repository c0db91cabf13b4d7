/** Who reads what of a venture: one place. */
import type { Knex } from 'knex';
import type { Caps } from '../../../contract/usage.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { callReader } from './calls.ts';
import { capForecastReader } from './cap-forecast.ts';
import { communityReader } from './community.ts';
import { executionReader } from './executions.ts';
import type { BotName } from './heartbeats.ts';
import { heartbeatReader } from './heartbeats.ts';
import type { DataReaders } from './known.ts';
import { planReader } from './plans.ts';
import { questionReader } from './questions.ts';
import { scenarioReader } from './scenarios.ts';
import { sessionReader } from './sessions.ts';
import { usageReader } from './usage.ts';

export interface ReaderParts {
  readonly read: Knex;
  readonly clock: Clock;
  readonly bots: readonly BotName[];
  readonly scenarios: readonly { readonly id: string; readonly title: string }[];
  readonly capsOf: (ventureId: string) => Promise<Caps>;
}

export function readersOf({ read, clock, bots, scenarios, capsOf }: ReaderParts): DataReaders {
  return {
    usage: usageReader(read, capsOf),
    capForecast: capForecastReader(capsOf, clock),
    heartbeats: heartbeatReader(read, bots),
    sessions: sessionReader(read),
    community: communityReader(read, bots),
    executions: executionReader(read),
    scenarios: scenarioReader(read, scenarios),
    plans: planReader(read),
    calls: callReader(read),
    questions: questionReader(read),
  };
}
