/** Statistics and settings as people use them, on what two dozen bots have left behind. */
import { expect, test, type APIRequestContext } from '@playwright/test';
import { expectSound, looks } from './accessible.ts';

const tabs = ['usage', 'reputation', 'activity', 'fidelity', 'alike'] as const;
const ready: Record<(typeof tabs)[number], string> = {
  usage: 'usage-table',
  reputation: 'statistics-chart',
  activity: 'activity-table',
  fidelity: 'fidelity-table',
  alike: 'alike',
};

const read = async (request: APIRequestContext, path: string) => (await request.get(path)).json();

/** Beats bots one after the other until some of them have called a model; then nothing moves any more. */
test.beforeAll(async ({ request }) => {
  await request.put('/api/pace', { data: { pace: 'slow' } });
  const { items } = await read(request, '/api/bots?limit=500');
  const callCount = async () => (await read(request, '/api/stats/usage')).totals.callCount;
  for (let round = 0; round < 40 && (await callCount()) < 6; round += 1)
    for (const { id } of items) await request.post(`/api/bots/${id}/heartbeats`);
  expect(await callCount()).toBeGreaterThanOrEqual(6);
  await request.put('/api/pace', { data: { pace: 'paused' } });
});
// The next file finds the community as this one did.
test.afterAll(async ({ request }) => {
  await request.put('/api/pace', { data: { pace: 'normal' } });
});

for (const { colorScheme, width } of looks)
  test(`statistics and settings are accessible and fit, ${colorScheme}, ${width} px (BC-12, BC-18)`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    const paths = [
      ...tabs.map((tab) => [`/statistics?tab=${tab}`, ready[tab]] as const),
      ['/statistics?view=table', 'chart-table'],
      ['/statistics?tab=reputation&view=table', 'chart-table'],
      ['/settings', 'caps-form'],
    ] as const;
    await expectSound(page, paths);
    await context.close();
  });

test('the address brings tab, days, bot and filter back (BC-12)', async ({ page }) => {
  await page.goto('/statistics');
  await page.getByRole('button', { name: '7 days' }).click();
  await expect(page).toHaveURL(/days=7/);
  const entries = page.getByRole('group', { name: 'Bots in the chart' }).locator('button[aria-pressed]');
  await entries.first().click();
  await expect(page).toHaveURL(/hide=/);
  await page.reload();
  await expect(entries.first()).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: '7 days' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page).toHaveURL(/tab=activity/);
  await expect(page).toHaveURL(/days=7/);
  await expect(page).not.toHaveURL(/hide=/);
});

test('the figures are those of the API, and the chart can be read as a table (BC-12)', async ({ page, request }) => {
  const today = new Date().toISOString().slice(0, 10);
  const { totals, items } = await read(request, `/api/stats/usage?from=${today}&to=${today}&limit=500`);
  await page.goto(`/statistics?from=${today}&to=${today}&view=table`);
  await expect(page.getByTestId('usage-totals')).toContainText(
    String(totals.callCount).replaceAll(/\B(?=(\d{3})+$)/g, '\u202F'),
  );
  await expect(page.getByTestId('chart-table').getByRole('row')).toHaveCount(2);
  await page.goto(`/statistics?from=${today}&to=${today}&bot=${items[0].botId}`);
  await expect(page.getByRole('group', { name: 'Bots in the chart' }).locator('button[aria-pressed]')).toHaveCount(1);
});

test('usage leaves as a file with every row (BC-12)', async ({ page, request }) => {
  const today = new Date().toISOString().slice(0, 10);
  await page.goto(`/statistics?from=${today}&to=${today}`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trim().split('\r\n');
  expect(lines[0]).toContain('day,bot,name,purpose');
  expect(lines).toHaveLength(1 + (await read(request, `/api/stats/usage?from=${today}&to=${today}`)).total);
});

test('a name singles its line out, and the address keeps it (BC-12)', async ({ page }) => {
  await page.goto('/statistics?tab=reputation');
  const name = page.getByRole('region', { name: 'Who moved' }).getByRole('button').first();
  await name.click();
  await expect(name).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/focus=/);
  await page.reload();
  await expect(page.getByText('stands out.')).toBeVisible();
});

