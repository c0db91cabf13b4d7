/** Questions of bots to whoever sent them: asked in real calls, answered wherever one is in the panel (OR-6, OR-7). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

/** They always pick up, always ask the same, and agree once it is answered. */
const contactFile = (id: string, name: string) => `id: ${id}
name: ${name}
role: attendee
phone: '+999 90 555 0100'
timeZone: UTC
callingHours: { days: [mon, tue, wed, thu, fri, sat, sun], from: '00:00', to: '23:59' }
answer: { answerPercent: 100, busyPercent: 0 }
patienceTurns: 30
temperament: warm
agreePercent: 100
doubts:
  - about: bringing a dog
    question: May I bring my dog to the hall?
style: Friendly and brief.
`;
const contacts = [
  ['vera-lind', 'Vera Lind'],
  ['wim-maas', 'Wim Maas'],
  ['xenia-roth', 'Xenia Roth'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'claque-e2e-contacts-'));
let server: OwnServer;

test.beforeAll(async () => {
  for (const [id, name] of contacts) writeFileSync(join(folder, `${id}.yaml`), contactFile(id, name));
  server = await startOwnServer({ CLAQUE_CONTACT_DIR: folder });
  await send('PUT', '/api/outreach/clock', { speed: 600 });
  await send('PUT', '/api/pace', { pace: 'paused' });
});
test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(method: string, path: string, body?: object) {
  const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(server.url + path, { method, ...init })).json();
}
const task = (id: string) => send('GET', `/api/tasks/${id}`);

/** Has a bot call somebody who will ask something that it cannot know. @returns The id of the task. */
async function giveErrand(contactId: (typeof contacts)[number][0], botId = 'mona-field'): Promise<string> {
  return (await send('POST', '/api/tasks', { botId, contactId, objective: 'Win them back for the autumn summit.' })).id;
}
/** Calls that got to talk: somebody who is busy asks for another time now and then. */
const talksOf = (calls: readonly { outcome: string | null }[]) =>
  calls.filter(({ outcome }) => outcome !== 'RESCHEDULED');
const untilAsked = (taskId: string) =>
  expect.poll(async () => (await task(taskId)).openQuestionCount, { timeout: 30_000 }).toBe(1);

/** Nothing of an earlier test may wait for an answer. */
test.afterEach(async () => {
  for (const { id, taskId } of (await send('GET', '/api/questions?status=open')).items) {
    await send('POST', `/api/tasks/${taskId}/cancel`, { reason: 'The test is over.' });
    await expect.poll(async () => (await send('GET', `/api/questions/${id}`)).status).not.toBe('open');
  }
});

/** Its number counts notifications too, such as that a task is done; its name says what it is made of. */
const bell = (page: Page) => page.getByTestId('bell');
const modal = (page: Page) => page.getByTestId('question');
const visit = async (page: Page, path: string) => {
  await page.goto(server.url + path);
  await expect(page.getByTestId('stream-badge')).toHaveAttribute('data-status', 'live');
};

for (const { colorScheme, width } of looks)
  test(`a question and the bell are accessible and fit, ${colorScheme}, ${width} px (OR-7)`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 740 } });
    const page = await context.newPage();
    await visit(page, '/executions');
    await giveErrand('vera-lind');
    await expect(modal(page)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByTestId('question-task')).toContainText('in call 1 with Vera Lind');
    expect(await seriousFaults(page), 'while the call waits').toEqual([]);
    const box = await modal(page).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= width && box.height <= 740, 'it fits').toBe(true);
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByTestId('bell').click();
    await expect(page.getByTestId('inbox').getByTestId('question-form')).toBeVisible();
    expect(await seriousFaults(page), 'the bell').toEqual([]);
    expect(await overflowOf(page), 'scrolls sideways').toBeLessThanOrEqual(0);
    await context.close();
  });

test('it comes up wherever one is, and answered in time, by keyboard alone, goes into the call (OR-6, OR-7)', async ({
  page,
}) => {
  await visit(page, '/statistics');
  const id = await giveErrand('vera-lind');
  await expect(modal(page)).toBeVisible({ timeout: 30_000 });
  await expect(modal(page)).toContainText('Mona Field has a question');
  await expect(modal(page)).toContainText('May I bring my dog to the hall?');
  await expect(page.getByTestId('countdown')).toContainText(/The call waits \d+ s more/);
  await expect(bell(page)).toHaveAttribute('aria-label', /1 question/);
  await expect(page).toHaveTitle(/^\(1\) Statistics/);
  await expect(page.getByTestId('question-form')).toBeFocused();
  await page.getByLabel('words').focus();
  await page.keyboard.type('Yes, on a lead.');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The call goes on with your answer.', { exact: true })).toBeVisible();
  await expect(modal(page)).toHaveCount(0);
  await expect(bell(page)).not.toHaveAttribute('aria-label', /question/);
  await expect.poll(async () => (await task(id)).status, { timeout: 30_000 }).toBe('COMPLETED');
  const { calls, questions } = await task(id);
  expect(questions[0].answer).toMatchObject({ text: 'Yes, on a lead.', by: 'panel', isLive: true });
  expect(talksOf(calls)).toHaveLength(1);
  expect(calls[0].turns.map(({ text }: { text: string }) => text).join('\n')).toContain('on a lead');
});

