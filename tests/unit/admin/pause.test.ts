import { mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { command } from '../../../admin/src/api/client.ts';
import { login } from '../../../admin/src/api/access.ts';
import { pauseSeconds } from '../../../admin/src/api/pause.ts';
import AppPause from '../../../admin/src/components/shell/AppPause.vue';

const problem = { type: '/problems/too-many-requests', title: 'Too many requests', status: 429, detail: 'Wait 20 s.' };
const tooMany = (retryAfter = '20') =>
  new Response(JSON.stringify(problem), { status: 429, headers: { 'retry-after': retryAfter } });
const fetched = vi.fn<typeof fetch>();
const bodies = () => fetched.mock.calls.map(([, init]) => init?.body);

beforeEach(() => {
  vi.useFakeTimers();
  fetched.mockReset().mockImplementation(async () => new Response('{}'));
  vi.stubGlobal('fetch', fetched);
});

afterEach(() => {
  vi.advanceTimersByTime(200_000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a pause that the server asks for', () => {
  it('is kept to the second, shown, and what was to be sent is sent then, as it was typed (PL-15)', async () => {
    fetched.mockResolvedValueOnce(tooMany());
    const shown = mount(AppPause);
    const saved = command('/api/notes', { body: { text: 'Typed with care' } });
    await vi.advanceTimersByTimeAsync(1);
    expect([pauseSeconds.value, shown.text()]).toEqual([20, expect.stringContaining('a pause of 20 s')]);
    const other = command('/api/others', { body: { text: 'Meanwhile' } });
    await vi.advanceTimersByTimeAsync(19_000);
    expect([fetched.mock.calls.length, pauseSeconds.value]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(2_000);
    await Promise.all([saved, other]);
    const [typed, meanwhile] = ['Typed with care', 'Meanwhile'].map((text) => JSON.stringify({ text }));
    expect(bodies()).toEqual([typed, typed, meanwhile]);
    expect([pauseSeconds.value, shown.find('[data-testid=pause]').exists()]).toEqual([null, false]);
  });

  it('is not asked for ever: after three it is said why (PL-15)', async () => {
    fetched.mockImplementation(async () => tooMany());
    const refused = command('/api/notes').catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(90_000);
    expect(await refused).toMatchObject({ status: 429, message: 'Wait 20 s.' });
    expect(fetched).toHaveBeenCalledTimes(4);
  });

  it('holds nobody who has given up, and holds up no login, which says so itself (PL-15)', async () => {
    fetched.mockImplementation(async () => tooMany('30'));
    const given = new AbortController();
    const left = command('/api/notes', { signal: given.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    given.abort(new Error('left'));
    expect(await left).toMatchObject({ message: 'left' });
    await expect(login('secret')).rejects.toMatchObject({ status: 429, message: 'Wait 20 s.' });
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('lasts two minutes at most, and some seconds where its length is not said (PL-15)', async () => {
    for (const [said, seconds] of [
      ['86400', 120],
      ['Thu, 01 Jan 2026 00:00:00 GMT', 5],
      ['0', 1],
    ] as const) {
      fetched.mockResolvedValueOnce(tooMany(said));
      const asked = command('/api/notes');
      await vi.advanceTimersByTimeAsync(1);
      expect(pauseSeconds.value).toBe(seconds);
      await vi.advanceTimersByTimeAsync(seconds * 1_000 + 500);
      await asked;
    }
  });
});
