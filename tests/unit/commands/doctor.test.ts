/** What the doctor says of Node.js, clock, time zones, free space and settings: each finding, planted (PL-20). */
import { expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { accessFinding } from '../../../server/commands/doctor/reach.ts';
import { fileFindings, modelFindings, readSettings } from '../../../server/commands/doctor/settings.ts';
import { spaceFinding } from '../../../server/commands/doctor/storage.ts';
import {
  clockFinding,
  nodeFinding,
  panelFinding,
  timeZoneFinding,
} from '../../../server/commands/doctor/surroundings.ts';

test('a Node.js that cannot read TypeScript stops the server, with how to get another (PL-20)', () => {
  expect(nodeFinding('24.21.0').state).toBe('ok');
  expect(nodeFinding('100.0.0').state).toBe('ok');
  expect(nodeFinding('20.19.2')).toMatchObject({ state: 'stop', advice: expect.stringContaining('npm ci') });
});

test('a disk that is nearly full stops the server, a scarce one is noted (F-29)', () => {
  expect([63e6, 64e6, 999e6, 1e9].map((bytes) => spaceFinding(bytes).state)).toEqual(['stop', 'note', 'note', 'ok']);
});

test('a clock before this version, or behind what the database knows, is noted', () => {
  const nowMs = Date.UTC(2027, 0, 1);
  expect(clockFinding(nowMs, null).state).toBe('ok');
  expect(clockFinding(nowMs, nowMs + 60_000).state).toBe('ok');
  expect(clockFinding(nowMs, nowMs + 3_600_000)).toMatchObject({
    state: 'note',
    advice: expect.stringContaining('NTP'),
  });
  expect(clockFinding(Date.UTC(1970, 0, 2), null).state).toBe('note');
});

test('time zones without data or without daylight saving are noted by name', () => {
  expect(timeZoneFinding(['UTC', 'Europe/Lisbon']).state).toBe('ok');
  expect(timeZoneFinding(['Mars/Olympus'])).toMatchObject({
    state: 'note',
    sentence: expect.stringContaining('Mars/Olympus'),
  });
  const withoutSummer = timeZoneFinding([], () => 'GMT+1');
  expect(withoutSummer).toMatchObject({ state: 'note', sentence: expect.stringContaining('no daylight saving') });
});

test('a panel that has not been built is noted, with the command that builds it', () => {
  expect(panelFinding('/nowhere')).toMatchObject({ state: 'note', advice: 'Run npm run build.' });
});

test('an address for strangers without an administrator stops the server, and with one access is closed (PL-12)', () => {
  const away = readConfig({ HOST: '0.0.0.0' });
  expect(accessFinding(away, false)).toMatchObject({
    state: 'stop',
    sentence: expect.stringContaining('CLAQUE_TOKEN'),
  });
  expect(accessFinding(away, true).sentence).toContain('Closed');
  expect(accessFinding(readConfig({}), false).sentence).toContain('Open, to this machine alone');
});

test('each wrong value is a finding of its own, the rest is looked at all the same, and no secret is shown (PL-20)', () => {
  const key = 'a key with spaces in it';
  const settings = readSettings({
    PORT: 'eighty',
    CLAQUE_TOKEN: 'short',
    ANTHROPIC_API_KEY: key,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=sesame',
    CLAQUE_LOG_LEVEL: 'warn',
    CLAQUE_PROT: '1',
  });
  const stops = settings.findings.filter(({ state }) => state === 'stop').map(({ sentence }) => sentence);
  expect(stops).toEqual([
    expect.stringContaining('PORT: “eighty” is not possible; allowed: a whole number'),
    expect.stringContaining('CLAQUE_TOKEN: the value given'),
    expect.stringContaining('ANTHROPIC_API_KEY: the value given'),
  ]);
  expect(settings.findings.filter(({ state }) => state === 'note').map(({ sentence }) => sentence)).toEqual([
    'CLAQUE_PROT is set, and the server reads no such variable.',
  ]);
  expect(settings.config).toMatchObject({ port: 8_080, logLevel: 'warn', token: null });
  const value = (name: string) => settings.variables.find((state) => state.name === name)?.value;
  expect(['PORT', 'CLAQUE_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS', 'CLAQUE_LOG_LEVEL', 'HOST'].map(value)).toEqual([
    'not possible',
    'set',
    'set',
    'warn',
    '127.0.0.1',
  ]);
  const shown = JSON.stringify([settings.findings, settings.variables]);
  for (const secret of ['short', key, 'sesame']) expect(shown).not.toContain(secret);
});

test('each file that cannot be read is a finding that names its variable (PL-20)', () => {
  expect(fileFindings(readConfig({})).map(({ state }) => state)).toEqual(['ok']);
  const names = ['SCENARIO_DIR', 'BOT_DIR', 'CONTACT_DIR', 'COMMUNITY_FILE', 'PRICE_FILE', 'LIBRARY_DIR'];
  for (const name of names) {
    const [finding, ...others] = fileFindings(readConfig({ [`CLAQUE_${name}`]: '/nowhere' }));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ state: 'stop', advice: expect.stringContaining(`CLAQUE_${name}`) });
  }
});

test('a model that has no price, or whose provider is not configured, stops the server (BC-7)', () => {
  expect(modelFindings(readConfig({}))).toEqual([]);
  const findings = (model: string) => modelFindings(readConfig({ CLAQUE_COACH_MODEL: model }));
  expect(findings('anthropic/claude-haiku-5-5')).toMatchObject([
    { state: 'stop', sentence: expect.stringContaining('cannot be asked: anthropic is not configured') },
  ]);
  expect(findings('anthropic/unheard-of')).toMatchObject([{ state: 'stop' }]);
});
