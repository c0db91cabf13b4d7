import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useSessionReport } from '../../../admin/src/composables/useSessionReport.ts';
import { useSessionSelection } from '../../../admin/src/composables/useSessionSelection.ts';

function within<T>(setup: () => T) {
  let made: T | undefined;
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { template: '<p />' } }],
  });
  const wrapper = mount(
    {
      setup() {
        made = setup();
        return () => null;
      },
    },
    { global: { plugins: [router] } },
  );
  return { made: made!, wrapper, router };
}

describe('a report that is made', () => {
  const answer = (body: string, status = 200) =>
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.resolve(new Response(body, { status }))),
    );

  it('opens as a page at an address that can be sent to somebody (EC-25)', async () => {
    answer('<h1>Report</h1>');
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    const { made } = within(() => useSessionReport(() => 's1'));
    await made.make('html', 10);
    expect(open.mock.calls[0]![0]).toBe('/api/sessions/s1/report?format=html&seeds=10');
    expect(made.standing.value).toEqual({ state: 'ready', address: '/api/sessions/s1/report?format=html&seeds=10' });
  });

  it('is asked for again, when the server says so, while it is being made (EC-25)', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const pending = () => new Response('{}', { status: 202, headers: { 'retry-after': '2' } });
    const fetched = vi.fn().mockResolvedValueOnce(pending()).mockResolvedValueOnce(new Response('{"tick":1}'));
    vi.stubGlobal('fetch', fetched);
    const { made } = within(() => useSessionReport(() => 's1'));
    const making = made.make('html', 50);
    vi.spyOn(window, 'open').mockReturnValue(null);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(made.standing.value.state).toBe('making');
    await vi.advanceTimersByTimeAsync(200);
    await making;
    expect(fetched).toHaveBeenCalledTimes(2);
    expect(made.standing.value.state).toBe('ready');
  });

  it('says in the server’s words why it was not made (EC-25)', async () => {
    answer(JSON.stringify({ type: '/problems/x', title: 'No', status: 409, detail: 'It has no point yet.' }), 409);
    const { made } = within(() => useSessionReport(() => 's1'));
    await made.make('json', 0);
    expect(made.standing.value).toEqual({ state: 'failed', message: 'It has no point yet.' });
  });

  it('can be stopped, and then nothing opens (EC-25)', async () => {
    let finish = (_: Response) => {};
    let signal: AbortSignal | null | undefined;
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
      signal = init.signal;
      return new Promise<Response>((resolve) => (finish = resolve));
    });
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    const { made } = within(() => useSessionReport(() => 's1'));
    const making = made.make('html', 30);
    expect(made.standing.value.state).toBe('making');
    await vi.waitFor(() => expect(signal).toBeDefined());
    made.cancel();
    expect(signal?.aborted).toBe(true);
    finish(new Response('<h1>Report</h1>'));
    await making;
    expect(open).not.toHaveBeenCalled();
    expect(made.standing.value.state).toBe('idle');
  });
});

describe('rows that are ticked', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'];
  const selection = () => within(() => useSessionSelection(() => rows));

  it('stand in the address, and go out of it again (EC-26)', async () => {
    const { made, router } = selection();
    made.toggle('b');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ sel: 'b' });
    made.toggle('b');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({});
  });

  it('become a range up to the last one ticked, in either direction (EC-26)', async () => {
    const { made } = selection();
    made.toggle('d');
    await flushPromises();
    made.toggle('b', true);
    await flushPromises();
    expect(made.ids.value.toSorted()).toEqual(['b', 'c', 'd']);
    made.toggle('c', true);
    await flushPromises();
    expect(made.ids.value).toEqual(['d']);
  });

  it('are one row if the other end of the range is on another page (EC-26)', async () => {
    const { made } = selection();
    made.toggle('elsewhere');
    await flushPromises();
    made.toggle('c', true);
    await flushPromises();
    expect(made.ids.value).toEqual(['elsewhere', 'c']);
  });
});
