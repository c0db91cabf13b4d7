/** Every type of activity with what it carries, whichever system writes it: for who reads the stream (PL-10). */
import type { z } from 'zod';
import { RunActivity, ServerActivity } from './activity.ts';
import { CoachActivity } from './coach.ts';
import { CommunityActivity } from './community-activity.ts';
import { ExecutionActivity } from './execution.ts';
import { NotificationActivity } from './notification.ts';
import { OutreachActivity } from './outreach.ts';
import { QuestionActivity } from './question.ts';
import { UsageActivity } from './usage.ts';

const unions = [
  ServerActivity,
  RunActivity,
  CommunityActivity,
  UsageActivity,
  ExecutionActivity,
  OutreachActivity,
  QuestionActivity,
  CoachActivity,
  NotificationActivity,
];

/** Schemas of payloads by type of activity. */
export const payloadSchemas: ReadonlyMap<string, z.ZodType> = new Map(
  unions.flatMap(({ options }) => options.map(({ shape }) => [shape.type.value, shape.payload] as const)),
);
