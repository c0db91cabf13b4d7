/** Outreach as people follow it: tasks found, given, watched, called off (OR-9). */
import { expect, test, type APIRequestContext, type Page, type WebSocketRoute } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';

const read = async (request: APIRequestContext, path: string) => (await request.get(path)).json();
/** A question that nobody answers would come up in other tests: whatever is left is called off. */
const created: string[] = [];
/** Long after any of these tests, and within the year that the server looks ahead: a task that only waits. */
const notBefore = new Date(Date.now() + 300 * 86_400_000).toISOString();

async function create(request: APIRequestContext, draft: object = {}): Promise<string> {
  const data = { botId: 'mona-field', contactId: 'kenji-mori', objective: 'Ask for the slides.', notBefore, ...draft };
  const answer = await request.post('/api/tasks', { data });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id } = await answer.json();
  created.push(id);
  return id;
}

const cancel = async (request: APIRequestContext, id: string, reason: string) =>
  expect((await request.post(`/api/tasks/${id}/cancel`, { data: { reason } })).ok()).toBe(true);

const card = (page: Page, id: string) => page.locator(`[data-task="${id}"]`);
const lane = (page: Page, status: string) => page.locator(`[data-lane="${status}"]`);

/** By keyboard; each key only once the menu is ready for it. */
async function choose(page: Page, testId: string, name: string): Promise<void> {
  await page.getByTestId(testId).press('Enter');
  await expect(page.getByPlaceholder('Search…')).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId(testId)).toContainText(name);
  // The closing list gives the focus back: what is pressed before then opens it once more.
  await expect(page.getByTestId(testId)).toBeFocused();
}

/** How fast the clock was before: other tests go on from there. */
let speed = 1;

test.beforeAll(async ({ request }) => {
  ({ speed } = await read(request, '/api/outreach/clock'));
});

test.afterAll(async ({ request }) => {
  for (const id of created) await request.post(`/api/tasks/${id}/cancel`, { data: { reason: 'The test is over.' } });
  await request.put('/api/outreach/clock', { data: { speed } });
});

