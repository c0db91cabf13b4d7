/** Composition of health: the parts whose state is told at /health/ready, and which of them the server cannot do without (PL-11). */
import type { ComposedLanguage } from './compose-language.ts';
import type { Clock } from './kernel/clock.ts';
import { failureTable } from './language/failures.ts';
import type { ProviderState } from './language/models.ts';
import { providerNames } from './language/models.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import type { HealthCheck } from './platform/http/document-routes.ts';
import type { SessionService } from './systems/sessions/index.ts';

/** After this many milliseconds without a beat the scheduler counts as not ready: three beats in a row. */
const silenceMs = 3_500;

/** So long after a change that the database did not take it counts as not ready: 30 s, in which others try. Assumed. */
const rememberedMs = 30_000;

export interface HealthParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly activityLog: ActivityLog;
  readonly service: SessionService;
  readonly language: ComposedLanguage;
}

export function healthChecks(parts: HealthParts, lastBeatMs: () => number | null): HealthCheck[] {
  const { database, clock, activityLog, service, language } = parts;
  const databaseCheck = async () => {
    await database.check();
    const { writeFailure } = service.performer;
    if (writeFailure) throw new Error(`the last batch could not be written: ${writeFailure.message}`);
    const { failure } = activityLog;
    if (failure !== null && clock.now() - failure.atMs < rememberedMs) throw new Error(failure.sentence);
  };
  const schedulerCheck = () => {
    const last = lastBeatMs();
    if (last === null) throw new Error('has not begun to beat yet');
    if (clock.now() - last > silenceMs) throw new Error(`last beat ${clock.now() - last} ms ago`);
  };
  return [
    { name: 'database', isEssential: true, examine: databaseCheck },
    { name: 'scheduler', isEssential: true, examine: schedulerCheck },
    ...providerNames.map((provider) => ({
      name: `provider ${provider}`,
      isEssential: false,
      examine: () => examineProvider(language.models.states().find((state) => state.provider === provider)!),
    })),
  ];
}

/**
 * Judges a provider by what its last calls met: nobody is asked. Anybody may read this, so only what the code stands for
 * is said, and never what the provider wrote.
 */
function examineProvider({ isConfigured, breaker, standingFailure }: ProviderState): string {
  if (!isConfigured) return 'not configured; nothing is expected of it';
  if (breaker !== 'closed') throw new Error(`left alone for a while after repeated failures${last(standingFailure)}`);
  if (standingFailure && failureTable[standingFailure.code].next === 'pause')
    throw new Error(last(standingFailure, ''));
  return standingFailure ? `ok, though its last call failed${last(standingFailure)}` : 'ok';
}

function last(failure: ProviderState['standingFailure'], before = ': '): string {
  return failure ? `${before}${failureTable[failure.code].sentence} (${new Date(failure.atMs).toISOString()})` : '';
}
