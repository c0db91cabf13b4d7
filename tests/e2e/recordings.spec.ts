/** A recorded session in place of the simulated audience (EC-27). */
import { expect, test, type Page } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

async function exampleOf(page: Page): Promise<Buffer> {
  await page.getByText('Format and an example').click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('recording-example').click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

for (const { colorScheme, width } of looks)
  test(`replaying is accessible and fits, ${colorScheme}, ${width} px (EC-27)`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    await page.goto('/sessions?replay=1');
    await expect(page.getByTestId('recording-drop')).toBeVisible();
    const buffer = await exampleOf(page);
    await page.locator('input[type="file"]').setInputFiles({ name: 'talk.csv', mimeType: 'text/csv', buffer });
    await expect(page.getByTestId('recording-read')).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    const overflow = await overflowOf(page);
    expect(overflow).toBeLessThanOrEqual(0);
    await context.close();
  });

test('the example is looked at, then watched, and the conductor notices its drop (EC-27)', async ({
  page,
  request,
}) => {
  await page.goto('/sessions');
  await expect(page.getByTestId('replay-open')).toBeVisible();
  await page.keyboard.press('u');
  const buffer = await exampleOf(page);
  await page.locator('input[type="file"]').setInputFiles({ name: 'our_talk.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByTestId('recording-read')).toContainText('People');
  await expect(page.getByLabel('Title')).toHaveValue('our talk');
  await page.getByTestId('recording-start').click();
  await expect(page).toHaveURL(/\/live\/ses_/);
  const id = page.url().split('/').at(-1)!;
  const session = async () => (await request.get(`/api/sessions/${id}`)).json();
  await expect.poll(async () => (await session()).status, { timeout: 30_000 }).toBe('ended');
  expect(await session()).toMatchObject({ title: 'our talk', isRecorded: true, mode: 'shadow' });
  expect((await session()).anomalyCount).toBeGreaterThan(0);
});

test('a line that cannot be read is named, with what would be right (EC-27)', async ({ page }) => {
  await page.goto('/sessions?replay=1');
  await page.locator('input[type="file"]').setInputFiles(csv('bad.csv', 'time,type,user\nsoon,join,ana\n'));
  await expect(page.getByTestId('recording-fault')).toContainText(/line 2/);
  await expect(page.getByTestId('recording-fault')).toContainText(/time/);
  await expect(page.getByTestId('recording-start')).toBeDisabled();
});

test('one of several sessions in a file is chosen (EC-27)', async ({ page }) => {
  const lines = ['monday', 'tuesday'].flatMap((session) =>
    Array.from({ length: 100 }, (_, index) => `${session},${index * 6},message,u${index % 9}`),
  );
  await page.goto('/sessions?replay=1');
  await page
    .locator('input[type="file"]')
    .setInputFiles(csv('week.csv', ['session,time,type,user', ...lines, ''].join('\n')));
  await page.getByTestId('recording-session').click();
  await page.getByRole('option', { name: 'tuesday' }).click();
  await expect(page.getByTestId('recording-read')).toContainText('9');
  await expect(page.getByLabel('Title')).toHaveValue('tuesday');
});
