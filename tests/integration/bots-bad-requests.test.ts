/** Bots' and the community's routes against what cannot be asked (BC-13). */
import { expect, test } from 'vitest';
import type { BotConfigState } from '../../server/contract/bot.ts';
import type { Problem } from '../../server/contract/problem.ts';
import { call, sharedServer } from '../support/server.ts';

const server = sharedServer();
const bot = '/api/bots/mona-field';

/** A body that each route would take. */
async function goodBody(method: string, route: string): Promise<unknown> {
  if (method === 'get') return undefined;
  if (route.endsWith('/config')) {
    const { body } = await call<BotConfigState>(server, 'GET', `${bot}/config`);
    return { config: body.config };
  }
  if (route.endsWith('/interview')) return { question: 'Who are you?' };
  if (route.endsWith('/cost-cap')) return { capTokens: 10, capUsd: 1 };
  return undefined;
}

test('every route of a bot or a thread answers 404 to an id that there is not, with the sentence that says so (BC-13)', async () => {
  const routes = server.routes.filter(({ path }) => /^\/api\/(bots|threads|posts)\/\{id\}/.test(path));
  expect(routes.length).toBeGreaterThanOrEqual(16);
  for (const { method, path } of routes) {
    const id = path.startsWith('/api/bots') ? 'nobody-at-all' : '999999';
    const { status, body } = await call<Problem>(
      server,
      method.toUpperCase(),
      path.replace('{id}', id),
      await goodBody(method, path),
    );
    expect([method, path, status]).toEqual([method, path, 404]);
    expect(body).toMatchObject({ status: 404, detail: expect.stringContaining(id) });
  }
  const unknown = await call<Problem>(server, 'PUT', '/api/pace', { pace: 'fast', botId: 'nobody-at-all' });
  expect(unknown.status).toBe(404);
});

const config = async () => (await call<BotConfigState>(server, 'GET', `${bot}/config`)).body.config;

test('a configuration that cannot be is refused field by field, and nothing of it is saved (BC-13, BC-10)', async () => {
  const good = await config();
  const { behaviour, personality, model } = good;
  const cases: [object, string][] = [
    [{ ...good, behaviour: { ...behaviour, shyness: 101 } }, 'config.behaviour.shyness'],
    [{ ...good, behaviour: { ...behaviour, shyness: '7' } }, 'config.behaviour.shyness'],
    [{ ...good, behaviour: { ...behaviour, engagementStyle: 'loud' } }, 'config.behaviour.engagementStyle'],
    [{ ...good, model: { ...model, temperature: 1.5 } }, 'config.model.temperature'],
    [{ ...good, model: { ...model, provider: 'oracle' } }, 'config.model.provider'],
    [{ ...good, model: { ...model, maxTokens: 0 } }, 'config.model.maxTokens'],
    [{ ...good, personality: { ...personality, interests: [] } }, 'config.personality.interests'],
    [{ ...good, personality: { ...personality, traits: 'kind' } }, 'config.personality.traits'],
    [{ behaviour, model }, 'config.personality'],
    [{ behaviour, personality }, 'config.model'],
    [{ ...good, model: { provider: 'scripted', name: 'scripted' } }, 'config.model.temperature'],
    [{ ...good, personality: { ...personality, quirks: undefined } }, 'config.personality.quirks'],
    [{ ...good, id: 'another' }, 'config'],
  ];
  for (const [changed, field] of cases) {
    const { status, body } = await call<Problem>(server, 'PUT', `${bot}/config`, { config: changed });
    expect([field, status]).toEqual([field, 400]);
    expect(body.errors?.map((error) => error.field).join(' ')).toContain(field);
  }
  expect((await call<Problem>(server, 'PUT', `${bot}/config`, { config: good, version: -1 })).status).toBe(400);
  expect(await config()).toEqual(good);
});

test('a pace, a question, a cap or a page that cannot be is refused with the field at fault (BC-13)', async () => {
  const long = 'x'.repeat(2_001);
  const bodies: [string, string, unknown, string][] = [
    ['PUT', '/api/pace', { pace: 'frantic' }, 'pace'],
    ['PUT', '/api/pace', { pace: null }, 'pace'],
    ['PUT', '/api/pace', {}, 'pace'],
    ['PUT', '/api/pace', { pace: 'fast', botId: '' }, 'botId'],
    ['POST', `${bot}/interview`, {}, 'question'],
    ['POST', `${bot}/interview`, { question: '   ' }, 'question'],
    ['POST', `${bot}/interview`, { question: long }, 'question'],
    ['POST', `${bot}/interview`, { question: 'Hi', conversation: [{ by: 'ghost', text: 'Boo' }] }, 'conversation.0.by'],
    ['PUT', `${bot}/cost-cap`, { capTokens: -1, capUsd: null }, 'capTokens'],
    ['PUT', `${bot}/cost-cap`, { capTokens: null, capUsd: 'free' }, 'capUsd'],
    ['POST', '/api/providers/oracle/check', undefined, 'provider'],
    ['GET', '/api/bots?limit=0', undefined, 'limit'],
    ['GET', '/api/bots?status=asleep', undefined, 'status'],
    ['GET', '/api/bots?sort=height', undefined, 'sort'],
    ['GET', `${bot}/heartbeats?action=dance`, undefined, 'action'],
    ['GET', `${bot}/memory/cold?limit=501`, undefined, 'limit'],
    ['GET', `${bot}/config/history?offset=-1`, undefined, 'offset'],
    ['GET', '/api/stats/reputation-history?from=yesterday', undefined, 'from'],
  ];
  for (const [method, route, sent, field] of bodies) {
    const { status, body } = await call<Problem>(server, method, route, sent);
    expect([route, status]).toEqual([route, 400]);
    expect(body.errors?.map((error) => error.field.replace(/^(body|query|params)\./, ''))).toContain(field);
  }
});
