/** Who changed what, as an administrator reads it in the panel (PL-13). */
import { readFileSync } from 'node:fs';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

const ownersToken = 'the-token-of-whoever-runs-it-0123456789';
let server: OwnServer;
let viewersToken: string;

async function ask(method: string, path: string, body?: object): Promise<Record<string, string>> {
  const answer = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${ownersToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, string>;
}

test.beforeAll(async () => {
  server = await startOwnServer({ CLAQUE_TOKEN: ownersToken });
  viewersToken = (await ask('POST', '/api/access/tokens', { name: 'Vera who looks', role: 'viewer' }))['secret']!;
  await ask('PUT', '/api/bots/mona-field/cost-cap', { capTokens: 50_000, capUsd: null });
  await ask('POST', '/api/bots/nobody-here/resume');
  const { id } = await ask('POST', '/api/agents/executions', { kind: 'call', title: 'Ask', status: 'running' });
  await ask('POST', `/api/agents/executions/${id}/cancel`, { reason: 'They have answered by mail.' });
});
test.afterAll(() => server.close());

async function visit(browser: Browser, path: string, token: string, options: object = {}): Promise<Page> {
  const extraHTTPHeaders = { authorization: `Bearer ${token}` };
  const context = await browser.newContext({ baseURL: server.url, extraHTTPHeaders, ...options });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const lines = (page: Page) => page.getByTestId('audit').getByRole('listitem');

test('an admin finds who did what, opens it, narrows it down, and the address brings it back (PL-13)', async ({
  browser,
}) => {
  const page = await visit(browser, '/settings', ownersToken);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Audit' }).click();
  await expect(page).toHaveURL(/\/settings\/audit$/);
  await expect(lines(page).filter({ hasText: 'Make a token' })).toContainText('You');
  await expect(lines(page).filter({ hasText: 'Let a bot go on' })).toHaveAttribute('data-outcome', 'refused');

  await page.getByRole('button', { name: /Call an execution off/ }).click();
  await expect(page.getByTestId('audit-details')).toContainText('running');
  await expect(page.getByTestId('audit-details')).toContainText('They have answered by mail.');
  await page.reload();
  await expect(page.getByTestId('audit-details')).toContainText('They have answered by mail.');

  await page.getByLabel('Search what was done').fill('cost-cap');
  await expect(lines(page)).toHaveCount(1);
  await expect(page).toHaveURL(/what=cost-cap/);
  await page.reload();
  await expect(lines(page)).toHaveCount(1);
  await page.getByRole('button', { name: /Set what a bot may spend/ }).press('Enter');
  await expect(page.getByTestId('audit-details')).toContainText('"capTokens": 50000');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(
    readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(2);

  await page.getByLabel('Search what was done').fill('no such thing');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(lines(page)).not.toHaveCount(1);
  await page.context().close();
});

test('whoever is no admin of all ventures finds no way to it, and is told why at its address (PL-13)', async ({
  browser,
}) => {
  const page = await visit(browser, '/settings/audit', viewersToken);
  await expect(page.getByRole('heading', { name: 'The audit log is for administrators' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Audit' })).toHaveCount(0);
  await page.context().close();
});

for (const { colorScheme, width } of looks)
  test(`the audit log is accessible and fits, ${colorScheme}, ${width} px (PL-13)`, async ({ browser }) => {
    const look = { colorScheme, viewport: { width, height: 844 } };
    const page = await visit(browser, '/settings/audit', ownersToken, look);
    await page.getByRole('button', { name: /Call an execution off/ }).click();
    await expect(page.getByTestId('audit-details')).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
