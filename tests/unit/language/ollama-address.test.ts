import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ollamaAddress } from '../../../server/language/ollama/ollama-address.ts';

test.each([
  ['127.0.0.1', 'http://127.0.0.1:11434'],
  ['localhost:8000', 'http://localhost:8000'],
  ['box:80', 'http://box:80'],
  [':8000', 'http://127.0.0.1:8000'],
  ['0.0.0.0', 'http://127.0.0.1:11434'],
  ['0.0.0.0:8000', 'http://127.0.0.1:8000'],
  ['::1', 'http://[::1]:11434'],
  ['::80', 'http://[::80]:11434'],
  ['[::]:8000', 'http://[::1]:8000'],
  ['http://box', 'http://box'],
  ['https://box/', 'https://box'],
  ['https://box:8443/ollama/', 'https://box:8443/ollama'],
  ['  "box"  ', 'http://box:11434'],
  ["http://box/o'", "http://box/o'"],
  ['__proto__', 'http://__proto__:11434'],
])('reads %s as Ollama does', (host, address) => {
  expect(URL.parse(ollamaAddress(host)!)?.href).toBe(URL.parse(address)?.href);
});

test.each(['', 'ftp://box', 'box:99999', 'a b', 'http://', 'http://me:word@box', 'me@box', 'box?x=1', 'file:///etc'])(
  'stands for no address: %s',
  (host) => {
    expect(ollamaAddress(host)).toBeNull();
  },
);

test('what it makes of any text is a URL that it reads as itself, or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.ipV6(), fc.ipV4()), (text) => {
      const address = ollamaAddress(text);
      if (address !== null) expect(ollamaAddress(address)).toBe(address);
    }),
  );
});
