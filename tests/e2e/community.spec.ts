/** The community as people watch it: threads, the live feed, a conversation, the social graph. */
import { expect, test, type APIRequestContext, type Page, type WebSocketRoute } from '@playwright/test';
import { looks, overflowOf, seriousFaults } from './accessible.ts';

interface Summary {
  id: number;
  title: string;
  replyCount: number;
  upCount: number;
}

/** The thread with most replies. A community that has just begun is let go on until there is one worth looking at. */
async function busiestThread(request: APIRequestContext): Promise<Summary> {
  const busiest = async () => {
    const { items } = (await (await request.get('/api/threads?limit=50')).json()) as { items: Summary[] };
    return items.toSorted((one, other) => other.replyCount - one.replyCount)[0];
  };
  const isWorthIt = async () => {
    const thread = await busiest();
    return thread !== undefined && thread.replyCount >= 3 && thread.upCount > 0;
  };
  if (await isWorthIt()) return (await busiest())!;
  const { items: bots } = (await (await request.get('/api/bots?limit=100')).json()) as { items: { id: string }[] };
  await setPace(request, 'turbo');
  await expect(async () => {
    await beatAll(request, bots);
    expect(await isWorthIt()).toBe(true);
  }).toPass({ timeout: 90_000, intervals: [50] });
  await setPace(request, 'paused');
  return (await busiest())!;
}

/** One heartbeat of each, now. */
const beatAll = (request: APIRequestContext, bots: readonly { id: string }[]) =>
  Promise.all(bots.map(({ id }) => request.post(`/api/bots/${id}/heartbeats`)));

const setPace = (request: APIRequestContext, pace: string) => request.put('/api/pace', { data: { pace } });
const paceOf = async (request: APIRequestContext) =>
  ((await (await request.get('/api/pace')).json()) as { pace: string }).pace;

async function newestActivity(request: APIRequestContext): Promise<number> {
  const { items } = (await (await request.get('/api/activity?limit=1')).json()) as { items: { number: number }[] };
  return items[0]?.number ?? 0;
}

test.beforeEach(async ({ request }) => {
  await setPace(request, 'paused');
});
test.afterAll(async ({ request }) => {
  await setPace(request, 'normal');
});

for (const { colorScheme, width } of looks)
  test(`the community is accessible and fits, ${colorScheme}, ${width} px`, async ({ browser, request, baseURL }) => {
    const { id } = await busiestThread(request);
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, baseURL: baseURL! });
    const page = await context.newPage();
    for (const [path, ready] of [
      ['/community', 'threads'],
      ['/community?show=activity', 'feed'],
      [`/community/threads/${id}`, 'conversation'],
      ['/community/graph', 'graph'],
      ['/community/graph?as=table', 'graph-table'],
    ] as const) {
      await page.goto(path);
      await expect(page.getByTestId(ready)).toBeVisible();
      expect(await seriousFaults(page), path).toEqual([]);
      const overflow = await overflowOf(page);
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await context.close();
  });

test('what bots do arrives by the stream, and says why in one click (BC-14)', async ({ page, request }) => {
  await page.goto('/community?type=all');
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  const first = page.getByTestId('feed').locator('[data-activity]').first();
  const before = await newestActivity(request);
  await setPace(request, 'turbo');
  await expect
    .poll(async () => Number(await first.getAttribute('data-activity')), { timeout: 60_000 })
    .toBeGreaterThan(before);
  const why = page.getByTestId('feed').getByRole('button', { name: 'why?' }).first();
  await expect(why).toBeVisible({ timeout: 60_000 });
  await setPace(request, 'paused');
  await why.click();
  await expect(page).toHaveURL(/why=\d+/);
  await expect(page.getByRole('dialog')).toContainText(/What it (saw|considered)/);
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/why=/);
});

/** Longer than the 10 s between two readings while the stream is down: whatever polls shows itself. */
const noPollMs = 12_000;

/** Moves the page's clock, which has to be installed, a second at a time: what a timer asks for may be answered between. */
async function pass(page: Page, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000) await page.clock.runFor(1_000);
}

/** What the page asks the server for from now on, with when it did. */
function apiRequests(page: Page): { path: string; at: number }[] {
  const asked: { path: string; at: number }[] = [];
  page.on('request', (sent) => {
    const { pathname } = new URL(sent.url());
    if (pathname.startsWith('/api/')) asked.push({ path: pathname, at: Date.now() });
  });
  return asked;
}

