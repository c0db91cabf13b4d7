/** The opening of a community, as its author writes it in seeds/community.yaml (BC-15). */
import { z } from 'zod';
import { legible } from './legible.ts';

const botId = z.string().min(1).max(80);
const text = legible(4_000);

export const CommunitySeed = z
  .strictObject({
    title: legible(120),
    days: z.int().min(1).max(30).describe('Days of history.'),
    seed: z.int().min(0).max(4_294_967_295),
    threads: z.array(
      z.strictObject({
        author: botId,
        title: legible(160),
        text,
        atHour: z.number().min(0).max(720).describe('Hours after the beginning of the history.'),
        replies: z
          .array(
            z.strictObject({
              author: botId,
              text,
              afterMinutes: z.number().min(0).describe('Minutes after the opening.'),
              to: z.int().min(0).optional().describe('Index of the reply that is answered; absent: the opening.'),
            }),
          )
          .default([]),
      }),
    ),
    relationships: z
      .array(z.strictObject({ bot: botId, about: botId, text, strength: z.number().min(0).max(1) }))
      .default([]),
  })
  .refine(({ days, threads }) => threads.every(({ atHour }) => atHour < days * 24), {
    path: ['threads'],
    message: 'every thread must open within the days of history (atHour below 24 times days)',
  })
  .meta({ id: 'CommunitySeed' });
export type CommunitySeed = z.infer<typeof CommunitySeed>;
