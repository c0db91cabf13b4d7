import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'reasons',
  Record<string, string>
>;

it('gives a reason for every package, and for none that is gone', () => {
  const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  expect(Object.keys(manifest.reasons).toSorted()).toEqual(packages.toSorted());
});

it('pins every package exactly', () => {
  const versions = [...Object.values(manifest.dependencies), ...Object.values(manifest.devDependencies)];
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('names no host in the lock file', () => {
  expect(read('package-lock.json')).not.toContain('"resolved"');
});

it('locks every platform build that a package may ask for, or npm ci refuses', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const places = Object.keys(packages);
  const asked = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  const missing = asked.filter((name) => !places.some((place) => place.endsWith(`node_modules/${name}`)));
  expect(missing, 'run npm run lock').toEqual([]);
});
