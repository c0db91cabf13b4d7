/** Executions as people follow them: found, watched, searched, cancelled (EX-8, EX-12). */
import { expect, test, type APIRequestContext, type WebSocketRoute } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';

const read = async (request: APIRequestContext, path: string) => (await request.get(path)).json();

async function create(request: APIRequestContext, draft: object = {}): Promise<string> {
  const data = { kind: 'call', title: 'Ask the venue', status: 'running', stageCount: 4, ...draft };
  const answer = await request.post('/api/agents/executions', { data });
  expect(answer.status()).toBe(201);
  return (await answer.json()).id;
}

async function patch(request: APIRequestContext, id: string, data: object): Promise<void> {
  expect((await request.patch(`/api/agents/executions/${id}/logs`, { data })).status()).toBe(200);
}

const entries = (length: number, message = 'Heard nothing yet') =>
  Array.from({ length }, (_, index) => ({
    message: `${message}, frame ${index}.`,
    level: index % 10 === 0 ? 'warning' : 'info',
    context: index % 7 === 0 ? { attempt: index, apiKey: 'sk-not-for-a-screen' } : null,
  }));

/** What the bots were at before: other tests go on from there. */
let pace = 'paused';

test.beforeAll(async ({ request }) => {
  ({ pace } = await read(request, '/api/pace'));
  await request.put('/api/pace', { data: { pace: 'paused' } });
});

test.afterAll(async ({ request }) => {
  await request.put('/api/pace', { data: { pace } });
});

for (const { colorScheme, width } of looks)
  test(`executions are accessible and fit, ${colorScheme}, ${width} px (EX-12)`, async ({
    browser,
    baseURL,
    request,
  }) => {
    const running = await create(request, { metadata: { botId: 'mona-field', line: 'main desk' } });
    const metrics = [
      { name: 'ringSeconds', value: 6.2 },
      { name: 'ringSeconds', value: 4.1 },
    ];
    await patch(request, running, { stage: { number: 2, name: 'greet' }, entries: entries(260), metrics });
    const failed = await create(request, { title: 'A line that was cut' });
    await patch(request, failed, { status: 'failed', reason: 'The line was cut after three rings.' });
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    const places = [
      ['/executions', 'executions'],
      [`/executions/${running}`, 'figure'],
      [`/executions/${failed}`, 'sentence'],
    ] as const;
    for (const [path, testId] of places) {
      await page.goto(path);
      await expect(page.getByTestId(testId).first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      if (path.endsWith(running)) {
        await page.getByText('Metadata').click();
        await expect(page.getByTestId('json')).toBeVisible();
      }
      expect(await seriousFaults(page), path).toEqual([]);
      const overflow = await overflowOf(page);
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await context.close();
  });

test('a key leads there, filters live in the address, and an unknown one says so (EX-12)', async ({
  page,
  request,
}) => {
  const failed = await create(request, { kind: 'errand', title: 'Fetch the chairs' });
  await patch(request, failed, { status: 'failed', reason: 'The van did not start.' });
  await create(request, { kind: 'errand', title: 'Fetch the tables' });
  await page.goto('/bots');
  await expect(page.getByRole('heading', { name: 'Bots', exact: true })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/executions$/);
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'errand' }).click();
  await page.getByRole('button', { name: /^Failed/ }).click();
  await expect(page).toHaveURL(/kind=errand/);
  await expect(page).toHaveURL(/status=failed/);
  const rows = page.getByTestId('executions').getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('The van did not start.');
  await page.reload();
  await expect(rows).toHaveCount(1);
  await page.goto('/executions?kind=errand&to=2001-01-01');
  await page.getByRole('button', { name: 'Show all executions' }).click();
  await expect(page).toHaveURL(/\/executions$/);
  await page.goto('/executions/01a1ff39-3bcc-761b-bc50-fe0b18b19700');
  await expect(page.getByText('There is no such execution')).toBeVisible();
});

