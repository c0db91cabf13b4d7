/** The Compose file that ships, against the specification's schema, the Dockerfile and nginx's configuration (PL-19). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig, variables } from '../../server/config.ts';
import { readDockerfile } from '../../scripts/image/dockerfile.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

interface Service {
  readonly build: { readonly target: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}
interface Compose {
  readonly services: Readonly<Record<'claque' | 'nginx', Service>>;
}

const given = { CLAQUE_TOKEN: 'a-token-of-the-environment', CLAQUE_NAME: 'claque.example.org' };

/** As Docker Compose fills it in. @throws {Error} with the file's sentence, where a variable must be given and is not. */
function filled(environment: Readonly<Record<string, string>>): Compose {
  const put = (_: string, name: string, sign?: string, rest = '') => {
    const value = environment[name] ?? '';
    if (value !== '') return value;
    if (sign === ':?') throw new Error(`${name}: ${rest}`);
    return rest;
  };
  const fill = (_key: unknown, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\$\{(\w+)(?:(:[-?])([^}]*))?\}/g, put) : value;
  return parse(read('docker-compose.prod.yml'), fill) as Compose;
}

/** What the schema has against it. */
function findings(compose: unknown): string[] {
  // Its dialect differs from the validator's in nothing that it uses.
  const { $schema: _, ...schema } = JSON.parse(read('tests/fixtures/compose-spec/compose-spec.json')) as object & {
    $schema: string;
  };
  const formats = {
    ports: /^[\d.:-]+(\/(tcp|udp))?$/,
    expose: /^\d+(-\d+)?(\/(tcp|udp))?$/,
    duration: /^(\d+(ms|s|m|h))+$/,
  };
  const validate = new Ajv({ logger: false, formats: { ...formats, subnet_ip_address: /./ } }).compile(schema);
  if (validate(compose) === true) return [];
  return validate.errors!.map(({ dataPath, message }) => `${dataPath} ${message}`);
}

test('it is what the Compose specification asks for, and the check would notice if it were not (PL-19)', () => {
  const compose = filled(given);
  expect(findings(compose)).toEqual([]);
  const { claque, nginx } = compose.services;
  const withClaque = (change: object) => ({ ...compose, services: { claque: { ...claque, ...change }, nginx } });
  for (const change of [{ restrat: 'always' }, { read_only: 'yes' }, { stop_grace_period: 'soon' }, { ports: ['x:y'] }])
    expect(findings(withClaque(change)), JSON.stringify(change)).not.toEqual([]);
});

test('without a token or a name it does not start, and says what to give (PL-12, PL-19)', () => {
  expect(() => filled({ CLAQUE_NAME: 'x' })).toThrow('CLAQUE_TOKEN: a token of an admin');
  expect(() => filled({ CLAQUE_TOKEN: 'x' })).toThrow('CLAQUE_NAME: the name that people reach Claque by');
});

test('the server takes what it is given, and there is a variable for each of it (PL-19, PL-20)', () => {
  const [server] = readDockerfile(read('Dockerfile')).slice(-1);
  const inImage = server!.steps.flatMap((step) => (step.kind === 'env' ? Object.entries(step.variables) : []));
  const { environment } = filled({ ...given, CLAQUE_SCHEME: 'https' }).services.claque;
  for (const name of [...Object.keys(environment), ...inImage.map(([name]) => name)])
    expect(Object.keys(variables)).toContain(name);
  const config = readConfig({ ...Object.fromEntries(inImage), ...environment });
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 8_080,
    isProduction: true,
    dataFolder: '/data',
    origins: ['https://claque.example.org'],
    trustedProxies: ['private'],
  });
});

test('both are built from a stage that there is; nginx is told all that its configuration asks for (PL-19)', () => {
  const { claque, nginx } = filled(given).services;
  const stages = readDockerfile(read('Dockerfile')).map(({ name }) => name);
  expect(stages).toEqual(expect.arrayContaining([claque.build.target, nginx.build.target]));
  const asked = new Set(
    read('nginx/claque.conf')
      .match(/\$\{CLAQUE_\w+\}/g)!
      .map((name) => name.slice(2, -1)),
  );
  expect(Object.keys(nginx.environment).filter((name) => name.startsWith('CLAQUE_'))).toEqual([...asked]);
  expect(nginx.environment['CLAQUE_UPSTREAM']).toBe('claque:8080');
});

test('neither may write, gain rights or stay down; nginx waits for a healthy server, and is the only one published (PL-19)', () => {
  const { claque, nginx } = filled(given).services;
  for (const service of [claque, nginx])
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
    });
  expect(nginx).toMatchObject({ depends_on: { claque: { condition: 'service_healthy' } }, ports: ['8080:8080'] });
  expect(claque).toMatchObject({ volumes: ['data:/data'] });
  expect(claque['ports']).toBeUndefined();
});
