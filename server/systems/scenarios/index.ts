/** Scenarios and personas as files: found, read, checked. */
import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { z } from 'zod';
import { Persona } from '../../contract/persona.ts';
import { Scenario } from '../../contract/scenario.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { readYamlFile } from './yaml-file.ts';

export { parseYaml, readYamlFile } from './yaml-file.ts';

/** All scenarios of a folder by id. @throws {ClaqueError} bad-file for the first that is not valid. */
export function loadScenarios(folder: string): Map<string, Scenario> {
  return loadFolder(folder, Scenario);
}

/** All personas of a folder by id. @throws {ClaqueError} bad-file for the first that is not valid. */
export function loadPersonas(folder: string): Map<string, Persona> {
  return loadFolder(folder, Persona);
}

/**
 * One scenario, by its id in a folder or by the path of its file.
 *
 * @throws {ClaqueError} not-found, naming the ids there are; bad-file if it is not valid.
 */
export function findScenario(folder: string, idOrPath: string): Scenario {
  if (/\.ya?ml$/.test(idOrPath) || idOrPath.includes('/')) return readYamlFile(idOrPath, Scenario);
  const scenarios = loadScenarios(folder);
  const scenario = scenarios.get(idOrPath);
  if (scenario) return scenario;
  throw new ClaqueError(
    'not-found',
    `There is no scenario "${idOrPath}"; there are: ${[...scenarios.keys()].join(', ')}.`,
  );
}

/**
 * The personas that sit in a scenario's session.
 *
 * @throws {ClaqueError} bad-file if the scenario names one that does not exist.
 */
export function personasOf(scenario: Scenario, personas: ReadonlyMap<string, Persona>): Persona[] {
  return scenario.bots.map((id) => {
    const persona = personas.get(id);
    if (persona) return persona;
    const known = [...personas.keys()].join(', ') || 'none';
    throw new ClaqueError(
      'bad-file',
      `Scenario ${scenario.id} seats the bot "${id}", which has no file; there are: ${known}.`,
      {
        fields: [{ field: 'bots', message: `no persona "${id}"` }],
      },
    );
  });
}

/** All entries of a folder by id, which is their file’s name. @throws {ClaqueError} bad-file for the first that is not valid. */
export function loadFolder<T extends { id: string }>(folder: string, schema: z.ZodType<T>): Map<string, T> {
  const entries = new Map<string, T>();
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ClaqueError('bad-file', `There is no folder ${folder}; name one that there is.`);
  for (const name of readdirSync(folder).sort()) {
    if (!['.yaml', '.yml'].includes(extname(name))) continue;
    const file = join(folder, name);
    const entry = readYamlFile(file, schema);
    if (entry.id !== basename(name, extname(name)))
      throw new ClaqueError(
        'bad-file',
        `${file}, field id: is "${entry.id}" but the file is named ${name}; make them the same`,
        {
          fields: [{ field: 'id', message: 'differs from the name of the file' }],
        },
      );
    entries.set(entry.id, entry);
  }
  return entries;
}