/** When the page asks for something, by its own clock, which no busy machine holds up. */
async function timesOf(page: Page, path: string): Promise<() => Promise<number[]>> {
  await page.addInitScript((wanted) => {
    const send = window.fetch;
    const times: number[] = [];
    window.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, location.href);
      // What has many pages is read page by page, at once: that is one reading.
      const isFirstPage = Number(url.searchParams.get('offset')) === 0;
      if (url.pathname === wanted && isFirstPage) times.push(Date.now());
      return send(input, init);
    };
    Object.assign(window, { times });
  }, path);
  return () => page.evaluate(() => (window as unknown as { times: number[] }).times);
}

/** Until nothing has been asked for three seconds: what a page reads first it reads one after the other. */
async function settled(asked: { at: number }[]): Promise<void> {
  const sinceMs = Date.now();
  const isQuiet = () => Date.now() - sinceMs > 3_000 && asked.every(({ at }) => Date.now() - at > 3_000);
  await expect.poll(isQuiet, { timeout: 60_000 }).toBe(true);
  asked.length = 0;
}

interface Happened {
  number: number;
  type: string;
  payload: { gate?: string | null };
}
const writes = ['thread.opened', 'post.created'];
/** Whether an activity may have changed what an address answers. */
const calls: Record<string, (activity: Happened) => boolean> = {
  '/api/threads': ({ type }) => type === 'vote.cast' || writes.includes(type),
  '/api/caps': ({ type, payload }) => payload.gate === 'model' || type === 'memory.compacted' || writes.includes(type),
  '/api/bots': ({ type }) => type === 'pace.changed',
  '/api/pace': ({ type }) => type === 'pace.changed',
};

test('each view has a title of its own, by which tabs and history tell it apart', async ({ page, request }) => {
  const { id, title } = await busiestThread(request);
  await page.goto('/community');
  await expect(page).toHaveTitle('Community · Claque');
  await page.goto(`/community/threads/${id}`);
  await expect(page).toHaveTitle(`${title} · Claque`);
  await page.goto('/bots/mona-field');
  await expect(page).toHaveTitle('Mona Field · Claque');
});

test('nothing polls while the stream is up: each request is called for by what a bot did (BC-14)', async ({
  page,
  request,
}) => {
  await page.clock.install();
  await page.goto('/community');
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  const asked = apiRequests(page);
  await settled(asked);
  await pass(page, noPollMs);
  expect(asked, 'while nothing happens nothing is asked').toEqual([]);

  const before = await newestActivity(request);
  const since = async () => {
    const { items } = (await (await request.get('/api/activity?limit=500')).json()) as { items: Happened[] };
    return items.filter(({ number }) => number > before);
  };
  const { items: bots } = (await (await request.get('/api/bots?limit=100')).json()) as { items: { id: string }[] };
  await setPace(request, 'slow');
  await expect(async () => {
    await beatAll(request, bots);
    expect((await since()).filter(({ type }) => writes.includes(type)).length).toBeGreaterThanOrEqual(2);
  }).toPass({ timeout: 60_000, intervals: [50] });
  await setPace(request, 'paused');
  await expect.poll(() => asked.filter(({ path }) => path === '/api/threads').length).toBeGreaterThanOrEqual(1);
  await page.waitForLoadState('networkidle');
  const happened = await since();
  for (const path of new Set(asked.map((one) => one.path))) {
    const times = asked.filter((one) => one.path === path).length;
    expect(times, path).toBeLessThanOrEqual(happened.filter((activity) => calls[path]?.(activity)).length);
  }
});

/** A page whose stream can be cut, and mended. */
async function withBreakableStream(page: Page) {
  const streams: WebSocketRoute[] = [];
  let isDown = false;
  await page.routeWebSocket(/\/ws\/activity/, (stream) => {
    if (isDown) return void stream.close({ code: 1011 });
    streams.push(stream);
    stream.connectToServer();
  });
  return {
    cut: () => {
      isDown = true;
      return Promise.all(streams.map((stream) => stream.close({ code: 1011 })));
    },
    mend: () => (isDown = false),
  };
}

const readings = [
  ['/community', '/api/threads'],
  ['/statistics', '/api/stats/usage'],
  ['/sessions', '/api/sessions'],
] as const;

