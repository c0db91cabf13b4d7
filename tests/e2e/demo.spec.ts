/** The main job in a real browser: an audience drops, is noticed, is won back (EC-22, EC-23). */
import { expect, test } from '@playwright/test';

test('the demo shows the drop, the alert, a suggestion, the recovery after approval, and the ghost line (EC-23)', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/');
  const startMs = Date.now();
  await page.getByTestId('demo-button').first().click();
  await expect(page).toHaveURL(/\/live\/ses_/);
  const sessionId = page.url().split('/').at(-1)!;

  // The drop and the alert.
  await expect(page.getByTestId('anomaly-mark').first()).toBeVisible({ timeout: 30_000 });
  // The suggestion, with its reasons.
  const suggestion = page.getByTestId('suggestion').first();
  await expect(suggestion).toBeVisible({ timeout: 15_000 });
  await expect(suggestion).toContainText(/Engagement fell within seconds/);
  await expect(page.getByTestId('conductor-state')).toHaveAttribute('data-state', 'awaiting_approval');
  await page.getByTestId('approve').first().click();

  // The intervention runs, and the audience comes back beside the ghost.
  await expect(page.getByTestId('conductor-state')).toHaveAttribute('data-state', /intervening|measuring/, {
    timeout: 15_000,
  });
  await expect(page.getByTestId('ghost-legend')).toBeVisible({ timeout: 15_000 });
  const reached = async () => {
    const counterfactual = await (await page.request.get(`/api/sessions/${sessionId}/counterfactual`)).json();
    const latest = counterfactual.points.at(-1);
    return latest ? latest.score - latest.ghostScore : 0;
  };
  await expect.poll(reached, { timeout: 30_000 }).toBeGreaterThan(0.15);
  expect((Date.now() - startMs) / 1_000, 'all of it within a minute of wall time').toBeLessThan(60);

  const { items } = await (await page.request.get(`/api/sessions/${sessionId}/interventions`)).json();
  expect(items[0]).toMatchObject({ number: 1, decidedBy: 'panel', anomalyType: 'SUDDEN_DROP' });
  expect(errors).toEqual([]);
  await page.request.post(`/api/sessions/${sessionId}/stop`);
});

test('the demo goes on by itself when nobody answers', async ({ page }) => {
  await page.goto('/');
  await page.getByTestId('demo-button').first().click();
  await expect(page.getByTestId('suggestion').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('conductor-state')).toHaveAttribute('data-state', /intervening|measuring/, {
    timeout: 30_000,
  });
  const sessionId = page.url().split('/').at(-1)!;
  const { items } = await (await page.request.get(`/api/sessions/${sessionId}/interventions`)).json();
  expect(items.map((item: { decidedBy: string }) => item.decidedBy)).toContain('demo');
  await page.request.post(`/api/sessions/${sessionId}/stop`);
});
