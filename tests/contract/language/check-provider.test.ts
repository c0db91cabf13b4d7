/** Which providers answer, and what to do about one that does not. */
import { expect, test } from 'vitest';
import { checkProvider } from '../../../server/language/check-provider.ts';
import { Secret } from '../../../server/language/secret.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { anthropicSetup, ollamaSetup } from '../../support/model-servers/setups.ts';

test.each([anthropicSetup, ollamaSetup])('$title does not answer when it is down', async (setup) => {
  const server = await setup.start();
  await server.close();
  const check = await checkProvider(setup.settings(server.url), new ManualTime());
  expect(check).toMatchObject({ isAnswering: false, code: 'unreachable' });
});

test.each([anthropicSetup, ollamaSetup])('$title is of no use without the model', async (setup) => {
  const server = await setup.start();
  const check = await checkProvider({ ...setup.settings(server.url), name: 'llama9' }, new ManualTime());
  expect(check).toMatchObject({
    isAnswering: false,
    code: 'model_missing',
    sentence: expect.stringContaining('llama9'),
  });
  await server.close();
});

test('a wrong key is said to be wrong, and not shown', async () => {
  const server = await anthropicSetup.start();
  const settings = { ...anthropicSetup.settings(server.url), apiKey: new Secret('sk-ant-wrong-4711') };
  const check = await checkProvider(settings, new ManualTime());
  expect(check).toMatchObject({ isAnswering: false, code: 'unauthorised' });
  expect(check.sentence).toContain('[key]');
  expect(check.sentence).not.toContain('4711');
  await server.close();
});