for (const [path, reading] of readings)
  test(`${path} is read every 10 s while the stream is down, and no more once it is back (BC-14)`, async ({ page }) => {
    await page.clock.install();
    const times = await timesOf(page, reading);
    const stream = await withBreakableStream(page);
    await page.goto(path);
    await expect(page.getByTestId('stream-badge')).toContainText('Live');
    const asked = apiRequests(page);
    await settled(asked);
    const before = (await times()).length;
    await stream.cut();
    await expect(page.getByTestId('stream-badge')).toContainText(/reconnecting, last update \d+ s ago/i);
    const readings = async () => (await times()).slice(before);
    await expect(async () => {
      await pass(page, 1_000);
      expect((await readings()).length).toBeGreaterThanOrEqual(3);
    }).toPass({ timeout: 60_000, intervals: [50] });
    const [first, second, third] = (await readings()) as [number, number, number];
    for (const gapMs of [second - first, third - second]) {
      expect(gapMs).toBeGreaterThan(8_000);
      expect(gapMs).toBeLessThan(20_000);
    }
    stream.mend();
    await expect(async () => {
      await pass(page, 1_000);
      await expect(page.getByTestId('stream-badge')).toContainText('Live', { timeout: 200 });
    }).toPass({ timeout: 60_000, intervals: [50] });
    // What happened meanwhile is read once, when the stream is back.
    await settled(asked);
    await pass(page, noPollMs);
    expect(asked).toEqual([]);
  });

test('the pace follows a command of the palette, and every key stands on the sheet (BC-3, BC-16)', async ({
  page,
  request,
}) => {
  await page.goto('/community');
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('all bots: slow');
  await page.keyboard.press('Enter');
  await expect.poll(() => paceOf(request)).toBe('slow');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  for (const what of ['Next, previous thread or post', 'Show the new posts of a thread', 'Social graph as table'])
    await expect(page.getByRole('dialog')).toContainText(what);
  expect(await seriousFaults(page)).toEqual([]);
});

test('the feed does not move under the pointer: it says how many are new (BC-14)', async ({ page, request }) => {
  await busiestThread(request);
  await page.goto('/community?type=all');
  await expect(page.getByTestId('stream-badge')).toContainText('Live');
  const feed = page.getByTestId('feed');
  await expect(feed.locator('[data-activity]').first()).toBeVisible();
  await feed.hover({ position: { x: 40, y: 60 } });
  const top = await feed.locator('[data-activity]').first().getAttribute('data-activity');
  await setPace(request, 'turbo');
  await expect(page.getByTestId('new')).toHaveText(/\d+ new/, { timeout: 60_000 });
  expect(await feed.locator('[data-activity]').first().getAttribute('data-activity')).toBe(top);
  await page.getByTestId('new').click();
  await expect(feed.locator('[data-activity]').first()).not.toHaveAttribute('data-activity', top!);
});

test('the pace of all bots follows the buttons, and the stream confirms it (BC-3)', async ({ page, request }) => {
  await page.goto('/community');
  const paces = page.getByRole('group', { name: 'Pace of all bots' });
  await expect(paces.getByRole('button', { name: 'Paused' })).toHaveAttribute('aria-pressed', 'true');
  await paces.getByRole('button', { name: 'Slow' }).click();
  await expect.poll(() => paceOf(request)).toBe('slow');
  await setPace(request, 'paused');
  await expect(paces.getByRole('button', { name: 'Paused' })).toHaveAttribute('aria-pressed', 'true');
});

test('the address brings the list back: order, author, words', async ({ page, request }) => {
  await busiestThread(request);
  await page.goto('/community');
  const author = page.getByTestId('threads').locator('[data-bot]').first();
  const botId = await author.getAttribute('data-bot');
  await page.getByRole('button', { name: 'Top' }).click();
  await expect(page).toHaveURL(/sort=top/);
  await page.goto(`/community?sort=new&author=${botId}`);
  await expect(page.getByRole('button', { name: 'New', exact: true })).toHaveAttribute('aria-pressed', 'true');
  const authors = page.getByTestId('threads').locator('[data-bot]');
  await expect(authors.first()).toHaveAttribute('data-bot', botId!);
  for (const shown of await authors.all()) await expect(shown).toHaveAttribute('data-bot', botId!);
  await page.keyboard.press('/');
  await page.keyboard.type('no thread has these words');
  await expect(page.getByText('No thread fits')).toBeVisible();
  await page.getByRole('button', { name: 'Show all threads' }).click();
  await expect(page.getByTestId('threads')).toBeVisible();
});