test('rows follow the stream, and new ones wait while the pointer is on the list (EX-7, EX-12)', async ({
  page,
  request,
}) => {
  const id = await create(request, { kind: 'watch', title: 'The first' });
  await page.goto('/executions?kind=watch');
  const rows = page.getByTestId('executions').getByRole('listitem');
  const row = page.locator(`[data-execution="${id}"]`);
  await row.hover();
  await patch(request, id, { stage: { number: 3, name: 'ask' } });
  await expect(row).toContainText('stage 3 of 4, ask');
  await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
  await create(request, { kind: 'watch', title: 'The second' });
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(rows).toHaveCount(1);
  await page.mouse.move(1, 1);
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('The second');
  await expect(page.getByRole('button', { name: '1 new' })).toHaveCount(0);
});

test('executions of another venture are shown where it is chosen, and nowhere else (EX-2, EX-12)', async ({
  page,
  request,
}) => {
  const venture = { id: 'side-stage', name: 'Side stage' };
  expect((await request.post('/api/ventures', { data: venture })).status()).toBe(201);
  const id = await create(request, { kind: 'elsewhere', ventureId: venture.id });
  await page.goto('/executions?kind=elsewhere');
  await expect(page.getByRole('button', { name: 'Show all executions' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Venture' }).click();
  await page.getByRole('option', { name: venture.name }).click();
  await expect(page).toHaveURL(/venture=side-stage/);
  await page.locator(`[data-execution="${id}"]`).getByRole('link').click();
  await expect(page.getByTestId('facts')).toContainText('side-stage');
});

test('the list is exported as CSV, all of it (EX-12)', async ({ page, request }) => {
  await create(request, { kind: 'export', title: '=1+1' });
  await page.goto('/executions?kind=export');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("'=1+1");
});

test('the log follows its end until somebody scrolls up, and then counts what is new (EX-12)', async ({
  page,
  request,
}) => {
  const id = await create(request);
  await patch(request, id, { stage: { number: 1, name: 'dial' }, entries: entries(260) });
  await page.goto(`/executions/${id}`);
  const tail = page.getByRole('region', { name: 'Entries of the log' });
  await expect(tail.getByText('Heard nothing yet, frame 259.')).toBeInViewport();
  await patch(request, id, { entries: [{ message: 'Somebody picked up.' }] });
  await expect(tail.getByText('Somebody picked up.')).toBeInViewport();
  await tail.hover();
  await page.mouse.wheel(0, -900);
  await expect(page.getByTestId('follow')).toContainText('Follow');
  await patch(request, id, { entries: entries(12, 'Spoken') });
  await expect(page.getByTestId('follow')).toContainText('12 new');
  await expect(tail.getByText('Spoken, frame 11.')).not.toBeInViewport();
  await page.keyboard.press('l');
  await expect(tail.getByText('Spoken, frame 11.')).toBeInViewport();
  await expect(page.getByTestId('follow')).toHaveCount(0);
  await tail.hover();
  await page.mouse.wheel(0, -100_000);
  await page.getByTestId('older').click();
  await expect(page.getByTestId('older')).toHaveCount(0);
  await expect(tail.locator('[data-position="1"]')).toHaveCount(1);
});

test('the log is searched and cut down to a level, in the address, and secrets stay masked (EX-12)', async ({
  page,
  request,
}) => {
  const id = await create(request);
  await patch(request, id, { entries: entries(60) });
  await page.goto(`/executions/${id}`);
  const log = page.getByTestId('log');
  await expect(log.locator('[data-position]')).toHaveCount(60);
  await page.keyboard.press('/');
  await page.keyboard.type('frame 35');
  await expect(log.locator('[data-position]')).toHaveCount(1);
  await expect(page).toHaveURL(/q=frame/);
  await log.getByText('Context of entry 36').click();
  await expect(log.getByTestId('json')).toContainText('"attempt": 35');
  await expect(log.getByTestId('json')).not.toContainText('sk-not');
  await log.getByRole('searchbox').fill('');
  await log.getByRole('button', { name: 'Warning' }).click();
  await expect(log.locator('[data-position]')).toHaveCount(6);
  await page.reload();
  await expect(log.locator('[data-position]')).toHaveCount(6);
});

test('what a model was asked and answered is there to read, keys masked (EX-12, F-42)', async ({ page, request }) => {
  const key = `sk-${'Zk3vQ9xT'.repeat(4)}`;
  const asked = await request.post('/api/bots/mona-field/interview', {
    data: { question: `What do you think of databases? My key is ${key}.` },
  });
  expect(asked.status()).toBe(200);
  const interviews = '/api/agents/execution-logs/default?kind=interview&status=completed&search=mona';
  await expect.poll(async () => (await read(request, interviews)).total).toBeGreaterThan(0);
  const [interview] = (await read(request, interviews)).items;
  await page.goto('/executions?search=interview of mona');
  await page.locator(`[data-execution="${interview.id}"]`).getByRole('link').click();
  const calls = page.getByTestId('model-calls');
  await calls.getByText('interview', { exact: true }).click();
  await expect(calls).toContainText('What do you think of databases?');
  await expect(calls).toContainText('[masked]');
  await expect(calls).not.toContainText(key);
  await expect(calls.getByTestId('answer')).not.toBeEmpty();
  await calls.getByText('Rules and persona').click();
  await expect(calls).toContainText('You are Mona Field');
  expect(await seriousFaults(page)).toEqual([]);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
});

test('cancelling asks first, and then says so (EX-12)', async ({ page, request }) => {
  const id = await create(request);
  await page.goto(`/executions/${id}`);
  await expect(page.getByTestId('cancel')).toBeVisible();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Let it go on' }).click();
  expect((await read(request, `/api/agents/executions/${id}`)).status).toBe('running');
  await page.getByTestId('cancel').click();
  await page.getByRole('button', { name: 'Cancel the execution' }).click();
  await expect(page.locator('[data-state="cancelled"]')).toBeVisible();
  await expect(page.getByTestId('cancel')).toHaveCount(0);
  expect((await read(request, `/api/agents/executions/${id}`)).status).toBe('cancelled');
});

test('while the stream is down it is asked for anew, until it has ended (EX-8)', async ({ page, request }) => {
  const id = await create(request);
  let isUp = true;
  const routes: WebSocketRoute[] = [];
  await page.routeWebSocket('**/ws/activity', (route) => {
    if (!isUp) return void route.close();
    routes.push(route);
    route.connectToServer();
  });
  let askedCount = 0;
  page.on('request', (asked) => {
    if (asked.url().includes(`${id}?limit=1`)) askedCount += 1;
  });
  await page.goto(`/executions/${id}`);
  await expect(page.getByTestId('stream-badge')).toHaveAttribute('data-status', 'live');
  isUp = false;
  for (const route of routes) await route.close();
  await patch(request, id, { stage: { number: 2, name: 'greet' }, entries: [{ message: 'Good evening.' }] });
  await expect(page.getByTestId('stages')).toContainText('greet');
  await expect(page.getByTestId('log')).toContainText('Good evening.');
  await patch(request, id, { status: 'completed' });
  await expect(page.locator('[data-state="completed"]').first()).toBeVisible();
  const askedAtEnd = askedCount;
  // Two more turns of the poller would have come by the time the badge has counted so far.
  await expect(page.getByTestId('stream-badge')).toContainText(/last update 1\d s ago/, { timeout: 30_000 });
  expect(askedCount).toBe(askedAtEnd);
});

test('a decision and a heartbeat lead to their why (EX-12)', async ({ page, request }) => {
  const started = await request.post('/api/sessions', {
    data: { scenarioId: 'webinar-drop', seed: 7, speed: 'max', mode: 'auto' },
  });
  const { id: sessionId } = await started.json();
  const firstOf = async (kind: string) =>
    (await read(request, `/api/agents/execution-logs/default?kind=${kind}&status=completed&limit=500`)).items.find(
      (item: { metadata: { sessionId?: string } }) => kind !== 'decision' || item.metadata.sessionId === sessionId,
    );
  await expect.poll(() => firstOf('decision'), { timeout: 30_000 }).toBeTruthy();
  await page.goto(`/executions/${(await firstOf('decision')).id}`);
  await expect(page.getByTestId('session-link')).toBeVisible();
  await page.keyboard.press('w');
  await expect(page).toHaveURL(new RegExp(`/live/${sessionId}\\?decision=\\d+`));

  await request.post('/api/bots/mona-field/heartbeats');
  await expect.poll(() => firstOf('heartbeat'), { timeout: 30_000 }).toBeTruthy();
  await page.goto(`/executions/${(await firstOf('heartbeat')).id}`);
  await page.getByTestId('why-link').click();
  await expect(page.getByTestId('why')).toBeVisible();
});
