/** Problem details (RFC 9457): what every error of the API looks like (PL-8). */
import { z } from 'zod';

export const Problem = z
  .strictObject({
    type: z.string().describe('Stable: /problems/ and the error’s code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong and what would be right.'),
    instance: z.string().optional(),
    errors: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .optional()
      .describe('The fields at fault.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
