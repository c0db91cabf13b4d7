/** The usage system on a database of its own, without the rest of the server. */
import path from 'node:path';
import type { Logger } from 'pino';
import { pino } from 'pino';
import type { PriceFile } from '../../server/contract/prices.ts';
import type { Clock } from '../../server/kernel/clock.ts';
import type { ModelUsage } from '../../server/language/port.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import {
  activityMigration,
  activitySubjectsMigration,
  activityVenturesMigration,
} from '../../server/platform/activity/migration.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { sessionsMigration } from '../../server/systems/sessions/migration.ts';
import type { ReservationRequest } from '../../server/systems/usage/index.ts';
import { UsageReading, UsageService, loadPrices, usageMigration } from '../../server/systems/usage/index.ts';

export const noonMs = Date.parse('2026-11-21T12:00:00Z');

/** 150 tokens and at most 45,000 nano-dollars are set aside for it: 100 at 200, 50 at 500. */
export const smallCall: ReservationRequest & { readonly botId: string } = {
  ventureId: 'default',
  botId: 'mona-field',
  purpose: 'reply',
  provider: 'anthropic',
  model: 'claude-haiku-5-5',
  inputTokens: 100,
  maxOutputTokens: 50,
};

/** What such a call uses: 110 tokens for 19,000 nano-dollars. */
export const smallUsage: ModelUsage = {
  inputTokens: 90,
  outputTokens: 20,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
};

export interface UsageParts {
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly prices?: PriceFile;
}

export async function openUsage(folder: string, parts: UsageParts = {}) {
  const database = await openDatabase(folder, [
    activityMigration,
    activitySubjectsMigration,
    activityVenturesMigration,
    sessionsMigration,
    usageMigration,
  ]);
  const clock = parts.clock ?? { now: () => noonMs };
  const prices = parts.prices ?? loadPrices(path.resolve(import.meta.dirname, '../../seeds/prices.yaml'));
  const log = parts.log ?? pino({ level: 'silent' });
  const activityLog = await ActivityLog.open(database, clock, () => undefined);
  const service = new UsageService({ activityLog, clock, log, prices });
  const reconciledCount = await service.reconcile();
  const reading = new UsageReading({ read: database.read, clock, prices });
  return { database, activityLog, service, reading, reconciledCount };
}
