/** The coach as people use it: what it found, its four actions by keyboard alone, action plans and the record (CO-2, CO-5 to CO-7). */
import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

let server: OwnServer;

async function send(method: string, path: string, body?: object) {
  const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(server.url + path, { method, ...init })).json();
}
const coach = (path: string) => `/api/ventures/default/coach/${path}`;

/** Four sessions that nobody enjoyed: enough for several pieces of advice. */
test.beforeAll(async () => {
  server = await startOwnServer();
  await send('PUT', '/api/pace', { pace: 'paused' });
  const begun = [1, 2, 3, 4].map((seed) =>
    send('POST', '/api/sessions', { scenarioId: 'low-start', seed, speed: 'max', attendeeCount: 40 }),
  );
  for (const { id } of await Promise.all(begun))
    await expect.poll(async () => (await send('GET', `/api/sessions/${id}`)).status, { timeout: 90_000 }).toBe('ended');
  await send('POST', coach('insights/run'), {});
});
test.afterAll(() => server.close());

const open = (page: Page, path = '/coach') => page.goto(server.url + path);
const cards = (page: Page) => page.getByTestId('advice');
/** Presses a key until something has the focus, as one does who has no pointer. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let count = 0; count < 80; count += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('the keyboard does not reach it');
}
const press = async (page: Page, target: Locator) => {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
};
const action = (page: Page, name: string) => cards(page).first().getByRole('button', { name });

for (const { colorScheme, width } of looks)
  test(`the coach is accessible and fits, ${colorScheme}, ${width} px (CO-2, CO-5)`, async ({ browser }) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 844 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const check = async (what: string) => {
      expect(await seriousFaults(page), what).toEqual([]);
      expect(await overflowOf(page), `${what} scrolls sideways`).toBeLessThanOrEqual(0);
    };
    await open(page);
    await expect(cards(page).first()).toBeVisible();
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    await check('today');
    for (const [name, testId] of [
      ['Show details', 'advice-details'],
      ['Create action plan', 'wizard'],
      ['Tell me more', 'talk'],
    ] as const) {
      await action(page, name).click();
      await expect(page.getByTestId(testId)).toBeVisible();
      await expect(page.locator('[role="dialog"]')).toHaveCSS('opacity', '1');
      await check(name);
      await page.keyboard.press('Escape');
      await expect(page.getByTestId(testId)).toHaveCount(0);
    }
    await open(page, '/coach?tab=record');
    await expect(page.getByTestId('record')).toBeVisible();
    await check('record');
    await context.close();
  });

test('health says how it comes about, part by part, and what each piece of advice expects and why it is shown (CO-2, CO-5)', async ({
  page,
}) => {
  const health = await send('GET', coach('health'));
  const { items } = await send('GET', coach('recommendations'));
  await page.goto(`${server.url}/live`);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/coach$/);
  await expect(page.getByTestId('health-score')).toContainText(String(Math.round(health.score)));
  await expect(page.getByTestId('health-part')).toHaveCount(4);
  for (const [index, part] of health.parts.entries()) {
    const shown = page.getByTestId('health-part').nth(index);
    await shown.locator('summary').click();
    await expect(shown).toContainText(part.formula);
    await expect(shown).toContainText(part.points === null ? part.missing : part.arithmetic);
  }
  await expect(cards(page)).toHaveCount(items.length);
  await expect(cards(page).first()).toContainText(items[0].title);
  await expect(cards(page).first().getByTestId('prediction')).toContainText(items[0].prediction.sentence);
  await cards(page).first().getByText('Why this is shown').click();
  await expect(cards(page).first()).toContainText(items[0].ranking.why);
  await page.keyboard.press('r');
  await expect(page.getByTestId('insight')).toContainText('by hand, panel');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8').split('\r\n')).toHaveLength(items.length + 2);
});

test('all four actions go by keyboard alone, and a plan is ticked off where another panel sees it (CO-5, CO-6, CO-7)', async ({
  page,
  context,
}) => {
  await open(page);
  await expect(cards(page).first()).toBeVisible();
  const title = (await cards(page).first().getByRole('heading').textContent())!.trim();

  await press(page, action(page, 'Show details'));
  const details = page.getByTestId('advice-details');
  await expect(details.locator('dt')).toHaveCount(4);
  await press(page, details.getByRole('button', { name: 'Show as table' }));
  await expect(details.getByRole('table').first()).toBeVisible();
  await expect(details.getByTestId('breakdown')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);

  await press(page, action(page, 'Tell me more'));
  const talk = page.getByTestId('talk');
  await press(page, page.getByTestId('suggested').first());
  await expect(page.getByTestId('coach-answer')).toHaveCount(1);
  await expect(page.getByLabel('Your question')).toBeFocused();
  await page.keyboard.type('How sure are you?');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('coach-answer')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(talk).toHaveCount(0);

  await press(page, action(page, 'Create action plan'));
  const field = page.getByTestId('plan-title');
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Give it a title.')).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type('Warm up the openings');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('plan-starts')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('plan-task')).toHaveCount(1);
  await press(page, page.getByRole('button', { name: 'Add a task' }));
  await expect(page.getByLabel('Task 2', { exact: true })).toBeFocused();
  await press(page, page.getByTestId('wizard-next'));
  await expect(page.getByText('Say what is to be done.')).toBeVisible();
  await expect(page.getByLabel('Task 2', { exact: true })).toBeFocused();
  await page.keyboard.type('Begin with a poll');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('plan-summary')).toContainText('Begin with a poll');
  await press(page, page.getByTestId('wizard-next'));
  await expect(page).toHaveURL(/tab=plans/);
  const plan = page.getByTestId('plan');
  await expect(plan).toContainText('Warm up the openings');
  await expect(plan).toContainText('0 of 2 done');

  const other = await context.newPage();
  await open(other, '/coach?tab=plans');
  await expect(other.getByTestId('plan')).toContainText('0 of 2 done');
  await tabTo(page, plan.getByRole('checkbox', { name: 'Begin with a poll' }));
  await page.keyboard.press('Space');
  await expect(plan).toContainText('1 of 2 done');
  await expect(other.getByTestId('plan')).toContainText('1 of 2 done');
  await other.close();

  await open(page);
  await expect(cards(page).first()).toContainText('1 action plan');
  await press(page, action(page, 'Feedback'));
  await press(page, page.getByRole('button', { name: 'Not helpful' }));
  await expect(page.getByTestId('send-feedback')).toBeDisabled();
  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('Space');
  await press(page, page.getByTestId('send-feedback'));
  await expect(page.getByTestId('thanks')).toBeVisible();
  await expect(page.getByTestId('thanks')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: title, exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Resting' }).click();
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await cards(page).first().getByText('Why this is shown').click();
  const [resting] = (await send('GET', coach('recommendations?state=resting'))).items;
  expect(resting.ranking.feedbackFactor).toBeLessThan(1);
  await expect(cards(page).first()).toContainText(resting.ranking.feedbackWhy);
});
