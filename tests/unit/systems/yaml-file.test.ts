import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Persona } from '../../../server/contract/persona.ts';
import { Scenario } from '../../../server/contract/scenario.ts';
import { ClaqueError } from '../../../server/kernel/errors.ts';
import {
  findScenario,
  loadPersonas,
  loadScenarios,
  parseYaml,
  personasOf,
} from '../../../server/systems/scenarios/index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const source = `id: small
title: Small
event: Test
description: A small scenario.
format: webinar
durationSeconds: 600
topic:
  subject: tests
  keywords: [one]
audience:
  attendeeCount: 10
segments:
  - { atSeconds: 0, title: All, appealRatio: 0.7 }
script:
  - atSeconds: 300
    label: Something happens
    appealRatio: 0.3
`;

function faultsOf(text: string) {
  try {
    parseYaml(text, 'small.yaml', Scenario);
  } catch (error) {
    if (error instanceof ClaqueError) return error;
    throw error;
  }
  throw new Error('The text was taken for valid.');
}

describe('a scenario file', () => {
  test('is read with its defaults', () => {
    const scenario = parseYaml(source, 'small.yaml', Scenario);
    expect(scenario).toMatchObject({ buildUpSeconds: 150, interventionEffectRatio: 1, conductor: { mode: 'auto' } });
    expect(scenario.script[0]).toMatchObject({ cause: 'tiring', expect: null, overSeconds: 0 });
  });

  test.each([
    [
      'a word in place of a number',
      'attendeeCount: 10',
      'attendeeCount: many',
      'line 11, field audience.attendeeCount',
    ],
    ['a number out of range', 'appealRatio: 0.3', 'appealRatio: 3', 'line 17, field script.0.appealRatio'],
    ['a field that does not exist', 'label: Something', 'lable: Something', 'field script.0.lable'],
    ['a missing field', 'format: webinar\n', '', 'field format'],
    ['a change after the end', 'atSeconds: 300', 'atSeconds: 700', 'the session ends at 600 s'],
    ['a first segment that begins late', '{ atSeconds: 0,', '{ atSeconds: 5,', 'must begin at 0'],
    ['an id that is no id', 'id: small', 'id: Small One', 'lower-case words joined by hyphens'],
    ['text that is no YAML', 'title: Small', 'title: [Small', 'line 3'],
    ['a tower of aliases', 'title: Small', 'title: &a [x]\nevent2: [*a, *a]', 'write the value out'],
  ])('with %s is refused by file, line and field', (_name, from, to, expected) => {
    const { code, message, fields } = faultsOf(source.replace(from, to));
    expect(code).toBe('bad-file');
    expect(message).toContain('small.yaml');
    expect([message, ...fields.map(({ field, message: why }) => `${field}: ${why}`)].join('\n')).toContain(expected);
  });

  test('tells every fault at once', () => {
    const { fields } = faultsOf(source.replace('webinar', 'opera').replace('0.3', '-1'));
    expect(fields).toHaveLength(2);
  });
});

describe('the files that ship', () => {
  const scenarios = loadScenarios(`${root}/seeds/scenarios`);
  const personas = loadPersonas(`${root}/bots`);

  test('are valid, and the scenarios of the main job are among them', () => {
    expect([...scenarios.keys()]).toEqual(
      expect.arrayContaining(['webinar-drop', 'slow-fade', 'mass-exit', 'low-start', 'calm-hour', 'two-drops']),
    );
    for (const persona of personas.values()) expect(Persona.safeParse(persona).success).toBe(true);
  });

  test('seat only bots that have a file', () => {
    for (const scenario of scenarios.values())
      expect(personasOf(scenario, personas)).toHaveLength(scenario.bots.length);
    expect(() => personasOf({ ...scenarios.get('webinar-drop')!, bots: ['nobody'] }, personas)).toThrow(
      '"nobody", which has no file',
    );
  });

  test('are found by id and by path, and an unknown id names those there are', () => {
    expect(findScenario(`${root}/seeds/scenarios`, 'calm-hour').id).toBe('calm-hour');
    expect(findScenario('nowhere', `${root}/seeds/scenarios/calm-hour.yaml`).id).toBe('calm-hour');
    expect(() => findScenario(`${root}/seeds/scenarios`, 'storm')).toThrow('there are: calm-hour');
  });
});
