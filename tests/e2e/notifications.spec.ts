/** Notifications as they reach a person: toasts, the drawer, preferences, and two panels that agree (CO-8, CO-9). */
import { expect, test, type Page } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

let server: OwnServer;
test.beforeAll(async () => {
  server = await startOwnServer();
  await send('PUT', '/api/pace', { pace: 'paused' });
});
test.afterAll(() => server.close());

async function send(method: string, path: string, body?: object) {
  const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(server.url + path, { method, ...init })).json();
}
let lastKind = 0;
/** Five of a kind fail: the first reason for a notification that comes at once. @returns Its title. */
async function fail(): Promise<string> {
  lastKind += 1;
  const draft = { kind: `errand-${lastKind}`, title: 'Fetch the chairs', status: 'running' };
  for (let count = 0; count < 5; count += 1) {
    const { id } = await send('POST', '/api/agents/executions', draft);
    await send('PATCH', `/api/agents/executions/${id}/logs`, { status: 'failed', reason: 'The van did not start.' });
  }
  const told = async () =>
    (await send('GET', '/api/notifications')).items.find(
      (item: { link: string | null }) => item.link?.includes(`${draft.kind}&`) || item.link?.endsWith(draft.kind),
    )?.title;
  await expect.poll(told).toBeTruthy();
  return told();
}

const toasts = (page: Page) => page.locator('[data-slot="viewport"] > [data-slot="base"]');
const bell = (page: Page) => page.getByTestId('bell');
const unread = (page: Page, count: number) =>
  expect(bell(page)).toHaveAttribute(
    'aria-label',
    count === 0 ? /Nothing waits/ : new RegExp(`${count} unread notification`),
  );
const rows = (page: Page) => page.getByTestId('notification');
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(server.url + path);
  await expect(page.getByTestId('stream-badge')).toHaveAttribute('data-status', 'live');
  await expect(bell(page)).toBeVisible();
}
async function openDrawer(page: Page): Promise<void> {
  await page.keyboard.press('q');
  await page
    .getByTestId('bell-parts')
    .getByRole('button', { name: /^Notifications/ })
    .click();
}
const more = async (page: Page, row: number, name: string) => {
  await rows(page)
    .nth(row)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name }).click();
};

test('a toast comes and goes by itself, the bell counts, and two panels agree on what was read (CO-8)', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await visit(page, '/executions');
  await visit(other, '/bots');
  await unread(page, 0);
  const first = await fail();
  await expect(toasts(page)).toContainText(first);
  for (const panel of [page, other]) await unread(panel, 1);
  await expect(toasts(page)).toHaveCount(0);

  // Whoever writes is not disturbed; it comes once they have stopped.
  const field = page.locator('main input').first();
  await field.click();
  await page.keyboard.type('chairs');
  const second = await fail();
  await unread(other, 2);
  await page.keyboard.type(' and tables');
  await expect(toasts(page)).toHaveCount(0);
  await expect(field).toHaveValue(/chairs and tables/);
  await field.blur();
  await expect(toasts(page)).toContainText(second);

  await openDrawer(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText(second);
  await more(page, 0, 'Mark as read');
  for (const panel of [page, other]) await unread(panel, 1);
  await more(page, 0, 'Mark as unread');
  for (const panel of [page, other]) await unread(panel, 2);
  await more(page, 0, 'Snooze 15 minutes');
  await expect(rows(page).first()).toContainText('Snoozed until');
  for (const panel of [page, other]) await unread(panel, 1);
  await rows(page).nth(1).getByRole('link').click();
  await expect(page).toHaveURL(/\/executions\?.*kind=errand-1/);
  for (const panel of [page, other]) await unread(panel, 0);

  // What came while nobody was there waits, and counts once.
  await page.close();
  await fail();
  await fail();
  await unread(other, 2);
  const later = await context.newPage();
  await visit(later, '/executions');
  await unread(later, 2);
  await openDrawer(later);
  await expect(rows(later)).toHaveCount(4);
  await later.getByRole('button', { name: 'Mark all as read' }).click();
  for (const panel of [later, other]) await unread(panel, 0);
  await later.getByRole('button', { name: 'Clear all' }).click();
  await later.getByRole('button', { name: 'Clear all' }).last().click();
  await expect(rows(later)).toHaveCount(1);
  await expect(rows(later)).toContainText('Snoozed until');
});

for (const { colorScheme, width } of looks)
  test(`the drawer and its settings are accessible and fit, ${colorScheme}, ${width} px (CO-8)`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await visit(page, '/settings#notifications');
    await expect(page.getByTestId('notification-settings')).toBeVisible();
    expect(await seriousFaults(page), 'settings').toEqual([]);
    expect(await overflowOf(page), 'settings').toBeLessThanOrEqual(0);
    await fail();
    await expect(toasts(page).first()).toBeVisible();
    expect(await overflowOf(page), 'a toast').toBeLessThanOrEqual(0);
    // Axe looks once it has gone: the component library's own marks around it are hidden and take the focus.
    await expect(toasts(page)).toHaveCount(0);
    await openDrawer(page);
    await expect(rows(page).first()).toBeVisible();
    await expect(page.locator('[role="dialog"]')).toHaveCSS('opacity', '1');
    expect(await seriousFaults(page), 'the drawer').toEqual([]);
    expect(await overflowOf(page), 'the drawer').toBeLessThanOrEqual(0);
    await context.close();
  });

test('preferences and quiet hours hold toasts back, but never what is critical, which stays until it is closed (CO-8, CO-9)', async ({
  page,
}) => {
  await send('POST', '/api/notifications/clear', {});
  await visit(page, '/settings#notifications');
  const settings = page.getByTestId('notification-settings');
  await settings
    .getByRole('group', { name: /^Executions/ })
    .getByRole('button', { name: 'Drawer' })
    .click();
  const kept = async () => send('GET', '/api/notifications/preferences');
  await expect.poll(async () => (await kept()).kinds.execution).toBe('drawer');
  await fail();
  await unread(page, 1);
  await expect(toasts(page)).toHaveCount(0);
  await settings
    .getByRole('group', { name: /^Executions/ })
    .getByRole('button', { name: 'Toast' })
    .click();
  await expect.poll(async () => (await kept()).kinds.execution).toBe('toast');

  const quiet = page.getByTestId('quiet-hours');
  await quiet.getByRole('switch').click();
  await quiet.getByLabel('From').fill('00:00');
  await quiet.getByLabel('From').press('Tab');
  await quiet.getByLabel('To', { exact: true }).fill('23:59');
  await quiet.getByLabel('To', { exact: true }).blur();
  await expect.poll(async () => (await kept()).quietHours).toMatchObject({ from: '00:00', to: '23:59' });
  await fail();
  await unread(page, 2);
  await expect(toasts(page)).toHaveCount(0);

  await send('POST', '/api/bots/mona-field/interview', { question: 'What is on your mind?' });
  const caps = await send('GET', '/api/caps');
  await send('PUT', '/api/caps', { default: caps.default, venture: { capTokens: 1, capUsd: 10 } });
  await expect(toasts(page)).toContainText('The venture has reached today’s cap');
  // Something that passes comes and goes meanwhile.
  await quiet.getByRole('switch').click();
  await expect.poll(async () => (await kept()).quietHours).toBeNull();
  const passing = await fail();
  await expect(toasts(page)).toHaveCount(2);
  await expect(toasts(page).filter({ hasText: passing })).toHaveCount(0);
  await expect(toasts(page)).toHaveCount(1);
  await toasts(page).getByRole('button', { name: 'Close' }).click();
  await expect(toasts(page)).toHaveCount(0);
});
