import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelAnswer } from '../../../server/language/port.ts';
import { errandOf } from '../../../server/language/scripted/errand.ts';
import type { Template } from '../../../server/language/scripted/grammar.ts';
import { expand } from '../../../server/language/scripted/grammar.ts';
import { heardIn, minutesIn, questionIn } from '../../../server/language/scripted/heard.ts';
import { keyFor } from '../../../server/language/scripted/menu-key.ts';
import * as phrases from '../../../server/language/scripted/phrases/call-contact.ts';
import { createScriptedModel } from '../../../server/language/scripted/scripted.ts';
import { callTools } from '../../../server/systems/outreach/talk/tools.ts';
import { requestOf } from '../../support/model-servers/setups.ts';
import { personaOf } from './scripted-bots.ts';

async function speak(purpose: string, call: object, seed = 7): Promise<ModelAnswer> {
  const model = createScriptedModel({ provider: 'scripted', name: 'scripted', seed });
  const facts = { persona: personaOf({}), call };
  const tools = { tools: callTools, takesRefusedToolCalls: true };
  const result = await model.complete(requestOf({ purpose, facts, ...(purpose === 'call_turn' && tools) }));
  if (result.kind === 'failed') throw new Error(result.sentence);
  return result;
}

const contact = { name: 'Amina Diallo', role: 'speaker', organisation: null };

describe('a scripted side of a call (OR-3)', () => {
  test('says words and uses known tools well, whatever it is told', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 });
    const turn = fc.record({ speaker: fc.constantFrom('bot', 'contact', 'line', 'note'), text });
    const call = fc.record({
      phase: fc.constantFrom('menu', 'voicemail', 'talk', 'holding', 'pickup', 'goodbye', ''),
      objective: text,
      context: text,
      contact: fc.record({ name: text, role: text, organisation: fc.option(text) }),
      turns: fc.array(turn, { maxLength: 6 }),
      answers: fc.array(fc.record({ question: text, answer: text }), { maxLength: 2 }),
      freshAnswer: fc.option(fc.record({ question: text, answer: text })),
      localTime: text,
    });
    await fc.assert(
      fc.asyncProperty(call, fc.nat(), fc.constantFrom('call_turn', 'contact_turn'), async (given, seed, purpose) => {
        const answer = await speak(purpose, given, seed);
        expect(answer.refusedToolCalls).toBeUndefined();
        if (answer.toolCalls.length === 0) expect(answer.text).not.toBe('');
        expect(answer.text.length).toBeLessThan(900);
        expect(answer.text).not.toMatch(/[{}<>]|undefined|NaN|\[object/);
      }),
      { numRuns: 300 },
    );
  });

  test('is told something else altogether, and still answers', async () => {
    for (const call of [null, 7, 'x', { turns: 'none', person: [], contact: 3, answers: [{}] }])
      for (const purpose of ['call_turn', 'contact_turn', 'call_analysis'])
        expect((await speak(purpose, call as object)).text).not.toBe('');
  });
});

test.each([
  [
    'Find out whether Amina Diallo can speak, and whether her hotel is booked.',
    'find out whether you can speak, and whether your hotel is booked',
    true,
  ],
  [
    'Confirm that she has the contract and that she is happy with it',
    'confirm that you have the contract and that you are happy with it',
    true,
  ],
  ['Win her back: she has missed three evenings', 'win you back: you have missed three evenings', true],
  ['Invite Amina’s choir', 'invite your choir', true],
  ['Coffee and cups', 'Coffee and cups', false],
  ['She has not confirmed. Ask her again!', 'you have not confirmed. Ask you again', false],
])('the errand “%s” is said to the person’s face (OR-3)', (objective, text, isDeed) => {
  expect(errandOf(objective, contact.name)).toEqual({ text, isDeed });
});

test.each([
  ['Count me in, then.', 'yes'],
  ['I’m happy to.', 'yes'],
  ['No hurry, I have a chair.', 'other'],
  ['Yes, hello, this is Amina.', 'other'],
  ['No, thank you.', 'no'],
  ['I am not convinced, so it’s a no.', 'no'],
  ['Call me again in 30 minutes.', 'later'],
  ['Can you ring back in an hour?', 'later'],
  ['Count me in. But what does the package cost?', 'question'],
  ['Hello, who is this?', 'other'],
])('“%s” is heard as %s (OR-3)', (text, heard) => {
  expect(heardIn(text)).toBe(heard);
});

