/** What the search refuses on its way, against a real server on the loopback address (F-41). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SearchFailureCode } from '../../../server/search/failures.ts';
import type { SearchOutcome } from '../../../server/search/port.ts';
import { createSearxngSearch, type SearxngSettings } from '../../../server/search/searxng/searxng.ts';
import {
  startSearxngServer,
  type SearxngPlan,
  type SearxngServer,
} from '../../support/search-servers/searxng-server.ts';

let server: SearxngServer;
/** Another service of the same machine: what a redirect would like to reach. Nobody may ever ask it. */
let inner: SearxngServer;
beforeEach(async () => {
  [server, inner] = await Promise.all([startSearxngServer(), startSearxngServer()]);
});
afterEach(async () => {
  await Promise.all([server.close(), inner.close()]);
});

function find(changes: Partial<SearxngSettings> = {}, signal?: AbortSignal): Promise<SearchOutcome> {
  const search = createSearxngSearch({ baseUrl: server.url, resolve: neverAsked, ...changes });
  return search.find('polls', { limit: 5, signal });
}

async function expectFailure(code: SearchFailureCode, changes: Partial<SearxngSettings> = {}): Promise<void> {
  expect(await find(changes)).toMatchObject({ kind: 'failed', code });
}

const neverAsked = (host: string): Promise<string[]> => Promise.reject(new Error(`Nobody may resolve ${host}.`));

describe('a redirect', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::127.0.0.1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://017700000001:PORT/',
    'http://127.1:PORT/',
    'http://127%E3%80%820%E3%80%820%E3%80%821:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::]:PORT/',
    '//127.0.0.1:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'https://127.0.0.1:PORT/',
  ])('to %s is refused before a connection is made (F-41)', async (written) => {
    const to = written.replace('PORT', String(inner.port));
    server.plans.push({ kind: 'redirect', to });
    await expectFailure('forbidden_address');
    expect(inner.requests).toEqual([]);
  });

  test.each([
    'ftp://pages.example/',
    'file:///etc/passwd',
    'data:application/json,{}',
    'javascript:alert(1)',
    'gopher://x/',
  ])('to %s is refused: only http and https are spoken (F-41)', async (to) => {
    server.plans.push({ kind: 'redirect', to });
    await expectFailure('forbidden_address');
  });

  test('with a name and a password in it is refused, even back to where it came from (F-41)', async () => {
    server.plans.push({ kind: 'redirect', to: server.url.replace('http://', 'http://user:secret@') });
    await expectFailure('forbidden_address');
    expect(server.requests).toHaveLength(1);
  });

  test('to a name that resolves to loopback is refused (F-41)', async () => {
    server.plans.push({ kind: 'redirect', to: `http://inner.example:${inner.port}/` });
    await expectFailure('forbidden_address', { resolve: async () => ['127.0.0.1'] });
    expect(inner.requests).toEqual([]);
  });

  test('to localhost is refused, as the operating system resolves it (F-41)', async () => {
    server.plans.push({ kind: 'redirect', to: `http://localhost:${inner.port}/` });
    await expectFailure('forbidden_address', { resolve: undefined });
    expect(inner.requests).toEqual([]);
  });

  test('to a name with one public and one private address is refused, whichever comes first (F-41)', async () => {
    for (const addresses of [
      ['198.41.0.4', '127.0.0.1'],
      ['127.0.0.1', '198.41.0.4'],
    ]) {
      server.plans.push({ kind: 'redirect', to: `http://inner.example:${inner.port}/` });
      await expectFailure('forbidden_address', { resolve: async () => addresses });
    }
    expect(inner.requests).toEqual([]);
  });

  test('is judged at the second and third hop as at the first (F-41)', async () => {
    server.plans.push(
      { kind: 'redirect', to: '/search/' },
      { kind: 'redirect', to: `${server.url}/again`, status: 307 },
      { kind: 'redirect', to: `http://127.0.0.1:${inner.port}/`, status: 308 },
    );
    await expectFailure('forbidden_address');
    expect(server.requests).toHaveLength(3);
    expect(inner.requests).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])(
    '%i within the configured origin is followed, up to three times (F-41)',
    async (status) => {
      for (const to of ['/a', 'b', `${server.url}/c`]) server.plans.push({ kind: 'redirect', to, status });
      expect(await find()).toMatchObject({ kind: 'found', results: [{}, {}] });
      expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/search', '/a', '/b', '/c']);
    },
  );

  test('that never ends is left after three (F-41)', async () => {
    server.plans.push({ kind: 'redirect_for_ever' });
    await expectFailure('too_many_redirects');
    expect(server.requests).toHaveLength(4);
  });

  test('to what is no address at all fails', async () => {
    server.plans.push({ kind: 'redirect', to: 'http://[' });
    await expectFailure('foreign_answer');
  });

  test('carries no cookie along (F-41)', async () => {
    server.plans.push({ kind: 'redirect', to: '/search?again' });
    await find();
    for (const { headers } of server.requests) expect(headers).not.toHaveProperty('cookie');
    expect(server.requests).toHaveLength(2);
  });
});

