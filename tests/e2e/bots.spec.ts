/** Bots as people use them: found, tuned, paused, asked why, and interviewed. */
import { expect, test, type APIRequestContext, type WebSocketRoute } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';

const read = async (request: APIRequestContext, path: string) => (await request.get(path)).json();
const configOf = (request: APIRequestContext, id: string) => read(request, `/api/bots/${id}/config`);

/** A bot that has written something, so that each part of its page has something to show. */
let writer = '';

test.beforeAll(async ({ request }) => {
  test.setTimeout(240_000);
  await request.put('/api/pace', { data: { pace: 'turbo' } });
  const findWriter = async () => {
    const { items } = await read(request, '/api/posts?limit=1');
    writer = items[0]?.authorId ?? '';
    return writer;
  };
  await expect.poll(findWriter, { timeout: 120_000 }).not.toBe('');
  await request.put('/api/pace', { data: { pace: 'paused' } });
});

const parts = [
  ['/bots', 'bot-grid'],
  ['/bots?density=table', 'bot-table'],
  ['BOT', 'profile'],
  ['BOT?tab=config', 'config'],
  ['BOT?tab=memory', 'warm'],
  ['BOT?tab=memory&layer=hot', 'hot'],
  ['BOT?tab=usage', 'forecast'],
  ['BOT?tab=heartbeats', 'heartbeat-bars'],
  ['BOT?tab=heartbeats&beat=1', 'why'],
  ['BOT?tab=interview', 'interview'],
] as const;

for (const { colorScheme, width } of looks)
  test(`bots are accessible and fit, ${colorScheme}, ${width} px (BC-11, BC-12)`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    for (const [path, testId] of parts) {
      await page.goto(path.replace('BOT', `/bots/${writer}`));
      await expect(page.getByTestId(testId)).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      expect(await seriousFaults(page), path).toEqual([]);
      const overflow = await overflowOf(page);
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await context.close();
  });

test('the address brings the filtered grid back, and a key finds the search (BC-16)', async ({ page }) => {
  await page.goto('/bots');
  await expect(page.locator('.bot-card')).toHaveCount(24);
  await page.keyboard.press('/');
  await page.keyboard.type('mona');
  await expect(page.locator('.bot-card')).toHaveCount(1);
  await expect(page).toHaveURL(/q=mona/);
  await page.reload();
  await expect(page.locator('.bot-card')).toHaveCount(1);
  await page.getByRole('link', { name: 'Mona Field' }).click();
  await expect(page).toHaveURL(/\/bots\/mona-field$/);
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/tab=config/);
});

test('a change outlives a reload, is confirmed before it is saved, and stands in the history (BC-10, BC-11)', async ({
  page,
  request,
}) => {
  await page.goto('/bots/leo-brandt?tab=config');
  const slider = page.getByRole('slider', { name: /Shyness/ });
  const before = Number(await slider.inputValue());
  await slider.focus();
  await slider.press('ArrowRight');
  await expect(page.locator('[data-tab="config"]')).toContainText('1 unsaved');
  await page.reload();
  await expect(slider).toHaveValue(String(before + 1));
  expect((await configOf(request, 'leo-brandt')).config.behaviour.shyness).toBe(before);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('dialog')).toContainText(`${before}`);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('history')).toContainText(`Shyness: ${before} → ${before + 1}`);
  const saved = await configOf(request, 'leo-brandt');
  expect([saved.version, saved.config.behaviour.shyness]).toEqual([1, before + 1]);

  await page.getByTestId('reset').click();
  await expect(page.getByRole('dialog')).toContainText('Reset to its file?');
  await page.getByTestId('reset-confirm').click();
  await expect(slider).toHaveValue(String(before));
  await expect(page.getByTestId('history')).toContainText('reset by you');
});

test('leaving with unsaved changes asks, and loses nothing that a person wants to keep (BC-11)', async ({ page }) => {
  await page.goto('/bots/jens-skov?tab=config');
  const slider = page.getByRole('slider', { name: /Creativity/ });
  await slider.focus();
  await slider.press('ArrowRight');
  const changed = await slider.inputValue();
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('link', { name: 'Bots' }).click();
  await expect(page.getByRole('dialog')).toContainText('Leave without saving?');
  await page.getByTestId('leave-stay').click();
  await expect(page).toHaveURL(/jens-skov/);
  await places.getByRole('link', { name: 'Bots' }).click();
  await page.getByTestId('leave-keep').click();
  await expect(page).toHaveURL(/\/bots$/);
  await page.goto('/bots/jens-skov?tab=config');
  await expect(slider).toHaveValue(changed);
  await page.getByTestId('discard').click();
  await expect(slider).not.toHaveValue(changed);
});

test('what somebody else saved meanwhile is shown and not overwritten (BC-10)', async ({ page, request }) => {
  await page.goto('/bots/priya-raman?tab=config');
  const slider = page.getByRole('slider', { name: /Aggression/ });
  await slider.focus();
  await slider.press('ArrowRight');
  const mine = Number(await slider.inputValue());
  const { config, version } = await configOf(request, 'priya-raman');
  config.behaviour.creativity = 3;
  const put = await request.put('/api/bots/priya-raman/config', { data: { config, version } });
  expect(put.ok()).toBe(true);
  await expect(page.getByTestId('conflict')).toContainText('Creativity');
  await expect(page.getByTestId('save')).toBeDisabled();
  await page.getByRole('button', { name: 'Put mine on top' }).click();
  await page.getByTestId('save').click();
  await page.getByTestId('save-confirm').click();
  await expect(page.getByText('Nothing changed')).toBeVisible();
  expect((await configOf(request, 'priya-raman')).config.behaviour).toMatchObject({ creativity: 3, aggression: mine });
});