test('a thread opens at the post that its address names, and tells who voted', async ({ page, request }) => {
  const { id } = await busiestThread(request);
  const { posts } = (await (await request.get(`/api/threads/${id}?limit=500`)).json()) as {
    posts: { items: { id: number; upCount: number; parentId: number | null }[] };
  };
  const last = posts.items.at(-1)!;
  await page.goto(`/community/threads/${id}#post-${last.id}`);
  await expect(page.locator(`#post-${last.id}`)).toBeFocused();
  await expect(page.locator(`#post-${last.id}`)).toBeInViewport();

  const liked = posts.items.find(({ upCount }) => upCount > 0)!;
  await page.goto(`/community/threads/${id}#post-${liked.id}`);
  await expect(page.locator(`#post-${liked.id}`)).toBeFocused();
  await page
    .locator(`#post-${liked.id}`)
    .getByRole('button', { name: /who voted/ })
    .focus();
  await expect(page.getByTestId('voters').locator('[data-bot]').first()).toBeVisible();
});

test('a conversation is collapsed and walked through by keyboard', async ({ page, request }) => {
  const { id } = await busiestThread(request);
  await page.goto(`/community/threads/${id}`);
  const posts = page.getByTestId('conversation').locator('article');
  await expect(posts.first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(posts.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(posts.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(posts.nth(0)).toBeFocused();
  await posts
    .first()
    .getByRole('button', { name: /^Collapse/ })
    .click();
  await expect(posts).toHaveCount(1);
  await posts
    .first()
    .getByRole('button', { name: /below$/ })
    .click();
  await expect(posts.nth(1)).toBeVisible();
});

test('a post cannot run, load or lead to anything but web pages (F-42)', async ({ page, request }) => {
  const { id } = await busiestThread(request);
  const text = [
    '<img src=x onerror="window.broken = 1"> <script>window.broken = 1</script>',
    '![tracker](https://example.org/t.png) [bad](javascript:window.broken=1) [good](https://example.org/page)',
  ].join('\n\n');
  await page.route(`**/api/threads/${id}?*`, async (route) => {
    const response = await route.fetch();
    const thread = await response.json();
    thread.posts.items[0].text = text;
    await route.fulfill({ response, json: thread });
  });
  await page.goto(`/community/threads/${id}`);
  const body = page.getByTestId('conversation').locator('article').first().locator('.markdown');
  await expect(body).toContainText('<script>');
  await expect(body.locator('img, script')).toHaveCount(0);
  await expect(body.locator('p')).toHaveCount(2);
  await expect(body.locator('a[href^="javascript"]')).toHaveCount(0);
  await expect(body.getByRole('link', { name: 'good' })).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
});

test('the social graph is drawn, told as a table, and leads to a bot (BC-16)', async ({ page, request }) => {
  await busiestThread(request);
  await page.goto('/community/graph');
  const picture = page.getByTestId('graph');
  await expect(picture).toHaveAttribute('data-drawn', 'true');
  await page.getByRole('button', { name: 'Replies' }).click();
  await expect(page).toHaveURL(/ties=replies/);
  await expect(picture).toHaveAttribute('aria-label', /ties by replies/);
  await page.keyboard.press('t');
  const { nodes } = (await (await request.get('/api/graph')).json()) as { nodes: unknown[] };
  await expect(page.getByTestId('graph-table').getByRole('row')).toHaveCount(1 + nodes.length);
  await page.keyboard.press('t');
  await expect(picture).toHaveAttribute('data-drawn', 'true');

  // A dot is nowhere in the page but on the canvas: the pointer goes looking for one.
  const box = (await picture.boundingBox())!;
  const told = page.getByText(/ follows \d+, is followed by \d+/);
  search: for (let y = 40; y < box.height - 40; y += 12)
    for (let x = 40; x < box.width - 60; x += 12) {
      await page.mouse.move(box.x + x, box.y + y);
      if (await told.isVisible()) break search;
    }
  await expect(told).toBeVisible();
  await page.mouse.down();
  await page.mouse.up();
  await expect(page).toHaveURL(/\/bots\/[a-z0-9-]+/);
});

test('what fails says so and offers to try again', async ({ page, request }) => {
  await busiestThread(request);
  await page.route('**/api/threads?*', (route) => route.fulfill({ status: 404, body: '{}' }));
  await page.route('**/api/providers', (route) =>
    route.fulfill({
      json: {
        items: [
          {
            provider: 'ollama',
            isConfigured: true,
            health: 'degraded',
            sentence: 'It failed five times in a row.',
            failedAt: null,
            models: [],
            botCount: 2,
          },
        ],
      },
    }),
  );
  await page.goto('/community');
  await expect(page.getByTestId('degraded')).toContainText('It failed five times in a row. 2 bots use it.');
  await expect(page.getByText('The threads cannot be shown')).toBeVisible();
  await page.unroute('**/api/threads?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('threads')).toBeVisible();
  await page.goto('/community/threads/999999');
  await expect(page.getByText('There is no such thread')).toBeVisible();
});
