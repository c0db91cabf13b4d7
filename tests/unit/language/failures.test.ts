import { expect, test } from 'vitest';
import { DeadlinePassed, codeOfAbort, failureTable } from '../../../server/language/failures.ts';

test('a deadline is told from a caller who lost interest, whoever set it', () => {
  expect(codeOfAbort(AbortSignal.abort(new DeadlinePassed()))).toBe('timed_out');
  expect(codeOfAbort(AbortSignal.abort(new DOMException('', 'TimeoutError')))).toBe('timed_out');
  expect(codeOfAbort(AbortSignal.abort())).toBe('cancelled');
  expect(codeOfAbort(AbortSignal.abort('enough'))).toBe('cancelled');
});

test('every fault of a provider tells how the provider is', () => {
  const silent = Object.entries(failureTable).filter(([, row]) => row.isProviderFault && !row.isAboutProvider);
  expect(silent).toEqual([]);
});

test('a provider that is not configured pauses the bot, costs nothing and is not tried again (BC-7)', () => {
  expect(failureTable.not_configured).toMatchObject({ next: 'pause', billing: 'none', isRetryable: false });
});
