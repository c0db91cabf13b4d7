/** All routes of this system. */
import type { Knex } from 'knex';
import type { Scenario } from '../../contract/scenario.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { Route } from '../../platform/http/route.ts';
import { branchRoutes } from './branches/routes.ts';
import type { BranchService } from './branches/service.ts';
import { interventionRoutes } from './intervention-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { scenarioRoutes } from './scenario-routes.ts';
import type { SessionService } from './service.ts';
import { sessionRoutes } from './session-routes.ts';

export interface RouteSources {
  readonly read: Knex;
  readonly service: SessionService;
  readonly branches: BranchService;
  readonly activityLog: ActivityLog;
  readonly scenarios: ReadonlyMap<string, Scenario>;
}

export const routes = ({ read, service, branches, activityLog, scenarios }: RouteSources): Route[] => [
  ...sessionRoutes(service, activityLog),
  ...interventionRoutes(service),
  ...branchRoutes(branches),
  ...scenarioRoutes(scenarios),
  ...policyRoutes(read),
];
