import { describe, expect, test } from 'vitest';
import type { ModelAnswer } from '../../../../../server/language/port.ts';
import { noUsage } from '../../../../../server/language/usage.ts';
import { callTools } from '../../../../../server/systems/outreach/talk/tools.ts';
import type { Standing } from '../../../../../server/systems/outreach/talk/use-tools.ts';
import { mostUses, useTools } from '../../../../../server/systems/outreach/talk/use-tools.ts';

const localTime = '2026-11-21T09:00:00+01:00';
const standing: Standing = { phase: 'talk', askedCount: 0, nowMs: Date.parse(localTime), timeZone: 'Europe/Paris' };

/** An answer with these tool calls, read by the tools' own schemas as the port does. */
function answerWith(...calls: readonly [string, Record<string, unknown>][]): ModelAnswer {
  const toolCalls = calls.map(([name, given], index) => {
    const tool = callTools.find((one) => one.name === name)!;
    return { id: `call_${index}`, name, arguments: tool.schema.parse(given) };
  });
  return { kind: 'answered', text: '', value: undefined, toolCalls, usage: noUsage, stopReason: 'tool_use' };
}

const ask = { question: 'What does it cost?', recipient_message: 'I will call you again.' };

describe('the tools of a call (OR-3)', () => {
  test('there are four of them, and no more', () => {
    expect(callTools.map(({ name }) => name)).toEqual([
      'request_user_info',
      'end_call',
      'send_dtmf',
      'reschedule_call',
    ]);
  });

  test.each([
    [undefined, 10],
    [30, 30],
    [1, 5],
    [-7, 5],
    [9_999, 120],
    [7.6, 8],
  ])('a creator asked with timeout_seconds %s has %s seconds (OR-6)', (given, seconds) => {
    const { uses, deeds } = useTools(
      answerWith(['request_user_info', { ...ask, ...(given && { timeout_seconds: given }) }]),
      standing,
    );
    expect(deeds).toMatchObject([{ kind: 'ask', question: ask.question, timeoutSeconds: seconds }]);
    expect(uses).toMatchObject([
      { name: 'request_user_info', isAccepted: true, result: expect.stringContaining(`${seconds} seconds`) },
    ]);
  });

  test('answers to choose from get ids of their own (OR-7)', () => {
    const { deeds } = useTools(answerWith(['request_user_info', { ...ask, options: ['Yes', 'No'] }]), standing);
    const options = [
      { id: 'option-1', label: 'Yes' },
      { id: 'option-2', label: 'No' },
    ];
    expect(deeds).toMatchObject([{ options }]);
  });

  test.each([
    ['send_dtmf', { keys: '2' }, 'talk', /no menu/],
    ['send_dtmf', { keys: '2' }, 'voicemail', /no menu/],
    ['request_user_info', ask, 'menu', /nobody is on the line/],
    ['request_user_info', ask, 'holding', /asked already/],
    ['end_call', { reason: 'Bored.' }, 'holding', /wait for the answer/],
    ['reschedule_call', { in_minutes: 30 }, 'menu', /nobody on the line/],
    ['reschedule_call', {}, 'talk', /either in_minutes or at/],
    ['reschedule_call', { in_minutes: 30, at: '14:30' }, 'talk', /either in_minutes or at/],
    ['reschedule_call', { at: 'when the moon is full' }, 'talk', /no time/],
  ] as const)('%s %j in phase %s is refused and recorded, and nothing is done', (name, given, phase, why) => {
    const { uses, deeds } = useTools(answerWith([name, given]), { ...standing, phase });
    expect(deeds).toEqual([]);
    expect(uses).toMatchObject([{ name, isAccepted: false, result: expect.stringMatching(why) }]);
  });

  test('a sixth question in a call is refused', () => {
    expect(useTools(answerWith(['request_user_info', ask]), { ...standing, askedCount: 5 }).deeds).toEqual([]);
  });

  test('of several at once those are accepted that go together', () => {
    const both = useTools(
      answerWith(['reschedule_call', { at: '14:30' }], ['end_call', { reason: 'Later.' }]),
      standing,
    );
    expect(both.deeds.map(({ kind }) => kind)).toEqual(['reschedule', 'end']);
    expect(both.deeds[0]).toEqual({ kind: 'reschedule', inSeconds: 5.5 * 3_600 });
    const torn = useTools(answerWith(['request_user_info', ask], ['end_call', { reason: 'Done.' }]), standing);
    expect(torn.deeds.map(({ kind }) => kind)).toEqual(['ask']);
    expect(torn.uses.map(({ isAccepted }) => isAccepted)).toEqual([true, false]);
  });

  test('F-13: unknown names and bad arguments come after them as refused, eight uses in all', () => {
    const refusedToolCalls = Array.from({ length: 20 }, (_, index) => ({
      name: `tool_${index}`,
      arguments: null,
      issue: 'The model asks for a tool that it was not offered.',
    }));
    const { uses, deeds } = useTools({ ...answerWith(['end_call', { reason: 'Done.' }]), refusedToolCalls }, standing);
    expect(deeds.map(({ kind }) => kind)).toEqual(['end']);
    expect(uses).toHaveLength(mostUses);
    expect(uses.slice(1).every(({ isAccepted, result }) => !isAccepted && result.includes('not offered'))).toBe(true);
  });
});
