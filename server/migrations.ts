/** Every step of the schema, in the order in which they are applied. */
import { accessMigration, shareMigration } from './systems/access/index.ts';
import {
  activityMigration,
  activitySubjectsMigration,
  activityVenturesMigration,
} from './platform/activity/migration.ts';
import { analyticsMigration } from './systems/analytics/index.ts';
import { auditMigration } from './platform/audit/migration.ts';
import { botsMigration } from './systems/bots/index.ts';
import { coachMigration } from './systems/coach/index.ts';
import { communityMigration } from './systems/community/index.ts';
import { executionsMigration, modelCallsMigration } from './systems/executions/index.ts';
import { outreachContactsMigration, outreachMigration } from './systems/outreach/index.ts';
import { notificationsMigration } from './systems/notifications/index.ts';
import { questionsMigration } from './systems/questions/index.ts';
import { branchesMigration, policyHistoryMigration, sessionsMigration } from './systems/sessions/index.ts';
import { usageDaysMigration, usageMigration } from './systems/usage/index.ts';

export const migrations = [
  activityMigration,
  sessionsMigration,
  usageMigration,
  communityMigration,
  botsMigration,
  branchesMigration,
  analyticsMigration,
  policyHistoryMigration,
  activitySubjectsMigration,
  executionsMigration,
  accessMigration,
  activityVenturesMigration,
  outreachMigration,
  questionsMigration,
  notificationsMigration,
  modelCallsMigration,
  coachMigration,
  usageDaysMigration,
  outreachContactsMigration,
  auditMigration,
  shareMigration,
];
