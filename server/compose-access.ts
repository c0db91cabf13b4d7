/** Composition of access: who is let in, and the routes of tokens, share links and ventures. */
import type { Config } from './config.ts';
import { assertAccess } from './config.ts';
import type { Clock } from './kernel/clock.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import { isLoopback } from './platform/http/own-site.ts';
import type { Route } from './platform/http/route.ts';
import {
  AccessAdmission,
  AccessService,
  Logins,
  ShareBook,
  ShareService,
  TokenBook,
  accessRoutes,
  shareRoutes,
} from './systems/access/index.ts';

export interface ComposedAccess {
  readonly admission: AccessAdmission;
  readonly routes: readonly Route[];
}

/** @throws {ClaqueError} unavailable, if strangers would be let in (PL-12). */
export async function composeAccess(parts: {
  readonly config: Config;
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
}): Promise<ComposedAccess> {
  const { config, activityLog, clock } = parts;
  const { read } = parts.database;
  const write: ConstructorParameters<typeof AccessService>[0]['write'] = (change) => activityLog.write(change);
  const environmentToken = config.token?.reveal() ?? null;
  const book = await TokenBook.open({ read, clock, environmentToken, isLoopback: isLoopback(config.host) });
  assertAccess(config, book.hasAdministrator);
  const logins = new Logins({ read, write, clock });
  const service = new AccessService({ read, write, clock, book });
  const shares = await ShareBook.open({ read, clock });
  const shareService = new ShareService({ read, write, clock, book: shares });
  return {
    admission: new AccessAdmission({ book, logins, shares, write, clock }),
    routes: [...accessRoutes({ service, book, logins, shares }), ...shareRoutes({ shareService, clock })],
  };
}
