import { expect, test } from 'vitest';
import { parseOtlpHeaders } from '../../../server/platform/telemetry/otlp-headers.ts';

test('reads pairs as the variable writes them, values percent-encoded and with signs of equality in them', () => {
  expect(parseOtlpHeaders('')).toEqual({});
  expect(parseOtlpHeaders('api-key=abc%20def, x-team=events')).toEqual({ 'api-key': 'abc def', 'x-team': 'events' });
  expect(parseOtlpHeaders('authorization=Basic%20YWJj==')).toEqual({ authorization: 'Basic YWJj==' });
});

test.each(['no pair', '=value', 'a b=c', 'key=%zz', 'key=a,', 'key=line%0abreak', 'key=x\u0000'])(
  'refuses %j: it would fail with every batch, or be quoted in full by whoever rejects it',
  (text) => {
    expect(parseOtlpHeaders(text)).toBeNull();
  },
);
