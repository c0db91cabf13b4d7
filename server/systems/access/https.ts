/** Whether a request came by https: then its cookies may travel by nothing else. */
import { z } from 'zod';

export const HttpsHeaders = z.object({
  origin: z
    .string()
    .optional()
    .meta({ description: 'Set by browsers; by it the server knows of https.', example: 'https://claque.example.org' }),
  'x-forwarded-proto': z.string().optional().meta({
    description:
      'Set by a proxy in front, https if that is what it serves; counts where CLAQUE_TRUST_PROXY names the proxy.',
    example: 'https',
  }),
});

export const cameByHttps = (headers: z.infer<typeof HttpsHeaders>): boolean =>
  headers['x-forwarded-proto'] === 'https' || headers.origin?.startsWith('https:') === true;
