/** Why this? Decisions explained, judged in shadow, and set against what was expected (EC-14 to EC-18). */
import { readFileSync } from 'node:fs';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { looks, seriousFaults } from './accessible.ts';

async function startSession(request: APIRequestContext, body: Record<string, unknown>): Promise<string> {
  const response = await request.post('/api/sessions', { data: { scenarioId: 'webinar-drop', seed: 7, ...body } });
  expect(response.status()).toBe(201);
  return (await response.json()).id;
}

async function ended(request: APIRequestContext, id: string): Promise<void> {
  const status = async () => (await (await request.get(`/api/sessions/${id}`)).json()).status;
  await expect.poll(status, { timeout: 30_000 }).toBe('ended');
}

const interventions = async (request: APIRequestContext, id: string) =>
  (await (await request.get(`/api/sessions/${id}/interventions`)).json()).items;

test('W explains the suggestion that waits, and the URL brings the answer back (EC-15)', async ({ page, request }) => {
  const id = await startSession(request, { mode: 'manual', speed: 20 });
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('suggestion').first()).toBeVisible({ timeout: 40_000 });
  await request.post(`/api/sessions/${id}/pause`);
  await page.keyboard.press('w');
  const decision = page.getByTestId('decision');
  await expect(decision.getByTestId('decision-signals')).toContainText('Sudden drop');
  await expect(decision.getByTestId('decision-arms').getByRole('listitem').first()).toContainText('chosen');
  await expect(decision.getByTestId('decision-decider')).toContainText('waits for you');
  await expect(page).toHaveURL(/decision=1/);
  await page.reload();
  await expect(decision).toHaveAttribute('data-number', '1');
  await page.keyboard.press('Escape');
  await expect(decision).toBeHidden();
  await request.post(`/api/sessions/${id}/stop`);
});

test('what was measured stands beside what was expected, and its minute on the chart (EC-17, EC-18)', async ({
  page,
  request,
}) => {
  const id = await startSession(request, { mode: 'auto', speed: 'max' });
  await ended(request, id);
  await page.goto(`/live/${id}`);
  await page.getByTestId('pick').last().click();
  await expect(page.getByTestId('picked')).toContainText(/[+−]?\d+\.\d points in its minute/);
  await expect(page).toHaveURL(/picked=1/);
  // A mark on the chart leads to the same answer.
  const chart = page.getByTestId('chart');
  const box = (await chart.boundingBox())!;
  const isMark = () => chart.evaluate((canvas) => getComputedStyle(canvas).cursor === 'pointer');
  let x = box.width - 40;
  for (; x > 40; x -= 6) {
    await page.mouse.move(box.x + x, box.y + 60);
    if (await isMark()) break;
  }
  await page.mouse.click(box.x + x, box.y + 60);
  const decision = page.getByTestId('decision');
  await expect(decision.getByTestId('decision-uplift')).toContainText('Measured against its own counterfactual');
  await expect(decision.getByTestId('decision-standing')).toContainText(/expected/);
  await expect(decision.getByTestId('decision-outcome')).toContainText(/trials have now succeeded|points/);
  await expect(decision.getByTestId('decision-decider')).toContainText('The conductor.');
});

test('a rule-based policy is told honestly: nothing was drawn (EC-13)', async ({ page, request }) => {
  const id = await startSession(request, { mode: 'auto', speed: 'max', policy: 'rules' });
  await ended(request, id);
  await page.goto(`/live/${id}?decision=1`);
  await expect(page.getByTestId('decision')).toContainText('Nothing was drawn');
});

test('a decision in shadow is answered by one key, and the verdict is kept (EC-14)', async ({ page, request }) => {
  const id = await startSession(request, { mode: 'manual', speed: 20 });
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('score')).toBeVisible();
  await page.keyboard.press('4');
  await expect(page.getByRole('button', { name: 'Shadow' })).toHaveAttribute('aria-pressed', 'true');
  const card = page.getByTestId('shadow');
  await expect(card).toContainText(/In shadow: would (have )?launch/, { timeout: 40_000 });
  await expect(card).toContainText('I would have');
  await page.keyboard.press('a');
  const verdicts = async () => (await interventions(request, id)).map(({ verdict }: { verdict: string }) => verdict);
  await expect.poll(verdicts).toContain('agree');
  await expect(page.getByTestId('intervention').last()).toContainText('You would have done it too');
  expect(
    (await interventions(request, id)).every(({ startedTick }: { startedTick: unknown }) => startedTick === null),
  ).toBe(true);
  await request.post(`/api/sessions/${id}/stop`);
});

test('words by a model are waited for, and say where they came from (EC-16)', async ({ page, request }) => {
  const id = await startSession(request, { mode: 'manual', speed: 5, wording: 'model' });
  await request.put(`/api/sessions/${id}/speed`, { data: { speed: 20 } });
  await page.goto(`/live/${id}`);
  const suggestion = page.getByTestId('suggestion').first();
  await expect(suggestion.getByTestId('approve')).toBeEnabled({ timeout: 60_000 });
  await request.post(`/api/sessions/${id}/pause`);
  const [first] = await interventions(request, id);
  if (first.content.source === 'model') await expect(suggestion).toContainText('AI-generated');
  else await expect(suggestion).not.toContainText('AI-generated');
  await page.keyboard.press('w');
  await expect(page.getByTestId('decision-words')).toContainText(
    first.content.source === 'model' ? 'Written by the language model' : 'From a template',
  );
  await request.post(`/api/sessions/${id}/stop`);
});

test('a recording is shown as one: nothing can be done, and the host is set beside the proposals (EC-27)', async ({
  page,
  request,
}) => {
  const response = await request.post('/api/recordings?title=Town%20hall', {
    headers: { 'content-type': 'text/csv' },
    data: readFileSync('seeds/recordings/webinar-drop.csv', 'utf8'),
  });
  expect(response.status()).toBe(201);
  const { id } = await response.json();
  await ended(request, id);
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('recorded')).toBeVisible();
  await expect(page.getByTestId('inject')).toBeHidden();
  await expect(page.getByRole('group', { name: 'Mode' }).getByRole('button')).toHaveText([/Shadow/, /Off/]);
  await expect(page.getByTestId('proposals')).toContainText('No uplift is claimed');
  await page.keyboard.press('w');
  await expect(page.getByTestId('decision')).toContainText('Decided in shadow mode');
});

for (const { colorScheme, width } of looks)
  test(`an explanation is accessible and fits, ${colorScheme}, ${width} px`, async ({ browser, request, baseURL }) => {
    const id = await startSession(request, { mode: 'auto', speed: 'max' });
    await ended(request, id);
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    await page.goto(`/live/${id}?decision=1&picked=1`);
    await expect(page.getByTestId('decision')).toBeVisible();
    // The slide-over comes in; half transparent its text has another contrast.
    await expect(page.getByRole('dialog')).toHaveCSS('transform', /none|matrix\(1, 0, 0, 1, 0, 0\)/);
    expect(await seriousFaults(page)).toEqual([]);
    await context.close();
  });
