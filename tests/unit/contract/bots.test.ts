import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Persona } from '../../../server/contract/persona.ts';

const folder = new URL('../../../bots/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const personas = files.map((name) => Persona.parse(parse(readFileSync(new URL(name, folder), 'utf8'))));

describe('the bots that ship (BC-1)', () => {
  it('are valid, and their ids are their file names', () => {
    expect(personas.map(({ id }) => `${id}.yaml`)).toEqual(files);
  });

  it('are distinct: nobody shares a name, colour, style, trait, quirk or behaviour', () => {
    expect(personas.length).toBeGreaterThanOrEqual(8);
    const ways: ((persona: Persona) => readonly string[])[] = [
      ({ name }) => [name],
      ({ avatarColour }) => [avatarColour],
      ({ personality }) => [personality.communicationStyle],
      ({ personality }) => personality.traits,
      ({ personality }) => personality.quirks,
      ({ behaviour }) => [JSON.stringify(behaviour)],
      ({ model }) => [JSON.stringify(model)],
    ];
    for (const way of ways) {
      const values = personas.flatMap((persona) => way(persona));
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('need no account: every one speaks through the built-in provider', () => {
    for (const { model } of personas) expect(model.provider).toBe('scripted');
  });
});
