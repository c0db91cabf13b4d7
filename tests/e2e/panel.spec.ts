/** The panel as people use it: by keyboard, on a telephone, with a screen reader, over a broken connection. */
import { expect, test, type APIRequestContext, type WebSocketRoute } from '@playwright/test';
import { overflowOf, seriousFaults } from './accessible.ts';

async function startSession(request: APIRequestContext, body: Record<string, unknown>): Promise<string> {
  const response = await request.post('/api/sessions', { data: { scenarioId: 'webinar-drop', seed: 7, ...body } });
  expect(response.status()).toBe(201);
  return (await response.json()).id;
}

async function ended(request: APIRequestContext, id: string): Promise<Record<string, unknown>> {
  await expect
    .poll(async () => (await (await request.get(`/api/sessions/${id}`)).json()).status, { timeout: 30_000 })
    .toBe('ended');
  return (await request.get(`/api/sessions/${id}`)).json();
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 360])
    test(`every view is accessible and fits, ${colorScheme}, ${width} px`, async ({ browser, request, baseURL }) => {
      const id = await startSession(request, { speed: 'max' });
      await ended(request, id);
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
      const page = await context.newPage();
      for (const [path, ready] of [
        [`/live/${id}`, 'ended'],
        ['/sessions', 'start-open'],
      ] as const) {
        await page.goto(path);
        await expect(page.getByTestId(ready).first()).toBeVisible();
        expect(await seriousFaults(page)).toEqual([]);
        const overflow = await overflowOf(page);
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      await context.close();
    });

test('a suggestion is dismissed by keyboard, with a reason (EC-14, EC-15)', async ({ page, request }) => {
  const id = await startSession(request, { mode: 'manual', speed: 20 });
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('suggestion').first()).toBeVisible({ timeout: 40_000 });
  await page.keyboard.press('d');
  await page.getByTestId('dismiss-confirm').click();
  const states = async () => {
    const { items } = await (await request.get(`/api/sessions/${id}/interventions`)).json();
    return items.map((item: { state: string }) => item.state);
  };
  await expect.poll(states).toContain('dismissed');
  await expect(page.getByTestId('feed')).toContainText(/dismissed/i);
  await request.post(`/api/sessions/${id}/stop`);
});

test('an approval counts even while the clock is just going on, and its reasons are one click away (EC-14, EC-15)', async ({
  page,
  request,
}) => {
  const id = await startSession(request, { mode: 'manual', speed: 20 });
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('suggestion').first()).toBeVisible({ timeout: 40_000 });
  await expect(page.getByTestId('alert')).toContainText(/\d+% → \d+%/);
  await page.keyboard.press('Space');
  await expect(page.getByText('paused', { exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await page.keyboard.press('a');
  const decided = async () => {
    const { items } = await (await request.get(`/api/sessions/${id}/interventions`)).json();
    return items[0].decidedBy;
  };
  await expect.poll(decided).toBe('panel');
  await page.getByRole('button', { name: /^Why poll/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Sudden drop');
  await request.post(`/api/sessions/${id}/stop`);
});

test('the chart goes on under a pointer that rests on it (EC-22)', async ({ page, request }) => {
  const id = await startSession(request, { mode: 'off', speed: 20 });
  await page.goto(`/live/${id}`);
  await page.getByTestId('chart').hover();
  await expect(page.getByText('held while you point')).toBeVisible();
  await expect(page.getByText('held while you point')).toBeHidden({ timeout: 10_000 });
  await request.post(`/api/sessions/${id}/stop`);
});

test('the mode and the clock follow the keys (EC-14, PL-4)', async ({ page, request }) => {
  const id = await startSession(request, { mode: 'manual', speed: 1 });
  const field = async (name: string) => (await (await request.get(`/api/sessions/${id}`)).json())[name];
  // What other tests have answered must not decide whether the question is put.
  const nobody = { decisionCount: 0, agreeCount: 0, ratio: null, low: null, high: null, recent: [] };
  await page.route('**/api/conductor/agreement', (route) => route.fulfill({ json: nobody }));
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('score')).toBeVisible();
  // Before the conductor acts alone, it is shown how often people agreed: Esc stays, Enter goes on.
  await page.keyboard.press('3');
  await expect(page.getByTestId('auto-switch')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('auto-switch')).toBeHidden();
  expect(await field('mode')).toBe('manual');
  await page.keyboard.press('3');
  await expect(page.getByTestId('auto-switch')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => field('mode')).toBe('auto');
  await expect(page.getByTestId('auto-switch')).toBeHidden();
  await page.keyboard.press('2');
  await expect.poll(() => field('mode')).toBe('semi');
  await page.keyboard.press('Space');
  await expect.poll(() => field('status')).toBe('paused');
  await expect(page.getByText('paused', { exact: true })).toBeVisible();
  // What is accepted while the clock stands still shows at once, though it takes effect at the next tick.
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: 'Manual' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Space');
  await expect.poll(() => field('status')).toBe('running');
  await request.post(`/api/sessions/${id}/stop`);
});

test('the panel comes back by itself after its stream breaks, and has missed nothing (PL-10)', async ({
  page,
  request,
}) => {
  const streams: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/ws\/activity/, (stream) => {
    streams.push(stream);
    stream.connectToServer();
  });
  const id = await startSession(request, { speed: 10, mode: 'auto' });
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  await streams[0]!.close({ code: 1011 });
  await expect(page.getByTestId('stream-badge')).toContainText(/reconnecting/i);
  await request.put(`/api/sessions/${id}/speed`, { data: { speed: 'max' } });
  const session = await ended(request, id);
  await expect(page.getByTestId('stream-badge')).toContainText('Live', { timeout: 30_000 });
  expect(streams.length).toBeGreaterThanOrEqual(2);
  await expect(page.getByTestId('digest')).toContainText(String(session['digest']).slice(0, 16), { timeout: 30_000 });
  await page.keyboard.press('t');
  // A heading and every point of twelve minutes.
  await expect(page.getByTestId('chart-table').getByRole('row')).toHaveCount(1 + 720 / 5);
});

test('a session starts from a scenario, in the panel', async ({ page, request }) => {
  await page.goto('/sessions');
  await page.getByTestId('start-open').first().click();
  await page.getByRole('dialog').getByText('Keynote on the future of work').first().click();
  await page.getByTestId('start-session').click();
  await expect(page).toHaveURL(/\/live\/ses_/);
  const id = page.url().split('/').at(-1)!;
  expect((await (await request.get(`/api/sessions/${id}`)).json()).scenarioId).toBe('mass-exit');
  await request.post(`/api/sessions/${id}/stop`);
});

test('nothing is asked by HTTP while the stream is up (BC-14)', async ({ page, request }) => {
  // A bot that writes spends, and then the budget of the top bar is rightly read: here nothing calls for anything.
  await request.put('/api/pace', { data: { pace: 'paused' } });
  const id = await startSession(request, { speed: 5, mode: 'off' });
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  await expect(page.getByTestId('score')).toContainText('%');
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (sent) => asked.push(sent.url()));
  const tickNow = async () => (await (await request.get(`/api/sessions/${id}`)).json()).tick;
  const start = await tickNow();
  await expect.poll(tickNow, { timeout: 30_000 }).toBeGreaterThan(start + 60);
  expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);
  await request.put('/api/pace', { data: { pace: 'normal' } });
  await request.post(`/api/sessions/${id}/stop`);
});
