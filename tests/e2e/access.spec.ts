/** Who may come in, and what they may do: as people meet it in the panel (PL-12, PL-13). */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

const ownersToken = 'the-token-of-whoever-runs-it-0123456789';
let closed: OwnServer;

test.beforeAll(async () => {
  closed = await startOwnServer({ CLAQUE_TOKEN: ownersToken });
});
test.afterAll(() => closed.close());

async function makeToken(draft: object): Promise<{ id: string; secret: string }> {
  const answer = await fetch(`${closed.url}/api/access/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ownersToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(draft),
  });
  expect(answer.status).toBe(201);
  const { token, secret } = await answer.json();
  return { id: token.id, secret };
}

async function visit(browser: Browser, path: string, options: object = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: closed.url, ...options });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function logIn(page: Page, secret: string): Promise<void> {
  await page.getByLabel('Token').fill(secret);
  await page.keyboard.press('Enter');
}

const isLive = (page: Page) => expect(page.getByTestId('stream-badge')).toHaveAttribute('data-status', 'live');

for (const { colorScheme, width } of looks)
  test(`login, tokens and what a role may not do are accessible and fit, ${colorScheme}, ${width} px (PL-13)`, async ({
    browser,
  }) => {
    const { secret } = await makeToken({ name: 'Somebody who looks', role: 'viewer' });
    const look = { colorScheme, viewport: { width, height: 844 } };
    const sound = async (page: Page, what: string) => {
      expect(await seriousFaults(page), what).toEqual([]);
      expect(await overflowOf(page), `${what} scrolls sideways`).toBeLessThanOrEqual(0);
    };
    const viewer = await visit(browser, '/sessions', look);
    await expect(viewer.getByRole('heading', { name: 'Log in' })).toBeVisible();
    await sound(viewer, 'the login');
    await logIn(viewer, secret);
    await expect(viewer.getByTestId('demo-button').first()).toBeDisabled();
    await sound(viewer, 'sessions, for a viewer');
    await viewer.goto('/settings#access');
    await expect(viewer.getByTestId('guard').first()).toBeVisible();
    await sound(viewer, 'settings, for a viewer');

    const owner = await visit(browser, '/settings#access', look);
    await logIn(owner, ownersToken);
    await expect(owner.getByTestId('tokens').getByRole('listitem').first()).toBeVisible();
    await sound(owner, 'settings, for an admin');
    await owner.getByTestId('new-token').click();
    await expect(owner.getByRole('dialog')).toBeVisible();
    await sound(owner, 'the form of a token');
    await viewer.context().close();
    await owner.context().close();
  });

test('without a token one is asked for it, told when it is wrong, and then is where one wanted to go (PL-13, F-36)', async ({
  browser,
}) => {
  const page = await visit(browser, '/bots?view=table&sort=reputation#here');
  await expect(page.getByLabel('Token')).toBeFocused();
  await expect(page.getByLabel('Token')).toHaveAttribute('type', 'password');
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await logIn(page, 'claque_of-nobody');
  await expect(page.getByRole('alert')).toContainText('not known here');
  await expect(page.getByLabel('Token')).toBeFocused();
  await logIn(page, ownersToken);
  await isLive(page);
  await expect(page).toHaveURL(/\/bots\?view=table&sort=reputation#here$/);
  await page.getByTestId('who').click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  await page.context().close();
});

test('what a role may not do is out of use with the reason, and refused in a sentence where one tries (PL-13)', async ({
  browser,
}) => {
  const viewer = await makeToken({ name: 'The back row', role: 'viewer' });
  const presenter = await makeToken({ name: 'The host', role: 'presenter', ventures: ['default'], expiresInDays: 1 });
  const back = await visit(browser, '/sessions');
  await logIn(back, viewer.secret);
  await expect(back.getByTestId('start-open')).toBeDisabled();
  await expect(back.getByTestId('start-open')).toHaveAttribute('title', 'Not as viewer: this takes a presenter.');
  await back.goto('/outreach');
  await expect(back.getByTestId('new-task')).toBeDisabled();
  await back.goto('/bots/mona-field?tab=config');
  await expect(back.getByTestId('beat')).toBeDisabled();
  await expect(back.getByText('Not as viewer: this takes an admin.')).toBeVisible();
  // Keys are not buttons: the server says no.
  await back.keyboard.press('b');
  await expect(back.getByText('No heartbeat came', { exact: true })).toBeVisible();
  await back.context().close();

  const host = await visit(browser, '/sessions');
  await logIn(host, presenter.secret);
  await expect(host.getByTestId('start-open')).toBeEnabled();
  await host.goto('/settings#access');
  await expect(host.getByTestId('access-standing')).toContainText('as presenter, for default');
  await expect(host.getByTestId('tokens')).toHaveCount(0);
  await expect(host.getByTestId('caps-form').getByRole('textbox').first()).toBeDisabled();
  await host.context().close();
});

test('a token is made, shown once, and revoked; whoever uses it is out without touching anything (PL-13)', async ({
  browser,
}) => {
  const owner = await visit(browser, '/settings#access');
  await logIn(owner, ownersToken);
  await owner.getByTestId('new-token').click();
  await owner.locator('[name="token-name"]').fill('For one evening');
  await owner.getByRole('radio', { name: /^Viewer/ }).check();
  await owner.getByRole('button', { name: 'Make the token' }).click();
  const shown = owner.getByTestId('secret').getByLabel('Token');
  await expect(shown).toHaveValue(/^claque_/);
  const secret = await shown.inputValue();
  await owner.keyboard.press('Escape');
  await expect(shown).toBeVisible();
  await owner.getByRole('button', { name: 'I have kept it' }).click();
  await expect(shown).toHaveCount(0);
  expect(await owner.content()).not.toContain(secret);

  const guest = await visit(browser, '/community');
  await logIn(guest, secret);
  await isLive(guest);
  const row = owner.getByTestId('tokens').getByRole('listitem').filter({ hasText: 'For one evening' });
  await row.getByRole('button', { name: 'Revoke' }).click();
  await owner.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(row).toHaveAttribute('data-state', 'revoked');
  await expect(guest.getByRole('heading', { name: 'Log in' })).toBeVisible({ timeout: 30_000 });
  await guest.context().close();
  await owner.context().close();
});

test('the first token closes an open server and lets its maker stay; without the last it is open again (PL-12, PL-13)', async ({
  browser,
}) => {
  const own = await startOwnServer();
  try {
    const context = await browser.newContext({ baseURL: own.url });
    const page = await context.newPage();
    await page.goto('/settings#access');
    await expect(page.getByTestId('access-standing')).toContainText('Open on this machine');
    await expect(page.getByTestId('who')).toHaveCount(0);
    await page.getByTestId('new-token').click();
    await expect(page.getByTestId('first-token')).toContainText('nobody gets in without a token');
    await expect(page.getByRole('radio', { name: /^Presenter/ })).toBeDisabled();
    await page.locator('[name="token-name"]').fill('Whoever runs it');
    await page.getByRole('button', { name: 'Make the token' }).click();
    await expect(page.getByTestId('secret').getByLabel('Token')).toHaveValue(/^claque_/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await expect(page.getByTestId('who')).toContainText('Whoever runs it');
    const stranger = await (await browser.newContext({ baseURL: own.url })).newPage();
    await stranger.goto('/sessions');
    await expect(stranger.getByRole('heading', { name: 'Log in' })).toBeVisible();

    await page.getByRole('button', { name: 'Revoke Whoever runs it' }).click();
    await expect(page.getByRole('dialog')).toContainText('the one that you are logged in with');
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(page.getByTestId('access-standing')).toContainText('Open on this machine');
    await stranger.reload();
    await isLive(stranger);
    await stranger.context().close();
    await context.close();
  } finally {
    await own.close();
  }
});
