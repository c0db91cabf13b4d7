import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDockerfile, readIgnored } from '../../../scripts/image/dockerfile.ts';

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

test('a Dockerfile is read into its stages, continued lines and comments too', () => {
  const [build, last] = readDockerfile(
    [
      'FROM node:24 AS build',
      '# A comment.',
      'WORKDIR /claque',
      'COPY a b ./',
      'RUN one && \\',
      '  two',
      'FROM build AS last',
      'ENV A=1 B=/two',
      'COPY --from=build --chown=node:node /claque/data /data',
      'USER node',
      'HEALTHCHECK --interval=10s --retries=3 CMD ["node", "-e", "1"]',
      'CMD ["node", "main.ts"]',
    ].join('\n'),
  );
  expect(build!.steps).toEqual([
    { kind: 'workdir', folder: '/claque' },
    { kind: 'copy', from: null, owner: null, sources: ['a', 'b'], target: './' },
    { kind: 'run', command: 'one &&    two' },
  ]);
  expect(last).toMatchObject({
    base: 'build',
    user: 'node',
    command: ['node', 'main.ts'],
    healthCheck: ['node', '-e', '1'],
  });
  expect(last!.steps).toEqual([
    { kind: 'env', variables: { A: '1', B: '/two' } },
    { kind: 'copy', from: 'build', owner: 'node:node', sources: ['/claque/data'], target: '/data' },
  ]);
});

test.each([
  'FROM x',
  'RUN a',
  'FROM a AS b\nADD x y',
  'FROM a AS b\nRUN --mount=x y',
  'FROM a AS b\nCOPY --link x y',
  'FROM a AS b\nENV A="1"',
  'FROM a AS b\nCMD node main.ts',
])('what it does not know is refused: %j', (text) =>
  expect(() => readDockerfile(text)).toThrow(/Dockerfile holds|needs the form|COPY holds|JSON/),
);

test('the server’s image runs as nobody special, keeps its data in a volume that is theirs, and checks its health (PL-19)', () => {
  const stages = readDockerfile(read('Dockerfile'));
  expect(stages.map(({ name }) => name)).toEqual(['build', 'proxy', 'server']);
  const server = stages.at(-1)!;
  expect(server).toMatchObject({
    user: 'node',
    volumes: ['/data'],
    ports: ['8080'],
    command: ['node', 'server/main.ts'],
  });
  expect(server.healthCheck!.join(' ')).toContain('/health/ready');
  const owned = server.steps.flatMap((step) => (step.kind === 'copy' && step.owner !== null ? [step.target] : []));
  expect(owned).toEqual(['/data']);
});

test('only what .dockerignore names is sent, and neither data nor history nor settings are among it (PL-19)', () => {
  const sent = readIgnored(read('.dockerignore'));
  expect(sent).toContain('server');
  for (const name of ['data', 'dist', 'node_modules', '.git', '.env', 'tests']) expect(sent).not.toContain(name);
  for (const text of ['node_modules', '*\n!a/b', '*\na']) expect(() => readIgnored(text)).toThrow('.dockerignore');
});