describe('the configured origin', () => {
  test('may be a name that resolves to loopback, and is connected to at the very address that was judged (F-41)', async () => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      // A hostile name server gives another address to everyone who asks twice.
      return asked.length === 1 ? ['127.0.0.1'] : ['169.254.169.254'];
    };
    const outcome = await find({ baseUrl: `http://search.example:${server.port}`, resolve });
    expect(outcome).toMatchObject({ kind: 'found', results: [{}, {}] });
    expect(asked).toEqual(['search.example']);
    expect(server.requests[0]?.headers['host']).toBe(`search.example:${server.port}`);
  });

  test('is judged anew at every hop: its name may point elsewhere by then (F-41)', async () => {
    const addresses = ['127.0.0.1', '169.254.169.254'];
    server.plans.push({ kind: 'redirect', to: '/next' });
    await expectFailure('forbidden_address', {
      baseUrl: `http://search.example:${server.port}`,
      resolve: async () => [addresses.shift()!],
    });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '127.1',
    'nonsense',
  ])(
    'is refused where it resolves to %s: the exception is for loopback and private networks (F-41)',
    async (address) => {
      await expectFailure('forbidden_address', {
        baseUrl: `http://search.example:${server.port}`,
        resolve: async () => [address],
      });
      expect(server.requests).toEqual([]);
    },
  );

  test('is exact: another scheme or another name for the same machine is no exception (F-41)', async () => {
    for (const to of [`https://127.0.0.1:${server.port}/`, `http://127.0.0.2:${server.port}/`]) {
      server.plans.push({ kind: 'redirect', to });
      await expectFailure('forbidden_address');
    }
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    'ftp://127.0.0.1/',
    'http://user:secret@127.0.0.1/',
    'http://127.0.0.1/?q=secret',
    'http://127.0.0.1/#secret',
    'secret',
    '',
  ])('must be plain http or https, and the error keeps what it says to itself: %s', (baseUrl) => {
    expect(() => createSearxngSearch({ baseUrl })).toThrow(/must begin with http/);
    expect(() => createSearxngSearch({ baseUrl })).not.toThrow(/secret/);
  });
});

describe('an answer', () => {
  test('that never comes ends at the deadline', async () => {
    server.plans.push({ kind: 'silence' });
    await expectFailure('timed_out', { deadlineMs: 100 });
  });

  test('that drips ends at the deadline, which counts the whole', async () => {
    server.plans.push({ kind: 'drip' });
    await expectFailure('timed_out', { deadlineMs: 100 });
  });

  test('that waits for a resolver that is silent ends at the deadline', async () => {
    await expectFailure('timed_out', {
      baseUrl: 'http://search.example',
      deadlineMs: 100,
      resolve: () => new Promise(() => undefined),
    });
  });

  test('ends at once when the caller calls it off', async () => {
    server.plans.push({ kind: 'drip' });
    const caller = new AbortController();
    const outcome = find({}, caller.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    caller.abort();
    expect(await outcome).toMatchObject({ kind: 'failed', code: 'cancelled' });
  });

  test('of five megabytes is cut off', async () => {
    server.plans.push({ kind: 'flood', byteCount: 5 * 1024 * 1024 });
    await expectFailure('too_large');
  });

  test('of almost a megabyte is read', async () => {
    server.plans.push({ kind: 'flood', byteCount: 15 * 65_536 });
    expect(await find()).toEqual({ kind: 'found', results: [] });
  });

  test('that breaks off is no answer', async () => {
    server.plans.push({ kind: 'broken_off' });
    await expectFailure('broken_off');
  });

  test('in plain HTTP to a question in https is not secure', async () => {
    await expectFailure('no_secure_connection', { baseUrl: server.url.replace('http:', 'https:') });
  });

  test('is missing where nobody listens or nobody has the name', async () => {
    const { url } = inner;
    await inner.close();
    await expectFailure('unreachable', { baseUrl: url });
    await expectFailure('unreachable', { baseUrl: 'http://search.example', resolve: async () => [] });
    inner = await startSearxngServer();
  });

  test.each<[string, SearxngPlan, SearchFailureCode]>([
    ['403', { kind: 'body', status: 403, contentType: 'text/html', text: '<h1>Forbidden</h1>' }, 'json_disabled'],
    ['HTML', { kind: 'body', contentType: 'text/html; charset=utf-8', text: '<html></html>' }, 'json_disabled'],
    ['429', { kind: 'body', status: 429, text: '{}' }, 'rate_limited'],
    ['500', { kind: 'body', status: 500, text: '{"results":[]}' }, 'service_error'],
    ['404', { kind: 'body', status: 404, contentType: 'text/html', text: 'no' }, 'service_error'],
    ['304 with no place to go', { kind: 'body', status: 304, text: '' }, 'service_error'],
    ['broken JSON', { kind: 'body', text: '{"results":[' }, 'foreign_answer'],
    ['JSON of another form', { kind: 'body', text: '{"items":[]}' }, 'foreign_answer'],
    ['JSON that is no object', { kind: 'body', text: 'null' }, 'foreign_answer'],
    ['nothing', { kind: 'body', text: '' }, 'foreign_answer'],
  ])('of %s is a failure with a code of its own', async (_title, plan, code) => {
    server.plans.push(plan);
    await expectFailure(code);
  });

  test('in HTML says what to switch on', async () => {
    server.plans.push({ kind: 'body', status: 403, text: '' });
    expect(await find()).toMatchObject({ sentence: expect.stringContaining('add json to search.formats') });
  });
});
