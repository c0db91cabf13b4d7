import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failed } from '../../../server/language/failed.ts';
import { failureTable } from '../../../server/language/failures.ts';
import type { LanguageModel } from '../../../server/language/port.ts';
import { withoutQuotes } from '../../../server/language/without-quotes.ts';
import { requestOf } from '../../support/model-servers/setups.ts';

const failing = (detail: string): LanguageModel => ({
  provider: 'ollama',
  name: 'x',
  complete: () => Promise.resolve(failed('bad_request', { detail })),
});

async function sentenceOf(detail: string, prompt: string): Promise<string> {
  const request = requestOf({ stable: ['You are nobody.'], messages: [{ role: 'user', text: prompt }] });
  const result = await withoutQuotes(failing(detail)).complete(request);
  return result.kind === 'failed' ? result.sentence.slice(failureTable.bad_request.sentence.length + 1) : '';
}

test('what a provider quotes of the prompt is not said of the failure, and the rest is (EX-12, F-42)', async () => {
  const prompt = 'Mona keeps a diary of every meeting.\nNobody knows.';
  expect(await sentenceOf(`cannot read “${prompt.replace('\n', ' ')}” as JSON`, prompt)).toBe(
    'cannot read “[prompt]” as JSON',
  );
  expect(await sentenceOf('model "mona" not found', prompt)).toBe('model "mona" not found');
});

test('wherever and however much of it is quoted, no twenty characters in a row are left (F-42)', async () => {
  const text = fc.string({ unit: fc.constantFrom(...'abcdefgh '.split('')), minLength: 20, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, text, fc.nat(40), async (prompt, around, from) => {
      const quoted = prompt.slice(from);
      const said = await sentenceOf(around + quoted + around, prompt);
      for (let at = 0; at + 20 <= quoted.length; at += 1) expect(said).not.toContain(quoted.slice(at, at + 20));
    }),
  );
});

test('an answer is left as it is', async () => {
  const answer = { kind: 'answered', text: 'You are nobody. You are nobody.' } as never;
  const model: LanguageModel = { provider: 'ollama', name: 'x', complete: () => Promise.resolve(answer) };
  expect(await withoutQuotes(model).complete(requestOf())).toBe(answer);
});
