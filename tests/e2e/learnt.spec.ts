/** What the conductor has learnt and what worked where, after sessions that have ended (EC-18, EC-26). */
import { expect, test, type APIRequestContext } from '@playwright/test';
import { expectSound, looks } from './accessible.ts';

const read = async (request: APIRequestContext, path: string) => (await request.get(path)).json();

test.beforeAll(async ({ request }) => {
  for (const [scenarioId, seed] of [
    ['webinar-drop', 7],
    ['mass-exit', 8],
    ['mass-exit', 9],
  ] as const) {
    const response = await request.post('/api/sessions', {
      data: { scenarioId, seed, mode: 'auto', speed: 'max', startFrom: 'venture' },
    });
    const { id } = await response.json();
    await expect
      .poll(async () => (await read(request, `/api/sessions/${id}`)).status, { timeout: 30_000 })
      .toBe('ended');
  }
});

for (const { colorScheme, width } of looks)
  test(`what was learnt is accessible and fits, ${colorScheme}, ${width} px (EC-18, EC-26)`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    const paths = [
      ['/statistics?tab=conductor', 'arms-table'],
      ['/statistics?tab=conductor&view=table', 'chart-table'],
      ['/statistics?tab=worked', 'effects-table'],
      ['/statistics?tab=worked&group=anomalyType&variants=1', 'effects-table'],
    ] as const;
    await expectSound(page, paths);
    await context.close();
  });

test('the arms are those of the API, tried ones first and all on demand (EC-18)', async ({ page, request }) => {
  const { arms, sessionCount } = await read(request, '/api/policy?policy=thompson');
  const tried = arms.filter(({ trialCount }: { trialCount: number }) => trialCount > 0);
  await page.goto('/statistics?tab=conductor');
  await expect(page.getByTestId('learnt-figures')).toContainText(String(sessionCount));
  const rows = page.getByTestId('arms-table').locator('tbody tr');
  await expect(rows).toHaveCount(tried.length);
  await page.getByRole('button', { name: /not tried yet/ }).click();
  await expect(rows).toHaveCount(arms.length);
  await expect(page).toHaveURL(/arms=all/);
  await page.reload();
  await expect(rows).toHaveCount(arms.length);
});

test('a policy that no session has used says so and leads to one (EC-18)', async ({ page }) => {
  await page.goto('/statistics?tab=conductor&policy=random');
  await expect(page.getByTestId('learnt-empty')).toBeVisible();
  await page.getByTestId('learnt-empty').getByRole('link', { name: 'Start a session' }).click();
  await expect(page.getByTestId('start-session')).toBeVisible();
});

test('agreement is shown once a person has answered (EC-14)', async ({ page, request }) => {
  const { decisionCount } = await read(request, '/api/conductor/agreement');
  const response = await request.post('/api/sessions', {
    data: { scenarioId: 'webinar-drop', seed: 7, mode: 'manual', speed: 20 },
  });
  const { id } = await response.json();
  const waiting = async () =>
    (await read(request, `/api/sessions/${id}/interventions`)).items.find(
      ({ state }: { state: string }) => state === 'awaiting_approval',
    );
  await expect.poll(waiting, { timeout: 60_000 }).toBeTruthy();
  await request.post(`/api/interventions/${(await waiting()).id}/approve`);
  await expect
    .poll(async () => (await read(request, '/api/conductor/agreement')).decisionCount)
    .toBeGreaterThan(decisionCount);
  await page.goto('/statistics?tab=conductor');
  await expect(page.getByTestId('agreement')).toContainText('95% interval');
  await request.post(`/api/sessions/${id}/stop`);
});

test('what worked is grouped and filtered by the address (EC-26)', async ({ page, request }) => {
  await page.goto('/statistics?tab=worked');
  const rows = page.getByTestId('effects-table').locator('tbody tr');
  await page.getByRole('button', { name: 'By anomaly' }).click();
  await expect(page).toHaveURL(/group=anomalyType/);
  await expect(page.getByTestId('effects-table')).toContainText('Mass exit');
  await page.getByLabel('Kind', { exact: true }).click();
  await page.getByRole('option', { name: 'Poll', exact: true }).click();
  await expect(page).toHaveURL(/kind=POLL/);
  const { rows: polls } = await read(request, '/api/analytics/interventions?groupBy=anomalyType&kind=POLL');
  const whole = polls.filter(({ variant }: { variant: string | null }) => variant === null);
  await expect(rows).toHaveCount(whole.length);
  await page.reload();
  await expect(rows).toHaveCount(whole.length);
});

test('what worked leaves as a file with every row (EC-26)', async ({ page, request }) => {
  const { rows } = await read(request, '/api/analytics/interventions?groupBy=none');
  await page.goto('/statistics?tab=worked');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString().trim().split('\r\n')).toHaveLength(1 + rows.length);
});
