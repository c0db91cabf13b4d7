import { expect, test } from 'vitest';
import type { BotRouteSources } from '../../../../server/systems/bots/routes.ts';
import { botRoutes } from '../../../../server/systems/bots/routes.ts';

test('every route that changes a bot says that it may be unavailable: nothing is changed that cannot be stored (BC-13, F-29)', () => {
  const routes = botRoutes({ service: { configuration: {} } } as BotRouteSources);
  const changing = routes.filter(({ method, path }) => method !== 'get' && !path.startsWith('/api/providers'));
  expect(changing.length).toBeGreaterThan(5);
  expect(changing.filter(({ errors }) => !errors?.includes('unavailable')).map(({ path }) => path)).toEqual([]);
});
