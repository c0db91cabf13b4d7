/** What /health/ready makes of its parts (PL-11, F-3). */
import { expect, test } from 'vitest';
import { nobody } from '../../../server/platform/http/caller.ts';
import { healthRoutes } from '../../../server/platform/http/document-routes.ts';

const fail = (reason: string) => () => Promise.reject(new Error(reason));

/** The answer with an essential part and one that is not. */
async function readiness(database: () => Promise<void> | void, provider: () => string) {
  const ready = healthRoutes([
    { name: 'database', isEssential: true, examine: database },
    { name: 'provider anthropic', isEssential: false, examine: provider },
  ]).find(({ path }) => path === '/health/ready')!;
  const asked = { params: undefined, query: undefined, body: undefined, headers: undefined, caller: nobody };
  const { status, body } = await ready.handle(asked);
  expect(ready.responses[status]!.schema!.safeParse(body).success).toBe(true);
  return { status, body };
}

test('a provider that fails is told of with its reason, and leaves the server ready (PL-11, F-3)', async () => {
  const opened = () => {
    throw new Error('left alone');
  };
  expect(await readiness(() => undefined, opened)).toEqual({
    status: 200,
    body: {
      isReady: true,
      parts: [
        { name: 'database', isReady: true, isEssential: true, detail: 'ok' },
        { name: 'provider anthropic', isReady: false, isEssential: false, detail: 'left alone' },
      ],
    },
  });
});

test('an essential part that fails makes the server not ready, whatever else works (PL-11)', async () => {
  const { status, body } = await readiness(fail('disk full'), () => 'ok, though slow');
  expect([status, body]).toMatchObject([
    503,
    {
      isReady: false,
      parts: [
        { isReady: false, detail: 'disk full' },
        { isReady: true, detail: 'ok, though slow' },
      ],
    },
  ]);
});
