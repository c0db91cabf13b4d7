/** The API's documents as a reviewer uses them: reads, authorizes, tries (PL-9, PL-10). */
import { expect, test } from '@playwright/test';
import { type OwnServer, startOwnServer } from './own-server.ts';

const token = 'the-token-of-whoever-runs-it-0123456789';
let closed: OwnServer;

test.beforeAll(async () => {
  closed = await startOwnServer({ CLAQUE_TOKEN: token });
});
test.afterAll(() => closed.close());

test('“Authorize” takes a token, and “Try it out” then executes a request (PL-9, PL-13)', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${closed.url}/docs/`);
  await page.getByPlaceholder('Filter by tag').fill('scenarios');
  const operation = page.locator('#operations-scenarios-getScenariosById');
  await operation.getByRole('button').first().click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await expect(operation.getByPlaceholder('id')).toHaveValue('webinar-drop');
  const execute = async () => {
    await operation.getByRole('button', { name: 'Execute' }).click();
    return operation.locator('.live-responses-table tbody .response-col_status');
  };
  await expect(await execute()).toContainText('401');

  await page.getByRole('button', { name: 'Authorize' }).click();
  const bearer = page.locator('.modal-ux .auth-container', { hasText: 'bearer' });
  await bearer.getByLabel('auth-bearer-value').fill(token);
  await bearer.getByRole('button', { name: 'Apply credentials' }).click();
  await bearer.getByRole('button', { name: 'Close' }).click();
  await expect(await execute()).toContainText('200');
  await expect(operation.locator('.live-responses-table')).toContainText('"id": "webinar-drop"');
  // The refusal itself is told to the console by the browser.
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the page follows the ${colorScheme} theme, and links the stream’s document (PL-9, PL-10)`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ colorScheme, baseURL: closed.url });
    const page = await context.newPage();
    await page.goto('/docs/');
    await expect(page.getByRole('heading', { name: /^Claque/ })).toBeVisible();
    const isDark = await page.evaluate(() => document.documentElement.classList.contains('dark-mode'));
    expect(isDark).toBe(colorScheme === 'dark');
    await page.getByRole('link', { name: '/asyncapi.json' }).click();
    const stream = await (await page.request.get('/asyncapi.json')).json();
    expect(stream.asyncapi).toBe('3.0.0');
    await context.close();
  });

test('the panel leads to both documents (PL-9, PL-10)', async ({ page }) => {
  await page.goto('/sessions');
  await expect(page.getByRole('link', { name: 'API documents' })).toHaveAttribute('href', '/docs');
  for (const [name, address] of [
    ['API documents', '/docs'],
    ['Live stream as AsyncAPI', '/asyncapi.json'],
  ] as const) {
    await page.keyboard.press('Control+k');
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('option', { name, exact: true }).click(),
    ]);
    await expect.poll(() => new URL(opened.url()).pathname).toContain(address);
    await opened.close();
  }
});
