/** Every variable set wrongly: the start is refused with the variable, its value and what is allowed (PL-20, F-42). */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startApp } from '../../server/app.ts';
import { readConfig, variables } from '../../server/config.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { claque } from '../support/command-line.ts';
import { temporaryFolder } from '../support/server.ts';

type Name = keyof typeof variables;

/** Values of the wrong form, for each variable there is. */
const wrong: Readonly<Record<Name, readonly string[]>> = {
  HOST: ['not a host', '203.0.113.7'],
  PORT: ['65536', 'http', '-1'],
  CLAQUE_DATA_DIR: ['a\0b'],
  CLAQUE_TOKEN: ['fifteen-letters', 'sixteen and more with spaces'],
  CLAQUE_ORIGINS: ['localhost:5173', 'http://a/b'],
  CLAQUE_TRUST_PROXY: ['my-proxy'],
  CLAQUE_REQUESTS_PER_MINUTE: ['many'],
  CLAQUE_CONNECTIONS_PER_ADDRESS: ['many'],
  CLAQUE_LOG_LEVEL: ['verbose'],
  NODE_ENV: ['prod'],
  CLAQUE_SCENARIO_DIR: ['a\0b'],
  CLAQUE_BOT_DIR: ['a\0b'],
  CLAQUE_PRICE_FILE: ['a\0b'],
  CLAQUE_PANEL_DIR: ['a\0b'],
  ANTHROPIC_API_KEY: ['short', 'with a space in it'],
  CLAQUE_ANTHROPIC_URL: ['api.anthropic.com'],
  OLLAMA_HOST: ['ftp://box'],
  CLAQUE_OLLAMA_CONTEXT_TOKENS: ['511'],
  CLAQUE_MODEL_DEADLINE_SECONDS: ['0'],
  CLAQUE_MODEL_SILENCE_SECONDS: ['301'],
  CLAQUE_MODEL_STREAMING: ['yes'],
  CLAQUE_CACHE_LIFE: ['2h'],
  CLAQUE_CONDUCTOR_MODEL: ['ollama', 'anthropic/claude-haiku-5-5', 'anthropic/unheard-of'],
  CLAQUE_CONTACT_DIR: ['a\0b'],
  CLAQUE_CONTACT_MODEL: ['gpt/9'],
  CLAQUE_COACH_MODEL: ['ollama/'],
  CLAQUE_RECORDING: ['calls.jsonl', 'play:/nowhere/calls', 'record:/nowhere/calls'],
  CLAQUE_SEARXNG_URL: ['https://search.example/?q=1'],
  CLAQUE_LIBRARY_DIR: ['a\0b'],
  CLAQUE_COMMUNITY_FILE: ['a\0b'],
  CLAQUE_COMMUNITY_SEED: ['-1'],
  OTEL_EXPORTER_OTLP_ENDPOINT: ['collector:4318'],
  OTEL_EXPORTER_OTLP_HEADERS: ['a key'],
  CLAQUE_EXECUTION_DAYS: ['0'],
  CLAQUE_EXECUTION_COUNT: ['99'],
  CLAQUE_MODEL_CALL_DAYS: ['x'],
  CLAQUE_MODEL_CALL_MEGABYTES: ['1.5'],
  CLAQUE_AUDIT_DAYS: ['none'],
  CLAQUE_EXECUTION_ALERT_PERCENT: ['101'],
};

async function refusal(environment: Record<string, string>): Promise<string> {
  const own = { PORT: '0', CLAQUE_DATA_DIR: temporaryFolder(), NODE_ENV: 'test' };
  try {
    const config = readConfig({ ...own, ...environment });
    await (await startApp(config, { composeRun, log: pino({ level: 'silent' }) })).close();
  } catch (error) {
    return (error as Error).message;
  }
  return 'It started.';
}

const cases = Object.entries(wrong).flatMap(([name, values]) => values.map((value) => [name as Name, value] as const));

test.each(cases)('%s set to %j stops the start, and it is said what would be right (PL-20)', async (name, value) => {
  const sentence = await refusal({ [name]: value });
  expect(sentence).toMatch(new RegExp(`^${name}: .+\\.$`));
  const isSecret = 'isSecret' in variables[name];
  if (isSecret) expect(sentence).not.toContain(value);
  else expect(sentence).toContain(value.replace(/^\w+:(?=\/nowhere)/, ''));
});

/** Folders and files that are not what a variable needs, each told by its variable and its path. */
test('what a variable names is read at the start, and what is wrong with it is said by variable and path (PL-20)', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'file');
  writeFileSync(file, 'a: [1\n');
  const bad = path.join(folder, 'bad');
  mkdirSync(bad);
  writeFileSync(path.join(bad, 'x.yaml'), 'a: [1\n');
  for (const name of ['CLAQUE_SCENARIO_DIR', 'CLAQUE_BOT_DIR', 'CLAQUE_CONTACT_DIR', 'CLAQUE_LIBRARY_DIR'])
    for (const value of [path.join(folder, 'none'), file]) {
      const sentence = await refusal({ [name]: value });
      expect(sentence.startsWith(`${name}: `), sentence).toBe(true);
      expect(sentence).toContain(value);
    }
  for (const name of ['CLAQUE_SCENARIO_DIR', 'CLAQUE_BOT_DIR', 'CLAQUE_CONTACT_DIR'])
    expect(await refusal({ [name]: bad })).toMatch(new RegExp(`^${name}: ${bad}/x.yaml, line 2`));
  for (const value of [path.join(folder, 'none'), bad, file])
    expect(await refusal({ CLAQUE_PRICE_FILE: value })).toContain(`CLAQUE_PRICE_FILE: ${value}`);
  expect(await refusal({ CLAQUE_DATA_DIR: file })).toMatch(/file cannot be written to.*CLAQUE_DATA_DIR/);
  const token = { CLAQUE_TOKEN: 'a-token-of-an-administrator' };
  expect(await refusal({ ...token, HOST: '203.0.113.7' })).toMatch(/203\.0\.113\.7:0 \(EADDRNOTAVAIL\); set HOST/);
});

test('the process itself ends with 1 and that one sentence, and the doctor says the same; neither shows a secret (PL-20, F-42)', async () => {
  const environment = {
    CLAQUE_DATA_DIR: temporaryFolder(),
    PORT: '0',
    CLAQUE_TOKEN: 'marker one',
    ANTHROPIC_API_KEY: 'marker two',
    OTEL_EXPORTER_OTLP_HEADERS: 'marker three',
    OLLAMA_HOST: 'http://me:marker-four@box',
  };
  const [serve, doctor] = await Promise.all([claque(['serve'], environment), claque(['doctor'], environment)]);
  expect([serve.code, doctor.code]).toEqual([1, 1]);
  expect(serve.stderr).toMatch(/^claque: CLAQUE_TOKEN: the value given is not possible; allowed: .+\.\n$/);
  for (const name of ['CLAQUE_TOKEN', 'ANTHROPIC_API_KEY', 'OTEL_EXPORTER_OTLP_HEADERS', 'OLLAMA_HOST'])
    expect(doctor.stdout).toContain(`STOP  configuration: ${name}: the value given is not possible`);
  for (const { stdout, stderr } of [serve, doctor]) expect(stdout + stderr).not.toContain('marker');
});
