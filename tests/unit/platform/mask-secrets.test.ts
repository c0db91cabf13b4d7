import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formsOf,
  mask,
  maskKeys,
  maskLine,
  maskSecrets,
  maskedCopy,
} from '../../../server/platform/telemetry/mask-secrets.ts';

const key = 'Zk3vQ9xT7bLw2RfP8sYd';

test.each([
  `The key is sk-ant-${key}.`,
  `{"apiKey": "${key}", "other": 1}`,
  `{\\"password\\": \\"${key}\\"}`,
  `api_key=${key}&page=2`,
  `Authorization: Bearer ${key}`,
  `cookie: session=${key}`,
  `X-Auth-Token: ${key}`,
  `use bearer ${key} there`,
  `https://user:${key}@example.org/path`,
  `ghp_${key}, glpat-${key}`,
  `claque_${key}${key}`,
  `eyJhbGciOiJIUzI1NiJ9.${key}.${key}`,
  `-----BEGIN RSA PRIVATE KEY-----\n${key}\n${key}\n-----END RSA PRIVATE KEY-----`,
])('what looks like a key is masked: %s (F-42)', (text) => {
  const masked = maskSecrets(text, []);
  expect(masked).not.toContain(key);
  expect(masked).toContain(mask);
});

test('a key in force is masked however it looks, and plain words stay as they are (F-42)', () => {
  expect(maskSecrets('It said open sesame twice: open sesame.', ['open sesame', ''])).toBe(
    `It said ${mask} twice: ${mask}.`,
  );
  const plain =
    'The cookies at the desk were good; 350 tokens a post. See https://example.org/a@b, or ask the secretary.';
  expect(maskSecrets(plain, [])).toBe(plain);
});

test('a text of any kind is masked in a time that its length bounds (F-40)', () => {
  const nasty = [
    '-'.repeat(40_000),
    'a-'.repeat(20_000),
    'token'.repeat(8_000),
    'password:'.repeat(4_000),
    '"token":"\\'.repeat(3_000),
  ];
  // A pattern that runs away takes minutes here: the time limit of a test is the judge.
  for (const text of nasty) expect(maskSecrets(text, []).length).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const masked = maskSecrets(text, []);
      expect(maskSecrets(masked, [])).toBe(masked);
    }),
  );
});

test('a value keeps its form: texts and names are masked, and what stands under a name that says so, whole (F-42)', () => {
  const given = {
    note: `take sk-ant-${key}`,
    tries: [1, null, `bearer ${key}`],
    inner: { apiKey: 'short', token: 5, tokens: 'many', [`sk-ant-${key}`]: true },
  };
  expect(maskedCopy(given, (text) => maskSecrets(text, []))).toEqual({
    note: `take ${mask}`,
    tries: [1, null, `bearer ${mask}`],
    inner: { apiKey: mask, token: 5, tokens: 'many', [mask]: true },
  });
});

test('a line of the log stays JSON, whatever is masked in it (F-42)', () => {
  const known = formsOf('open "sesame"');
  const line = (msg: string) => `${JSON.stringify({ level: 30, token: 5, msg })}\n`;
  expect(maskLine(line('all is well'), known)).toBe(line('all is well'));
  expect(maskLine(line('it said open "sesame"; password: x'), known)).toBe(line(`it said ${mask}; password: ${mask}`));
  expect(maskLine(line(`-----BEGIN PRIVATE KEY-----\n${key}`), known)).toBe(line(mask));
});

test('a key in force is known within JSON and within an address, too (F-42)', () => {
  const secret = 'a "quoted" \\ key+';
  for (const text of [secret, JSON.stringify({ secret }), `?q=${encodeURIComponent(secret)}`])
    expect(maskKeys(text, formsOf(secret))).toContain(mask);
  expect(maskKeys('body.token: too short', formsOf(secret))).toBe('body.token: too short');
});
