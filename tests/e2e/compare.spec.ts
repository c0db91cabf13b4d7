/** Sessions side by side and their reports, as people use them (EC-25, EC-26). */
import { expect, test, type APIRequestContext } from '@playwright/test';
import { expectSound, looks, seriousFaults } from './accessible.ts';

async function endedSession(request: APIRequestContext, body: Record<string, unknown>): Promise<string> {
  const response = await request.post('/api/sessions', {
    data: { scenarioId: 'webinar-drop', seed: 7, mode: 'auto', speed: 'max', ...body },
  });
  expect(response.status()).toBe(201);
  const { id } = await response.json();
  await expect
    .poll(async () => (await (await request.get(`/api/sessions/${id}`)).json()).status, { timeout: 30_000 })
    .toBe('ended');
  return id;
}

const ids: string[] = [];
test.beforeAll(async ({ request }) => {
  ids.push(await endedSession(request, { policy: 'thompson' }));
  ids.push(await endedSession(request, { policy: 'rules' }));
  ids.push(await endedSession(request, { scenarioId: 'mass-exit', mode: 'shadow' }));
});

for (const { colorScheme, width } of looks)
  test(`comparing is accessible and fits, ${colorScheme}, ${width} px (EC-26)`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    const paths = [
      [`/sessions?sel=${ids.join(',')}`, 'selection'],
      [`/sessions/compare?ids=${ids.join(',')}`, 'comparison-table'],
      [`/sessions/compare?ids=${ids.join(',')}&view=table`, 'chart-table'],
    ] as const;
    await expectSound(page, paths);
    await context.close();
  });

test('rows are ticked by pointer and key, and compared (EC-26)', async ({ page }) => {
  await page.goto('/sessions');
  const box = (id: string) => page.locator(`[data-session="${id}"]`).getByRole('checkbox');
  await box(ids[0]!).click();
  await expect(box(ids[0]!)).toBeChecked();
  await page.locator(`[data-session="${ids[1]}"] a`).focus();
  await page.keyboard.press('x');
  await expect(box(ids[1]!)).toBeChecked();
  await page.keyboard.press('c');
  await expect(page).toHaveURL(new RegExp(`/sessions/compare\\?ids=${ids[0]},${ids[1]}`));
  await expect(page.getByTestId('comparability')).toContainText('what differs is the policy');
});

test('a session that goes on is followed by the stream, not read by the clock (EC-26)', async ({ page, request }) => {
  const started = await request.post('/api/sessions', {
    data: { scenarioId: 'webinar-drop', seed: 7, isPaused: true },
  });
  const { id } = await started.json();
  await page.goto(`/sessions/compare?ids=${ids[0]},${id}`);
  const time = page.locator('[data-row="time"] td').nth(1);
  await expect(time).toHaveText('00:00');
  await expect(page.getByTestId('stream-badge').first()).toHaveText(/live/i);
  await request.post(`/api/sessions/${id}/step`, { data: { ticks: 10 } });
  await expect(time).toHaveText('00:10', { timeout: 8_000 });
  await request.post(`/api/sessions/${id}/stop`);
});

test('with Shift all rows between are ticked, and the address brings them back (EC-26)', async ({ page }) => {
  await page.goto('/sessions?q=seed 7');
  const boxes = page.locator('[data-session]').getByRole('checkbox');
  await boxes.nth(0).click();
  await boxes.nth(2).click({ modifiers: ['Shift'] });
  await expect(page.getByTestId('selection')).toContainText('3 ticked');
  await page.reload();
  await expect(page.getByTestId('selection')).toContainText('3 ticked');
});

test('the figures are those of the API, the best is marked in words, and a session goes and comes (EC-26)', async ({
  page,
  request,
}) => {
  const { sessions } = await (await request.get(`/api/analytics/sessions?ids=${ids.join(',')}`)).json();
  await page.goto(`/sessions/compare?ids=${ids.join(',')}`);
  const row = page.locator('[data-row="mean"] td');
  await expect(row).toHaveCount(3);
  const means = sessions.map(({ scores }: { scores: { mean: number } }) => scores.mean);
  for (const [index, mean] of means.entries()) await expect(row.nth(index)).toContainText(`${Math.round(mean * 100)}%`);
  await expect(row.nth(means.indexOf(Math.max(...means)))).toContainText('best');
  await page.getByRole('button', { name: /^Take out B/ }).click();
  await expect(row).toHaveCount(2);
  await expect(page).toHaveURL(new RegExp(`ids=${ids[0]},${ids[2]}`));
  await page.getByTestId('comparison-add').click();
  await page.getByPlaceholder('Title, scenario, seed…').fill('webinar-drop');
  await page.getByRole('option').first().click();
  await expect(row).toHaveCount(3);
});

test('a session that is not there is named, and the others stay in reach (EC-26)', async ({ page }) => {
  await page.goto(`/sessions/compare?ids=${ids[0]},ses_nowhere`);
  await expect(page.getByText('ses_nowhere')).toBeVisible();
  await page.getByRole('button', { name: 'Compare the one that is' }).click();
  await expect(page.getByTestId('comparison-table')).toBeVisible();
});

test('a comparison leaves as a file with a row for each session (EC-26)', async ({ page }) => {
  await page.goto(`/sessions/compare?ids=${ids.join(',')}`);
  await expect(page.getByTestId('comparison-table')).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain(ids[0]);
});

test('a report opens as a page from the end of a session (EC-25)', async ({ page, context }) => {
  await page.goto(`/live/${ids[0]}`);
  await page.getByTestId('ended-report').click();
  await page.getByRole('dialog').getByRole('button', { name: '10' }).click();
  expect(await seriousFaults(page)).toEqual([]);
  const opened = context.waitForEvent('page');
  await page.getByTestId('report-make').click();
  const report = await opened;
  await expect(report.locator('body')).toContainText('Scaling Postgres without tears');
  await expect(page.getByTestId('report-status')).toContainText('Ready');
});

test('a report is saved as JSON from a session’s row (EC-25)', async ({ page }) => {
  await page.goto('/sessions');
  await page
    .locator(`[data-session="${ids[0]}"]`)
    .getByRole('button', { name: /^Actions/ })
    .click();
  await page.getByRole('menuitem', { name: 'Report…' }).click();
  await page.getByRole('radio', { name: /^JSON/ }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'None' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('report-make').click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ format: 'claque-report', sessionId: ids[0] });
});
