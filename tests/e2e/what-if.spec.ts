/** What if: from any point of the timeline, beside the session, which stays as it is (PL-5). */
import { expect, test, type APIRequestContext } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';

async function endedSession(request: APIRequestContext): Promise<{ id: string; digest: string }> {
  const response = await request.post('/api/sessions', {
    data: { scenarioId: 'webinar-drop', seed: 7, mode: 'auto', speed: 'max' },
  });
  const { id } = await response.json();
  const digest = async () => (await (await request.get(`/api/sessions/${id}`)).json()).digest;
  await expect.poll(digest, { timeout: 30_000 }).toMatch(/^[0-9a-f]{64}$/);
  return { id, digest: await digest() };
}

test('another mode from the drop on is performed, compared, kept and deleted, all by the panel', async ({
  page,
  request,
}) => {
  const { id, digest } = await endedSession(request);
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('ended')).toBeVisible();
  await page.keyboard.press('f');
  await expect(page).toHaveURL(/whatif=\d+/);
  await page.getByTestId('whatif-from').fill('3:50');
  await page.getByText('Another mode', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Off', exact: true }).click();
  await page.getByTestId('whatif-title').fill('Nobody does anything');
  await page.getByTestId('whatif-perform').click();

  const row = page.getByTestId('branch');
  await expect(row).toContainText('Nobody does anything');
  await expect(row).toContainText('03:50');
  await expect(row.locator('[data-column="uplift"]')).toHaveText(/−\d+\.\d points/);
  const { digest: digestAfter, mode } = await (await request.get(`/api/sessions/${id}`)).json();
  expect({ digestAfter, mode }, 'the session itself stays as it is').toEqual({ digestAfter: digest, mode: 'auto' });

  await page.getByTestId('what-if').getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByTestId('branch-scores').getByRole('columnheader')).toHaveText([
    'Session time',
    'this session',
    '1 Nobody does anything',
  ]);
  await page.reload();
  await expect(page.getByTestId('branch-scores')).toBeVisible();
  const file = await (await request.get(await row.getByRole('link').getAttribute('href').then(String))).json();
  expect(file.format).toBe('claque-run');

  await row.getByRole('button', { name: 'Delete Nobody does anything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByTestId('what-if')).toBeHidden();
});

test('an intervention is left out from its explanation, and a script is edited', async ({ page, request }) => {
  const { id } = await endedSession(request);
  await page.goto(`/live/${id}?decision=1`);
  await page.getByRole('button', { name: 'What if without it' }).click();
  await expect(page.getByTestId('whatif-without')).toContainText('at 04:1');
  await page.getByTestId('whatif-perform').click();
  await expect(page.getByTestId('branch')).toHaveCount(1);

  await page.keyboard.press('f');
  await page.getByTestId('whatif-from').fill('3:00');
  await page.getByText('Another script', { exact: true }).click();
  await expect(page.getByTestId('script-change')).toHaveCount(1);
  await page.getByLabel('Appeal, %').fill('70');
  await page.getByTestId('whatif-title').fill('He does not read aloud');
  await page.getByTestId('whatif-perform').click();
  await expect(page.getByTestId('branch')).toHaveCount(2);
  await expect(page.getByTestId('branch').last().locator('[data-column="uplift"]')).toHaveText(/points/);
});

test('what the server refuses is said at the form, in words', async ({ page, request }) => {
  const { id } = await endedSession(request);
  const { items } = await (await request.get(`/api/sessions/${id}/interventions`)).json();
  const poll = items.find(({ kind }: { kind: string }) => kind === 'POLL');
  await page.goto(`/live/${id}?whatif=${poll.startedTick + 5}`);
  // One poll is open already.
  await page.getByTestId('whatif-perform').click();
  await expect(page.getByTestId('whatif-fault')).toContainText(/already under way/);
  await page.getByTestId('whatif-from').fill('99:00');
  await expect(page.getByText(/The session has come to 12:00; a branch leaves from there/)).toBeVisible();
});

for (const { colorScheme, width } of looks)
  test(`form and branches are accessible and fit, ${colorScheme}, ${width} px`, async ({
    browser,
    request,
    baseURL,
  }) => {
    const { id } = await endedSession(request);
    const made = await request.post(`/api/sessions/${id}/branches`, {
      data: { fromTick: 230, change: { kind: 'mode', mode: 'off' } },
    });
    expect(made.status()).toBe(201);
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    for (const [query, ready] of [
      ['', 'branches'],
      ['?branches=table', 'branch-scores'],
      ['?whatif=200', 'whatif-from'],
    ] as const) {
      await page.goto(`/live/${id}${query}`);
      await expect(page.getByTestId(ready)).toBeVisible();
      expect(await seriousFaults(page)).toEqual([]);
      const overflow = await overflowOf(page);
      expect(overflow, 'scrolls sideways').toBeLessThanOrEqual(0);
    }
    await context.close();
  });