test('put aside it stays behind the bell, and answered after the call it leads to another one (OR-6, OR-7)', async ({
  page,
}) => {
  await visit(page, '/bots');
  const id = await giveErrand('vera-lind');
  await expect(modal(page)).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await expect(modal(page)).toHaveCount(0);
  await page.reload();
  await expect(bell(page)).toHaveAttribute('aria-label', /1 question/);
  await expect.poll(async () => (await task(id)).status, { timeout: 30_000 }).toBe('PENDING_USER_INFO');
  await page.keyboard.press('q');
  const inbox = page.getByTestId('inbox');
  await expect(inbox.getByTestId('countdown')).toContainText('The call has ended');
  await expect(inbox.getByTestId('countdown')).toContainText('An answer starts a new call');
  await inbox.getByRole('button', { name: /^Yes/ }).dblclick();
  await expect(page.getByText('A new call goes out with your answer.', { exact: true })).toHaveCount(1);
  await expect(inbox.getByTestId('question-end')).toContainText('You answered “Yes”');
  await expect.poll(async () => (await task(id)).status, { timeout: 30_000 }).toBe('COMPLETED');
  const { calls, questions } = await task(id);
  expect(questions).toHaveLength(1);
  expect(questions[0].answer).toMatchObject({ text: 'Yes', isLive: false });
  expect(talksOf(calls)).toHaveLength(2);
});

test('an answer that comes second is told so in the server’s words, and how it had ended (OR-7)', async ({ page }) => {
  await visit(page, '/community');
  const id = await giveErrand('vera-lind');
  await expect(modal(page)).toBeVisible({ timeout: 30_000 });
  await page.route('**/api/questions/*/answer', async (route) => {
    const [{ id: questionId }] = (await task(id)).questions;
    await send('POST', `/api/questions/${questionId}/answer`, { text: 'Only small ones.' });
    await route.continue();
  });
  await page.getByRole('button', { name: /^No/ }).click();
  await expect(modal(page).getByRole('alert')).toContainText('Only small ones.');
  await expect(page.getByTestId('question-end')).toContainText('answered “Only small ones.”');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(modal(page)).toHaveCount(0);
});

test('whoever was away gets the questions in their order, one at a time (OR-7)', async ({ page }) => {
  const first = await giveErrand('vera-lind', 'leo-brandt');
  await untilAsked(first);
  const second = await giveErrand('wim-maas', 'amara-okafor');
  await untilAsked(second);
  await visit(page, '/sessions');
  await expect(modal(page)).toContainText('Leo Brandt has a question');
  await expect(modal(page)).toContainText('1 more question');
  await expect(bell(page)).toHaveAttribute('aria-label', /2 question/);
  await modal(page).getByRole('button', { name: /^Yes/ }).click();
  await expect(modal(page)).toContainText('Amara Okafor has a question');
  await expect(page.getByTestId('question-form')).toBeFocused();
  await modal(page).getByRole('button', { name: /^No/ }).click();
  await expect(modal(page)).toHaveCount(0);
  await expect(bell(page)).not.toHaveAttribute('aria-label', /question/);
});

test('whoever writes is only told, keeps what is typed, and finds the place again (OR-7)', async ({ page }) => {
  await visit(page, '/bots');
  const field = page.getByRole('searchbox').or(page.locator('main input')).first();
  await field.click();
  await page.keyboard.type('mon');
  const id = await giveErrand('xenia-roth');
  const notice = page.getByText('Mona Field has a question', { exact: true }).first();
  for (let typedCount = 0; !(await notice.isVisible()); typedCount += 1) {
    await page.keyboard.press(typedCount % 2 === 0 ? 'a' : 'Backspace');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await expect(field).toBeFocused();
  await expect(modal(page)).toHaveCount(0);
  // Nobody writes any more: now it comes up, and gives the field back afterwards.
  await expect(modal(page)).toBeVisible({ timeout: 15_000 });
  await page.keyboard.press('Escape');
  await expect(modal(page)).toHaveCount(0);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/^mona?$/);
  await expect(bell(page)).toHaveAttribute('aria-label', /1 question/);
  expect((await task(id)).openQuestionCount).toBe(1);
});