for (const { colorScheme, width } of looks)
  test(`outreach is accessible and fits, ${colorScheme}, ${width} px (OR-9)`, async ({ browser, baseURL, request }) => {
    const waiting = await create(request, { context: 'She draws while she talks.', priority: 'urgent' });
    const over = await create(request);
    await cancel(request, over, 'The evening is off.');
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    const places = [
      ['/outreach', 'board'],
      ['/outreach?view=list', 'tasks'],
      [`/outreach?view=list&task=${over}`, 'timeline'],
      [`/outreach?task=${waiting}`, 'timeline'],
      ['/outreach?new=1', 'create-task'],
    ] as const;
    for (const [path, testId] of places) {
      await page.goto(path);
      await expect(page.getByTestId(testId).first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      expect(await seriousFaults(page), path).toEqual([]);
      expect(await overflowOf(page), `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await page.getByTestId('create-task').click();
    await expect(page.getByText('Choose the bot that calls.')).toBeVisible();
    expect(await seriousFaults(page), 'a form with faults').toEqual([]);
    await context.close();
  });

test('a key leads there, and filters, order, view and the open task live in the address (OR-9)', async ({
  page,
  request,
}) => {
  const wanted = await create(request, { objective: 'Borrow the piano.', contactId: 'rosa-quispe' });
  await create(request, { objective: 'Borrow the drums.' });
  await page.goto('/bots');
  await expect(page.getByRole('heading', { name: 'Bots', exact: true })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/outreach$/);
  await page.keyboard.press('v');
  await expect(page).toHaveURL(/view=list/);
  await page.keyboard.press('/');
  await page.keyboard.type('borrow the');
  const rows = page.getByTestId('tasks').locator('> li');
  await expect(rows).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Contact' }).click();
  await page.getByRole('option', { name: 'Rosa' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: 'Most urgent first' }).click();
  await rows.getByRole('button', { name: 'Borrow the piano.' }).click();
  await expect(page.getByTestId('timeline')).toContainText('Pending');
  await expect(page).toHaveURL(new RegExp(`task=${wanted}`));
  await page.reload();
  await expect(rows).toHaveCount(1);
  await expect(page.getByTestId('timeline')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Order' })).toContainText('Most urgent first');
  await page.goto('/outreach?view=list&q=no+such+errand');
  await page.getByRole('button', { name: 'Show all tasks' }).click();
  await expect(page).toHaveURL(/\/outreach\?view=list$/);
  await page.goto(`/outreach?view=list&q=no+such+errand&task=${wanted}`);
  await expect(page.getByRole('region', { name: 'Opened task' })).toContainText('Borrow the piano.');
});

test('cards move with the stream, and never under the pointer (OR-9)', async ({ page, request }) => {
  const mark = 'Return the umbrella';
  const first = await create(request, { objective: `${mark}, the blue one.` });
  await page.goto(`/outreach?q=${encodeURIComponent(mark)}`);
  await expect(lane(page, 'PENDING').locator(`[data-task="${first}"]`)).toBeVisible();
  await card(page, first).hover();
  await cancel(request, first, 'It was found.');
  const second = await create(request, { objective: `${mark}, the red one.` });
  await expect(page.getByTestId('moved')).toContainText('2 new or moved');
  await expect(lane(page, 'PENDING').locator(`[data-task="${first}"]`)).toContainText('Cancelled');
  await expect(card(page, second)).toHaveCount(0);
  await page.mouse.move(1, 1);
  await expect(lane(page, 'CANCELLED').locator(`[data-task="${first}"]`)).toBeVisible();
  await expect(lane(page, 'PENDING').locator(`[data-task="${second}"]`)).toBeVisible();
  await expect(lane(page, 'PENDING').getByRole('heading')).toContainText('1');
  await expect(page.getByTestId('moved')).toHaveCount(0);
});

test('a task is given by keyboard, is refused in place, and begins as it was written (OR-9)', async ({ page }) => {
  await page.goto('/outreach');
  await expect(page.getByTestId('new-task')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/new=1/);
  await page.getByTestId('create-task').press('Enter');
  await expect(page.getByText('Say in 1 to 500 characters what is to come of it.')).toBeVisible();
  await choose(page, 'task-bot', 'Mona');
  await choose(page, 'task-contact', 'Kenji');
  await expect(page.getByTestId('callee')).toContainText('in Tokyo');
  await page.getByTestId('task-objective').fill('Hear whether the stand is wide enough.');
  await page.getByRole('button', { name: 'Urgent' }).click();
  await page.route('**/api/tasks', (route) => {
    const body = { ...route.request().postDataJSON(), contactId: 'nobody-at-all' };
    return route.continue({ postData: JSON.stringify(body) });
  });
  await page.getByTestId('create-task').click();
  await expect(page.getByRole('dialog').getByText('There is no contact')).toBeVisible();
  await page.unroute('**/api/tasks');
  await page.getByTestId('create-task').click();
  await expect(page).toHaveURL(/task=[0-9a-f-]{36}/);
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: 'Hear whether the stand is wide enough.' })).toBeVisible();
  await expect(sheet.getByTestId('facts')).toContainText('Urgent');
  await expect(sheet.getByTestId('facts')).toContainText('Kenji');
});

test('cancelling says why, and the same contact can be called again from there (OR-1, OR-9)', async ({
  page,
  request,
}) => {
  const id = await create(request, { objective: 'Fetch the keys.', context: 'The side door.' });
  await page.goto(`/outreach?view=list&q=Fetch+the+keys&task=${id}`);
  await expect(page.getByTestId('cancel')).toBeVisible();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Let it go on' }).click();
  expect((await read(request, `/api/tasks/${id}`)).status).toBe('PENDING');
  await page.getByTestId('cancel').click();
  await page.getByLabel('Why').fill('The locksmith came.');
  await page.getByTestId('cancel-confirm').click();
  await expect(page.getByTestId('standing')).toContainText('The locksmith came.');
  await expect(page.getByTestId('timeline')).toContainText('from pending');
  await page.getByTestId('again').click();
  const form = page.getByRole('dialog', { name: 'New task' });
  await expect(form.getByTestId('task-objective')).toHaveValue('Fetch the keys.');
  await expect(form.getByTestId('task-contact')).toContainText('Kenji');
});

test('the clock says what its speed means, and that it is ahead (OR-9)', async ({ page, request }) => {
  await request.put('/api/outreach/clock', { data: { speed: 1 } });
  await page.goto('/outreach');
  const clock = page.getByTestId('outreach-clock');
  await expect(clock.getByRole('button', { name: '1×', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await clock.getByRole('button', { name: '600×' }).click();
  await expect(clock).toContainText('a retry in 5 min comes in 1 s');
  await expect(clock.getByTestId('ahead')).toContainText('ahead of the wall clock');
  expect((await read(request, '/api/outreach/clock')).speed).toBe(600);
  await request.put('/api/outreach/clock', { data: { speed: 1 } });
  await expect(clock.getByRole('button', { name: '1×', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('the tasks that fit are exported as CSV, all of them (OR-9)', async ({ page, request }) => {
  await create(request, { objective: '=1+1 export' });
  await create(request, { objective: 'Another export' });
  await page.goto('/outreach?q=export');
  await expect(page.getByTestId('board')).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines.join()).toContain("'=1+1");
});

test('more tasks than fit come page by page in the list, and on request on the board (OR-8, OR-9)', async ({
  page,
  request,
}) => {
  await Promise.all(Array.from({ length: 55 }, (_, index) => create(request, { objective: `Stack chair ${index}.` })));
  await page.goto('/outreach?view=list&q=stack+chair');
  const rows = page.getByTestId('tasks').locator('> li');
  await expect(rows).toHaveCount(50);
  await page.getByRole('button', { name: 'Page 2' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rows).toHaveCount(5);
  await page.goto('/outreach?q=stack+chair');
  const cards = lane(page, 'PENDING').getByRole('listitem');
  await expect(cards).toHaveCount(20);
  await lane(page, 'PENDING').getByRole('button', { name: '35 more' }).click();
  await expect(cards).toHaveCount(55);
});

interface Spoken {
  id: string;
  calls: { status: string; turns: unknown[] }[];
}

test('a call is read as it is spoken, and ends with what came of it (OR-3, OR-4, OR-9)', async ({ page, request }) => {
  test.setTimeout(240_000);
  const contacts: { id: string; isCallable: boolean; hasMenu: boolean }[] = (await read(request, '/api/contacts'))
    .items;
  const reachable = contacts.filter(({ isCallable, hasMenu }) => isCallable && !hasMenu);
  for (const { id } of reachable)
    await create(request, { contactId: id, objective: 'Invite them to the dinner.', maxAttempts: 9, notBefore: null });
  await request.put('/api/outreach/clock', { data: { speed: 30 } });
  const talking = async (): Promise<Spoken | undefined> =>
    (await read(request, '/api/tasks/details?text=to+the+dinner&status=IN_PROGRESS')).items.find(({ calls }: Spoken) =>
      calls.some(({ status, turns }) => status === 'talking' && turns.length > 0),
    );
  let found: Spoken | undefined;
  await expect.poll(async () => (found = await talking()), { timeout: 90_000, intervals: [100] }).toBeTruthy();
  await request.put('/api/outreach/clock', { data: { speed: 1 } });

  await page.goto(`/outreach?view=list&q=to+the+dinner&task=${found?.id}`);
  const turns = page.locator('[data-task]').getByTestId('transcript').first().locator('[data-turn]');
  await expect(turns.first()).toBeVisible();
  const spokenCount = await turns.count();
  await request.put('/api/outreach/clock', { data: { speed: 4 } });
  await expect.poll(() => turns.count(), { timeout: 60_000 }).toBeGreaterThan(spokenCount);
  await expect(page.locator('article.live')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByTestId('sentence').first()).not.toBeEmpty();
  await expect(page.getByTestId('timeline')).toContainText('from in progress');
  const execution = await page.locator('[data-call]').first().locator('a').getAttribute('href');
  await page.goto(execution ?? '');
  await expect(page.getByTestId('stages')).toContainText('talk');
});

test('while the stream is down the open task is asked for anew, until it is over (OR-9)', async ({ page, request }) => {
  const id = await create(request, { objective: 'Wait for the van.' });
  let isUp = true;
  const routes: WebSocketRoute[] = [];
  await page.routeWebSocket('**/ws/activity', (route) => {
    if (!isUp) return void route.close();
    routes.push(route);
    route.connectToServer();
  });
  await page.goto(`/outreach?view=list&q=Wait+for+the+van&task=${id}`);
  await expect(page.getByTestId('stream-badge')).toHaveAttribute('data-status', 'live');
  await expect(page.getByTestId('standing')).toContainText('Pending');
  isUp = false;
  for (const route of routes) await route.close();
  await cancel(request, id, 'The van came.');
  await expect(page.getByTestId('standing')).toContainText('The van came.');
});
