/**
 * Takes the pictures of the documents anew, in a real Chromium from a real server: a community of five days and the demo.
 * Takes about two minutes; `npm run pictures` builds the panel first.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startOwnServer } from '../tests/e2e/own-server.ts';
import { ensureChromium } from './find-chromium.ts';
import { Stage, seedCommunity } from './pictures/staged.ts';

type Theme = 'light' | 'dark';

const folder = path.join(import.meta.dirname, '../docs/images');
const viewport = { width: 1280, height: 800 };

/** So that a clone stays small. */
const mostBytes = 300_000;

interface Picture {
  readonly name: string;
  readonly themes: readonly Theme[];
  readonly path: string;
  /** Brings the page to where it is worth a picture, and waits for what must be on it. */
  readonly arrange: (page: Page) => Promise<unknown>;
}

async function take(browser: Browser, url: string, picture: Picture): Promise<void> {
  for (const theme of picture.themes) {
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    // The tour is offered once; a picture shows the view of somebody who has seen it.
    await page.addInitScript("localStorage.setItem('claque-tour-answered', 'true')");
    await page.goto(url + picture.path);
    await picture.arrange(page);
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    await page.evaluate('document.fonts.ready');
    const file = path.join(folder, `${picture.name}-${theme}.png`);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    await context.close();
    const { size } = statSync(file);
    process.stdout.write(`${path.basename(file)}: ${Math.ceil(size / 1_000)} kB\n`);
    if (size > mostBytes) throw new Error(`${file} is larger than ${mostBytes / 1_000} kB.`);
  }
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  const stage = new Stage(url);
  const both: readonly Theme[] = ['light', 'dark'];
  const sessionId = await stage.suggestion();
  await take(browser, url, {
    name: 'suggestion',
    themes: ['light'],
    path: `/live/${sessionId}`,
    arrange: (page) => page.getByTestId('suggestion').first().waitFor(),
  });
  await stage.recovery(sessionId);
  await take(browser, url, {
    name: 'live',
    themes: both,
    path: `/live/${sessionId}`,
    arrange: (page) => page.getByTestId('ghost-legend').waitFor(),
  });
  await take(browser, url, {
    name: 'community',
    themes: both,
    path: '/community',
    arrange: (page) => page.getByTestId('feed').getByRole('button', { name: 'why?' }).first().waitFor(),
  });
  await take(browser, url, {
    name: 'bot-why',
    themes: ['light'],
    path: `/bots/mona-field?tab=heartbeats&beat=${await stage.repliedHeartbeat('mona-field')}`,
    arrange: (page) => page.getByTestId('considered').waitFor(),
  });
  await take(browser, url, {
    name: 'caps',
    themes: ['light'],
    path: '/settings#caps',
    arrange: (page) => page.getByRole('heading', { name: 'Caps' }).waitFor(),
  });
}

const data = mkdtempSync(path.join(tmpdir(), 'claque-pictures-'));
seedCommunity(data);
const panel = process.env['CLAQUE_PANEL_DIR'];
const server = await startOwnServer({ CLAQUE_DATA_DIR: data, ...(panel ? { CLAQUE_PANEL_DIR: panel } : {}) });
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  await takeAll(browser, server.url);
} finally {
  await browser.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
}