test('every figure of fidelity has a verdict in words, its source and what it does not prove (BC-18)', async ({
  page,
  request,
}) => {
  const { rows } = await read(request, '/api/stats/fidelity?days=14');
  await page.goto('/statistics?tab=fidelity');
  await expect(page.getByText('a plausible rhythm, not predictive power')).toBeVisible();
  for (const { id, value, isInside, source } of rows) {
    const row = page.locator(`[data-statistic="${id}"]`);
    const verdict = isInside === null ? 'no band to compare' : isInside ? 'inside' : 'outside';
    await expect(row).toContainText(value === null ? 'not measurable' : verdict);
    await expect(row).toContainText(source);
  }
});

test('a planned day is estimated before it is spent (BC-8)', async ({ page }) => {
  await page.goto('/statistics?estimate=anthropic~claude-opus-5-5~24~96~2000~400');
  await expect(page.getByTestId('cost-answer')).toContainText(/\$\d/);
  await page.getByLabel('Bots', { exact: true }).fill('48');
  await expect(page).toHaveURL(/~48~96~/);
  await page.getByLabel('Bots', { exact: true }).fill('');
  await expect(page.getByTestId('cost-answer')).toContainText('a whole number');
});

test('the pace changes at once and can be taken back (BC-3)', async ({ page, request }) => {
  const paceNow = async () => (await read(request, '/api/pace')).pace;
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Slow' }).click();
  await expect.poll(paceNow).toBe('slow');
  await expect(page.getByTestId('pace-sentence')).toContainText('every hour');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(paceNow).toBe('paused');
});

test('a bot gets a pace of its own and follows all again (BC-3)', async ({ page, request }) => {
  const own = async () => (await read(request, '/api/pace')).bots;
  await page.goto('/settings');
  await page.getByLabel('Give a bot its own pace').click();
  await page.getByRole('option', { name: 'Mona Field' }).click();
  await expect.poll(own).toEqual([{ botId: 'mona-field', pace: 'paused' }]);
  await page.getByLabel('Pace of Mona Field').click();
  await page.getByRole('option', { name: 'Slow' }).click();
  await expect.poll(own).toEqual([{ botId: 'mona-field', pace: 'slow' }]);
  await page.getByRole('button', { name: 'Mona Field follows the pace of all again' }).click();
  await expect.poll(own).toEqual([]);
});

test('caps are saved after a question that names their effect, and unsaved ones are not lost silently (BC-9)', async ({
  page,
  request,
}) => {
  const before = await read(request, '/api/caps');
  await page.goto('/settings#caps');
  const tokens = page.locator('[name="botTokens"]');
  await tokens.fill('half');
  await expect(page.getByText('A whole number of tokens')).toBeVisible();
  await tokens.fill('1');
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('dialog')).toContainText('not saved');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByRole('dialog')).toContainText('would be capped at once');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await read(request, '/api/caps')).default.capTokens).toBe(1);
  await request.put('/api/caps', {
    data: {
      default: before.default,
      venture: { capTokens: before.venture.tokens.capTokens, capUsd: before.venture.usd.capUsd },
    },
  });
});

test('a provider says whether it answers, and no key is ever asked for (BC-7)', async ({ page, request }) => {
  await page.goto('/settings#providers');
  const scripted = page.locator('[data-provider="scripted"]');
  await scripted.getByRole('button', { name: 'Check' }).click();
  await expect(scripted.getByRole('status')).toContainText('answers');
  const { items } = await read(request, '/api/providers');
  for (const { provider, isConfigured } of items) {
    const card = page.locator(`[data-provider="${provider}"]`);
    await expect(card).toBeVisible();
    if (!isConfigured) await expect(card).toContainText('in the server’s environment');
    await expect(card.locator('input')).toHaveCount(0);
  }
});
