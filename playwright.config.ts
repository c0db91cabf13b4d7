import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/find-chromium.ts';

const port = process.env['CLAQUE_E2E_PORT'] ?? '8181';
const chromium = findChromium();
const isRoot = process.getuid?.() === 0;
const isCi = process.env['CI'] !== undefined;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // The tests of a call share one server; scripts/test.ts makes two calls, each with a half of them.
  workers: 1,
  // A real server, a real browser and a busy machine: CI tries once more, and names what needed it.
  retries: isCi ? 1 : 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    // Tracing every test takes a quarter of all work.
    trace: isCi ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium }),
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Chromium's sandbox cannot be set up by root; everybody else keeps it.
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
      chromiumSandbox: !isRoot,
    },
  },
  webServer: {
    command: 'node server/main.ts',
    url: `http://127.0.0.1:${port}/health/ready`,
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      HOST: '127.0.0.1',
      PORT: port,
      // Tests wait by asking again and again.
      CLAQUE_REQUESTS_PER_MINUTE: '0',
      CLAQUE_DATA_DIR: process.env['CLAQUE_E2E_DATA_DIR'] ?? join(tmpdir(), `claque-e2e-${process.pid}`),
      // The package `node` comes first, whichever Node.js started Playwright.
      PATH: `${join(import.meta.dirname, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    },
  },
});