test('of several questions the last is answered, and the time somebody names is understood (OR-3)', () => {
  expect(questionIn('Who is this? And what does the stand cost? Tell me.')).toBe('And what does the stand cost?');
  expect(
    ['in 45 minutes', 'in an hour', 'in half an hour', 'in 2 days', 'tomorrow', 'some time'].map(minutesIn),
  ).toEqual([45, 60, 30, 2_880, 1_440, null]);
});

test('a bot in a menu presses what leads to a person, then what it has not tried, then nothing (OR-3)', () => {
  const says = 'For repairs, press 1. To speak to somebody, press 2. Press star for Amina Diallo.';
  const line = { speaker: 'line', text: says } as const;
  const pressed = (key: string) => ({ speaker: 'bot', text: `(presses ${key})` }) as const;
  expect(keyFor([line], contact)).toBe('*');
  expect(keyFor([line, pressed('*'), line], contact)).toBe('2');
  expect(
    keyFor(
      [line, pressed('*'), { ...line, text: `That is not one of the choices. ${says}` }, pressed('2'), line],
      contact,
    ),
  ).toBe('1');
  expect(keyFor([line, pressed('*'), line, pressed('2'), line, pressed('1'), line], contact)).toBeNull();
});

const said = (pool: readonly Template[]): string[] =>
  pool.flatMap((one) =>
    [0, 0.5, 0.99].map((u) =>
      expand(
        one,
        'words',
        () => u,
        (slot) => (slot === 'when' ? 'in an hour' : 'Amina'),
      ),
    ),
  );

test.each([
  ['agrees', 'yes'],
  ['refuses', 'no'],
  ['laters', 'later'],
  ['hellos', 'other'],
  ['asides', 'other'],
  ['leads', 'other'],
  ['nextLeads', 'other'],
  ['reactions', 'other'],
  ['holds', 'other'],
  ['unsure', 'other'],
  ['settled', 'other'],
  ['leaving', 'other'],
  ['goodbyes', 'other'],
] as const)('whatever contacts say of the kind “%s” is heard as %s (OR-3)', (kind, heard) => {
  const { [kind]: pools } = { ...phrases };
  for (const pool of Object.values(pools)) for (const text of said(pool)) expect(heardIn(text), text).toBe(heard);
});

test('a polite “ring again” after a yes does not undo it (OR-4)', async () => {
  const turns = ['Hello?', 'Gladly!', 'Bye, and do ring again!'].map((text) => ({ speaker: 'contact', text }));
  const { text } = await speak('call_analysis', { contact, turns, hint: 'done' });
  expect(text).toBe('Amina Diallo agreed: “Gladly”.');
});

describe('a doubt that is answered (OR-2, OR-3)', () => {
  const doubt = { about: 'the fee', question: 'Is there a fee for the talk?' };
  const person = { temperament: 'warm', doubts: [doubt], isWilling: true };
  const agreedRatio = async (answer: string): Promise<number> => {
    const turns = [
      { speaker: 'contact', text: 'Hello, Amina speaking.' },
      { speaker: 'bot', text: 'I am calling to invite you. Not in my notes yet, the rest. What do you say?' },
      { speaker: 'contact', text: doubt.question },
      { speaker: 'bot', text: 'I do not know. Asking now.' },
      { speaker: 'contact', text: 'I can wait.' },
      { speaker: 'bot', text: `Got it: ${answer}.` },
    ];
    const calls = Array.from({ length: 200 }, (_, seed) => ({ phase: 'talk', contact, person, turns, seed }));
    const heard = await Promise.all(calls.map(async (call) => heardIn((await speak('contact_turn', call)).text)));
    expect(heard.filter((one) => one !== 'yes' && one !== 'no')).toEqual([]);
    return heard.filter((one) => one === 'yes').length / heard.length;
  };

  test.each(['no', 'No, sorry', 'not this year', 'unfortunately there is none'])(
    'with “%s” puts off about half of those who were willing',
    async (answer) => {
      const ratio = await agreedRatio(answer);
      expect(ratio).toBeGreaterThan(0.35);
      expect(ratio).toBeLessThan(0.65);
    },
  );

  test.each(['yes', '400 euros', 'nothing is easier than that', 'I know of no better one'])(
    'with “%s” puts off nobody',
    async (answer) => {
      expect(await agreedRatio(answer)).toBe(1);
    },
  );
});