test('a custom cap says both values, and a bot at its cap shows as capped and does nothing (BC-9, BC-11)', async ({
  page,
  request,
}) => {
  await page.goto('/bots/rita-calloway?tab=config');
  const cap = page.locator('[data-cap="tokens"]');
  await expect(cap).toContainText('in force');
  await cap.getByRole('button', { name: 'Custom' }).click();
  await cap.getByRole('spinbutton').fill('0');
  await expect(cap).toContainText('in force 0 tokens · default');
  await page.getByTestId('save').click();
  await page.getByTestId('save-confirm').click();
  await expect(page.getByText('Nothing changed')).toBeVisible();
  await request.put('/api/pace', { data: { pace: 'slow', botId: 'rita-calloway' } });
  await page.getByTestId('beat').click();
  await expect(page.getByTestId('why')).toContainText('Did nothing: cap');
  await page.goto('/bots');
  await expect(page.locator('[data-bot="rita-calloway"]').first()).toHaveAttribute('data-status', 'capped');
  await request.put('/api/bots/rita-calloway/cost-cap', { data: { capTokens: null, capUsd: null } });
  await request.put('/api/pace', { data: { pace: null, botId: 'rita-calloway' } });
});

test('one key makes a heartbeat, and its reasons are there at once and by address (BC-7)', async ({
  page,
  request,
}) => {
  await request.put('/api/pace', { data: { pace: 'slow', botId: 'yuki-tanabe' } });
  await page.goto('/bots/yuki-tanabe?tab=heartbeats');
  await expect(page.getByTestId('beat')).toBeEnabled();
  await page.keyboard.press('b');
  await expect(page.getByTestId('considered')).toContainText('Nothing');
  await expect(page.getByTestId('considered')).toContainText('drawn');
  await expect(page).toHaveURL(/beat=\d+/);
  await page.reload();
  await expect(page.getByTestId('considered')).toContainText('drawn');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('why')).toBeHidden();
  await request.put('/api/pace', { data: { pace: null, botId: 'yuki-tanabe' } });
});

test('one bot is paused and goes on by a key, the others not asked (BC-3)', async ({ page, request }) => {
  await request.put('/api/pace', { data: { pace: 'slow', botId: 'amara-okafor' } });
  await page.goto('/bots/amara-okafor');
  const status = async () => (await read(request, '/api/bots/amara-okafor')).status;
  await expect.poll(status).toBe('online');
  await expect(page.getByTestId('pause')).toContainText('Pause');
  await page.keyboard.press('p');
  await expect.poll(status).toBe('paused');
  await expect(page.getByTestId('pause')).toContainText('Go on');
  await request.put('/api/pace', { data: { pace: null, botId: 'amara-okafor' } });
});

test('an interview answers in character and changes nothing by itself (BC-17)', async ({ page, request }) => {
  const memory = () => read(request, `/api/bots/${writer}/memory`);
  const before = await memory();
  await page.goto(`/bots/${writer}?tab=interview`);
  await expect(page.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
  await page.getByTestId('question').fill('What is on your mind?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('AI-generated');
  await expect(page.getByRole('log')).toContainText(/Drew on/);
  expect((await memory()).warm).toEqual(before.warm);
});

test('a heartbeat reaches the grid by the stream, long before anybody would poll for it (BC-14)', async ({
  page,
  request,
}) => {
  await request.put('/api/pace', { data: { pace: 'slow', botId: 'tomasz-wilk' } });
  await page.goto('/bots');
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  const card = page.locator('.bot-card[data-bot="tomasz-wilk"]');
  await expect(card).toBeVisible();
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (sent) => asked.push(new URL(sent.url()).pathname));
  const response = await request.post('/api/bots/tomasz-wilk/heartbeats', { data: {} });
  expect(response.ok()).toBe(true);
  const { sentence } = await response.json();
  await expect(card).toContainText(sentence, { timeout: 8_000 });
  expect(asked).not.toContain('/api/bots');
  await request.put('/api/pace', { data: { pace: null, botId: 'tomasz-wilk' } });
});

test('while the stream is down the badge says so, bots are read every 10 s, and the stream comes back (BC-14)', async ({
  page,
  request,
}) => {
  const streams: WebSocketRoute[] = [];
  let isDown = false;
  await page.routeWebSocket(/\/ws\/activity/, (stream) => {
    if (isDown) return void stream.close({ code: 1011 });
    streams.push(stream);
    stream.connectToServer();
  });
  await request.put('/api/pace', { data: { pace: 'slow', botId: 'duc-tran' } });
  await page.goto('/bots');
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  const card = page.locator('.bot-card[data-bot="duc-tran"]');
  await expect(card).toBeVisible();
  isDown = true;
  await streams[0]!.close({ code: 1011 });
  await expect(page.getByTestId('stream-badge')).toContainText(/reconnecting/i);
  const { sentence } = await (await request.post('/api/bots/duc-tran/heartbeats', { data: {} })).json();
  await expect(card).toContainText(sentence, { timeout: 15_000 });
  isDown = false;
  await expect(page.getByTestId('stream-badge')).toContainText('Live', { timeout: 30_000 });
  await request.put('/api/pace', { data: { pace: null, botId: 'duc-tran' } });
});
