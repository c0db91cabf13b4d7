import path from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig, variables } from '../../server/config.ts';

const root = path.resolve(import.meta.dirname, '../..');
const key = 'sk-ant-0123456789abcdef';

/** The message of the error that the environment is refused with. */
function refusalOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    return inspect(error, { depth: 9, showHidden: true });
  }
  return '';
}

test('every default is possible where it is not empty', () => {
  const impossible = Object.entries(variables).filter(
    ([, { standard, schema }]) => standard !== '' && !schema.safeParse(standard).success,
  );
  expect(impossible).toEqual([]);
});

describe('without any variable', () => {
  const { language, search, community } = readConfig({});

  test('language needs nothing: no key, a local Ollama, nothing recorded', () => {
    expect(language).toEqual({
      ollamaUrl: 'http://127.0.0.1:11434',
      ollamaContextTokens: 8_192,
      anthropicUrl: 'https://api.anthropic.com',
      anthropicKey: null,
      cacheLife: '5m',
      isStreaming: true,
      scriptedSeed: 1,
      deadlineMs: 120_000,
      silenceMs: 60_000,
      recording: null,
    });
  });

  test('searches go to the built-in library, and the community is the one that ships (BC-6)', () => {
    expect(search).toEqual({ searxngUrl: null, libraryFolder: path.join(root, 'seeds/library') });
    expect(community).toEqual({ file: path.join(root, 'seeds/community.yaml'), seed: 1 });
  });
});

test('each variable reaches its setting', () => {
  const { language, search, community } = readConfig({
    ANTHROPIC_API_KEY: key,
    CLAQUE_ANTHROPIC_URL: 'http://proxy:4000/claude/',
    OLLAMA_HOST: 'box:8000',
    CLAQUE_OLLAMA_CONTEXT_TOKENS: '32768',
    CLAQUE_MODEL_DEADLINE_SECONDS: '30',
    CLAQUE_MODEL_SILENCE_SECONDS: '5',
    CLAQUE_MODEL_STREAMING: 'off',
    CLAQUE_CACHE_LIFE: '1h',
    CLAQUE_RECORDING: 'play:calls: one.jsonl',
    CLAQUE_SEARXNG_URL: 'https://search.example/',
    CLAQUE_LIBRARY_DIR: '/srv/library',
    CLAQUE_COMMUNITY_FILE: '/srv/community.yaml',
    CLAQUE_COMMUNITY_SEED: '4294967295',
  });
  expect(language).toMatchObject({
    ollamaUrl: 'http://box:8000',
    ollamaContextTokens: 32_768,
    anthropicUrl: 'http://proxy:4000/claude',
    cacheLife: '1h',
    isStreaming: false,
    scriptedSeed: 4_294_967_295,
    deadlineMs: 30_000,
    silenceMs: 5_000,
    recording: { mode: 'play', path: path.resolve('calls: one.jsonl') },
  });
  expect(language.anthropicKey?.reveal()).toBe(key);
  expect(search).toEqual({ searxngUrl: 'https://search.example', libraryFolder: '/srv/library' });
  expect(community).toEqual({ file: '/srv/community.yaml', seed: 4_294_967_295 });
});

test.each([
  ['CLAQUE_ANTHROPIC_URL', 'api.anthropic.com'],
  ['OLLAMA_HOST', 'ftp://box'],
  ['OLLAMA_HOST', 'box:99999'],
  ['CLAQUE_OLLAMA_CONTEXT_TOKENS', '511'],
  ['CLAQUE_MODEL_DEADLINE_SECONDS', '0'],
  ['CLAQUE_MODEL_DEADLINE_SECONDS', '1.5'],
  ['CLAQUE_MODEL_SILENCE_SECONDS', '301'],
  ['CLAQUE_MODEL_STREAMING', 'true'],
  ['CLAQUE_CACHE_LIFE', '10m'],
  ['CLAQUE_RECORDING', 'calls.jsonl'],
  ['CLAQUE_SEARXNG_URL', 'https://search.example/?q=1'],
  ['CLAQUE_COMMUNITY_SEED', '4294967296'],
  ['CLAQUE_COMMUNITY_SEED', '-1'],
])('%s: “%s” is refused, with what is allowed', (name, value) => {
  const { allowed } = variables[name as keyof typeof variables];
  expect(refusalOf({ [name]: value })).toContain(`${name}: “${value}” is not possible; allowed: ${allowed}.`);
});

describe('the key', () => {
  test('is not seen in the configuration, however it is printed (F-42)', () => {
    const config = readConfig({ ANTHROPIC_API_KEY: key });
    const printed = inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config);
    expect(printed + String(config.language.anthropicKey)).not.toContain('0123456789');
    expect(JSON.stringify({ ...config.language })).toContain('[key]');
  });

  test('is not quoted when it is not possible, nor is a password in an address (F-42)', () => {
    expect(refusalOf({ ANTHROPIC_API_KEY: `${key} \n` })).toMatch(/ANTHROPIC_API_KEY: the value given is not possible/);
    expect(refusalOf({ ANTHROPIC_API_KEY: `${key} \n` })).not.toContain('0123456789');
    for (const name of ['OLLAMA_HOST', 'CLAQUE_ANTHROPIC_URL', 'CLAQUE_SEARXNG_URL'])
      expect(refusalOf({ [name]: 'https://me:pass-0123456789@box' })).toMatch(/: the value given is not possible/);
  });
});

test('headers for a collector are refused without being shown, and kept where nobody sees them by accident (EC-21)', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318/' };
  const refusal = refusalOf({ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: `key ${key}` });
  expect(refusal).toContain('OTEL_EXPORTER_OTLP_HEADERS');
  expect(refusal).not.toContain(key);
  const { traces } = readConfig({ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: `x-key=${key}` });
  expect(traces?.endpoint).toBe('http://localhost:4318');
  expect(inspect(traces, { depth: 9, showHidden: true }) + JSON.stringify(traces)).not.toContain(key);
  expect(readConfig({}).traces).toBeNull();
});

test('the model that words interventions is a provider and a name, which may hold slashes (EC-16)', () => {
  expect(readConfig({}).conductorModel).toEqual({ provider: 'scripted', name: 'scripted' });
  const { conductorModel } = readConfig({ CLAQUE_CONDUCTOR_MODEL: 'ollama/hf.co/some/model:q4' });
  expect(conductorModel).toEqual({ provider: 'ollama', name: 'hf.co/some/model:q4' });
  expect(refusalOf({ CLAQUE_CONDUCTOR_MODEL: 'ollama' })).toContain('provider/name');
});

test('the model that speaks for contacts is chosen by itself (OR-3)', () => {
  expect(readConfig({}).contactModel).toEqual({ provider: 'scripted', name: 'scripted' });
  const { contactModel, conductorModel } = readConfig({ CLAQUE_CONTACT_MODEL: 'anthropic/claude-haiku-5-5' });
  expect(contactModel).toEqual({ provider: 'anthropic', name: 'claude-haiku-5-5' });
  expect(conductorModel.provider).toBe('scripted');
  expect(refusalOf({ CLAQUE_CONTACT_MODEL: 'openai/gpt' })).toContain('provider/name');
});
