/** Access: who may do what, for which ventures (EX-2, PL-13). */
import { z } from 'zod';

/** What a request needs. read: look. steer: act as a person does. track: write executions. configure: settings, caps, tokens, ventures. */
export const Right = z.enum(['read', 'steer', 'track', 'configure']).meta({ id: 'Right' });
export type Right = z.infer<typeof Right>;

export const Role = z.enum(['admin', 'presenter', 'viewer', 'service']).meta({
  id: 'Role',
  description:
    'admin: everything. presenter: reads and steers. viewer: reads. service: a program that reads, steers and writes executions (PL-13).',
});
export type Role = z.infer<typeof Role>;
