/** The tour of the Live view: offered once, skipped and replayed, never in the way (EC-24). */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { looks, overflowOf } from './accessible.ts';

async function pausedSession(request: APIRequestContext): Promise<string> {
  const response = await request.post('/api/sessions', {
    data: { scenarioId: 'webinar-drop', seed: 7, isPaused: true },
  });
  expect(response.status()).toBe(201);
  return (await response.json()).id;
}

test('the tour is offered once, goes by keyboard, and ends with Esc (EC-24)', async ({ page, request }) => {
  const id = await pausedSession(request);
  await page.goto(`/live/${id}`);
  await expect(page.getByTestId('tour-offer')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByTestId('tour-start').focus();
  await page.keyboard.press('Enter');
  const step = page.getByTestId('tour-step');
  await expect(step).toContainText('Step 1 of 6');
  await expect(page.locator('.toured')).toHaveAttribute('data-tour', 'score');
  await page.keyboard.press('ArrowRight');
  await expect(step).toContainText('Step 2 of 6');
  await page.keyboard.press('ArrowLeft');
  await expect(step).toContainText('Step 1 of 6');
  await page.keyboard.press('Enter');
  await expect(step).toContainText('Step 2 of 6');
  await page.keyboard.press('Escape');
  await expect(step).toHaveCount(0);
  await expect(page.locator('.toured')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('score')).toBeVisible();
  await expect(page.getByTestId('tour-offer')).toHaveCount(0);
  await request.post(`/api/sessions/${id}/stop`);
});

test('the session can be used beside a step, and the tour is replayed from the key sheet and the palette (EC-24)', async ({
  page,
  request,
}) => {
  const id = await pausedSession(request);
  await page.goto(`/live/${id}`);
  await page.getByTestId('tour-decline').click();
  await expect(page.getByTestId('tour-offer')).toHaveCount(0);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Show me around the Live view' }).click();
  await expect(page.getByTestId('tour-step')).toContainText('Step 1 of 6');
  await page.getByRole('button', { name: /^Semi/ }).click();
  await expect.poll(async () => (await (await request.get(`/api/sessions/${id}`)).json()).mode).toBe('semi');
  await page.getByTestId('tour-skip').click();
  await page.goto('/bots');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('show me around');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/live/);
  await request.post(`/api/sessions/${id}/stop`);
});

for (const { colorScheme, width } of looks)
  test(`every step is accessible and fits, ${colorScheme}, ${width} px (EC-24)`, async ({
    browser,
    request,
    baseURL,
  }) => {
    // With interventions to its name: a step then points at something longer than a telephone is high.
    const started = await request.post('/api/sessions', {
      data: { scenarioId: 'webinar-drop', seed: 7, mode: 'auto', speed: 'max' },
    });
    const { id } = await started.json();
    await expect
      .poll(async () => (await (await request.get(`/api/sessions/${id}`)).json()).status, { timeout: 30_000 })
      .toBe('ended');
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 780 }, baseURL: baseURL! });
    const page = await context.newPage();
    await page.goto(`/live/${id}`);
    await page.getByTestId('tour-start').click();
    for (let number = 1; number <= 6; number += 1) {
      const step = page.getByTestId('tour-step');
      await expect(step).toContainText(`Step ${number} of 6`);
      await expect(step).toBeInViewport({ ratio: 1 });
      const { violations } = await new AxeBuilder({ page }).include('[data-testid="tour-step"]').analyze();
      expect(violations.map(({ id: rule }) => rule)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      await page.getByTestId('tour-next').click();
    }
    await expect(page.getByTestId('tour-step')).toHaveCount(0);
    await context.close();
  });
