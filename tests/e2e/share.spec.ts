/** A session shown to somebody without a token: by a link, live, and with nothing to be done (PL-14). */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

const ownersToken = 'the-token-of-whoever-runs-it-0123456789';
let closed: OwnServer;
let sessionId: string;

test.beforeAll(async () => {
  closed = await startOwnServer({ CLAQUE_TOKEN: ownersToken });
  sessionId = (
    await post<{ id: string }>('/api/sessions', { scenarioId: 'webinar-drop', isDemo: true, seed: 7, speed: 6 })
  ).id;
});
test.afterAll(() => closed.close());

async function post<T>(path: string, body: object = {}): Promise<T> {
  const headers = { authorization: `Bearer ${ownersToken}`, 'content-type': 'application/json' };
  const answer = await fetch(closed.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return answer.json();
}

const share = (name: string) =>
  post<{ link: { id: string }; path: string }>(`/api/sessions/${sessionId}/share-links`, { name });

async function visit(browser: Browser, path: string, options: object = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: closed.url, ...options });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const isLive = (page: Page) => expect(page.getByTestId('stream-badge')).toHaveAttribute('data-status', 'live');

async function isSound(page: Page): Promise<void> {
  expect(await seriousFaults(page)).toEqual([]);
  expect(await overflowOf(page), 'scrolls sideways').toBeLessThanOrEqual(0);
}

test('a link shows the score moving, no control, and no secret in any address or request line (PL-14, F-36)', async ({
  browser,
}) => {
  const { path } = await share('The sponsor');
  const secret = path.split('#')[1]!;
  const context = await browser.newContext({ baseURL: closed.url });
  const page = await context.newPage();
  const asked: string[] = [];
  const refused: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && refused.push(`${response.status()} ${response.url()}`));
  await page.goto(path);
  await isLive(page);
  await expect(page).toHaveURL(`${closed.url}/shared`);
  await expect(page.getByTestId('share-until')).toContainText('Read-only, shared until');

  const clock = page.getByTestId('share-head').getByTitle(/^Session time/);
  const before = await clock.textContent();
  await expect(clock).not.toHaveText(before!);
  await page.keyboard.press('t');
  const newest = page.getByTestId('chart-table').locator('[data-column="score"]').first();
  const score = await newest.textContent();
  await expect(newest).not.toHaveText(score!);

  // What it leaves to be pressed only looks: no command of the Live view, no way into the panel.
  const pressable = await page
    .locator('button, a[href], input, select')
    .evaluateAll((all) => all.map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim()));
  for (const command of [
    /approve/i,
    /dismiss/i,
    /pause|go on/i,
    /^step/i,
    /inject/i,
    /reset/i,
    /^stop/i,
    /what if/i,
    /report/i,
    /^share/i,
  ])
    expect(pressable.filter((label) => command.test(label))).toEqual([]);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  for (const key of [' ', 's', 'a', 'd', 'r', 'x', 'i', '1', '3', 'f', 'e', 'q', 'g', 'b'])
    await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(/\/shared/);

  await page.reload();
  await isLive(page);
  await page.goto('/settings');
  await expect(page).toHaveURL(`${closed.url}/shared`);
  await isLive(page);
  await page.goBack();
  await expect(page).toHaveURL(/\/shared/);
  expect(asked.filter((line) => line.includes(secret))).toEqual([]);
  expect(asked.filter((line) => !line.startsWith('GET '))).toEqual([`POST ${closed.url}/api/access/share`]);
  expect(refused).toEqual([]);
  expect(
    await page.evaluate(() =>
      JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage), history.state]),
    ),
  ).not.toContain(secret);
  await context.close();
});

test('a link is made, copied, listed and revoked beside its session; whoever looks on is told within seconds (PL-14)', async ({
  browser,
}) => {
  const { colorScheme, width } = looks[1];
  const owner = await visit(browser, `/live/${sessionId}`, { colorScheme, viewport: { width, height: 844 } });
  await owner.getByLabel('Token').fill(ownersToken);
  await owner.keyboard.press('Enter');
  await owner.getByTestId('share-open-sheet').click();
  const sheet = owner.getByTestId('share');
  await sheet.getByLabel('Name').fill('For one evening');
  await sheet.getByRole('button', { name: 'Make a link' }).click();
  const address = await sheet.getByLabel('Link', { exact: true }).inputValue();
  expect(address).toMatch(new RegExp(`^${closed.url}/shared#claque_share_[\\w-]{43}$`));
  const row = sheet.getByRole('listitem').filter({ hasText: 'For one evening' });
  await expect(row).toContainText('never used');
  await isSound(owner);

  const guest = await visit(browser, address);
  await isLive(guest);
  await row.getByRole('button', { name: 'Revoke For one evening' }).click();
  await owner.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(row).toHaveAttribute('data-state', 'revoked');
  await expect(guest.getByRole('alert')).toContainText('no longer shared with you', { timeout: 30_000 });
  await guest.reload();
  await expect(guest.getByRole('alert')).toContainText('This link does not work');
  await guest.context().close();

  // Somebody who is let in anyway sees what guests see, and loses nothing by it.
  const { path } = await share('A look at it');
  await owner.goto(path);
  await expect(owner.getByTestId('share-insider')).toBeVisible();
  await expect(owner.getByTestId('shared-session')).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole('alert')).toContainText('You are let in without one');
  await owner.goto(path);
  await owner.getByRole('link', { name: 'Open it in the panel' }).click();
  await expect(owner.getByTestId('share-open-sheet')).toBeEnabled();
  await owner.context().close();
});

test('a link that is wrong says so and what to do, another one opened in its place works, and one can leave (PL-14)', async ({
  browser,
}) => {
  const { path } = await share('The right one');
  const page = await visit(browser, `/shared#claque_share_${'x'.repeat(43)}`);
  await expect(page.getByRole('alert')).toContainText('ask whoever sent it for another one');
  await expect(page).toHaveURL(`${closed.url}/shared`);
  await page.goto(path);
  await isLive(page);
  await expect(page).toHaveURL(`${closed.url}/shared`);
  // Who has a token as well gets out, to where it is asked for.
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByLabel('Token')).toBeVisible();
  await page.goto('/shared');
  await expect(page.getByRole('alert')).toContainText('This link does not work');
  await page.context().close();
});

for (const { colorScheme, width } of looks)
  test(`a shared session is accessible and fits, ${colorScheme}, ${width} px (PL-14)`, async ({ browser }) => {
    const look = { colorScheme, viewport: { width, height: 844 } };
    const { path } = await share('Somebody who looks');
    const guest = await visit(browser, path, look);
    await expect(guest.getByTestId('shared-session')).toBeVisible();
    await isLive(guest);
    await isSound(guest);
    await guest.context().close();
  });
