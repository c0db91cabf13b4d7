import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences } from '../../../../server/systems/bots/configuration.ts';
import { configOf } from '../../simulation/community/sketch.ts';

describe('the differences of two configurations', () => {
  test('are none where nothing changed, and name each field with both values where something did (BC-10)', () => {
    const from = configOf();
    expect(differences(from, configOf())).toEqual([]);
    const to = configOf({
      personality: { interests: ['chess'] },
      behaviour: { shyness: 90 },
      model: { provider: 'ollama', name: 'llama3.2' },
    });
    expect(differences(from, to)).toEqual([
      { field: 'personality.interests', from: ['urban gardens', 'chess'], to: ['chess'] },
      { field: 'behaviour.shyness', from: 20, to: 90 },
      { field: 'model.provider', from: 'scripted', to: 'ollama' },
      { field: 'model.name', from: 'scripted', to: 'llama3.2' },
    ]);
  });

  test('take the order of a list for a difference, and that of fields for none (BC-10)', () => {
    const from = configOf({ personality: { traits: ['calm', 'exact'] } });
    const turned = configOf({ personality: { traits: ['exact', 'calm'] } });
    expect(differences(from, turned).map(({ field }) => field)).toEqual(['personality.traits']);
    const behaviour = Object.fromEntries(Object.entries(from.behaviour).toReversed()) as typeof from.behaviour;
    expect(differences(from, { ...from, behaviour })).toEqual([]);
  });

  test('there and back are the same fields with their values exchanged (BC-10)', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    const anyConfig = fc
      .record({ creativity: percent, aggression: percent })
      .map((behaviour) => configOf({ behaviour }));
    fc.assert(
      fc.property(anyConfig, anyConfig, (one, other) => {
        const back = differences(other, one).map(({ field, from, to }) => ({ field, from: to, to: from }));
        expect(back).toEqual(differences(one, other));
      }),
    );
  });
});
