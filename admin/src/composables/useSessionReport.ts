import { useIntervalFn } from '@vueuse/core';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { fetchReport, reportAddress, type ReportFormat } from '../api/reports.ts';
import { download } from '../csv.ts';

type Standing =
  | { state: 'idle' }
  | { state: 'making' }
  | { state: 'ready'; address: string | null }
  | { state: 'failed'; message: string };

const types: Record<Exclude<ReportFormat, 'html'>, string> = {
  json: 'application/json;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
};

/** Has the server make a session's report (EC-25), and hands it over: a page opens in a new tab, a file is saved. */
export function useSessionReport(sessionId: () => string) {
  const standing = shallowRef<Standing>({ state: 'idle' });
  const seconds = ref(0);
  const { pause, resume } = useIntervalFn(() => (seconds.value += 1), 1_000, { immediate: false });
  let making: AbortController | null = null;

  function cancel(): void {
    making?.abort();
    making = null;
    pause();
    standing.value = { state: 'idle' };
  }

  async function make(format: ReportFormat, seeds: number): Promise<void> {
    cancel();
    const own = new AbortController();
    making = own;
    seconds.value = 0;
    resume();
    standing.value = { state: 'making' };
    try {
      const text = await fetchReport(sessionId(), { format, seeds, signal: own.signal });
      if (own.signal.aborted) return;
      standing.value = { state: 'ready', address: handOver(format, seeds, text) };
    } catch (cause) {
      if (!own.signal.aborted) standing.value = { state: 'failed', message: (cause as Error).message };
    } finally {
      if (making === own) pause();
    }
  }

  /** The server has just made the page and keeps it: its address answers at once, and can be sent to somebody. */
  function handOver(format: ReportFormat, seeds: number, text: string): string | null {
    if (format !== 'html') {
      download(`claque-report-${sessionId()}.${format}`, text, types[format]);
      return null;
    }
    const address = reportAddress(sessionId(), { format, seeds });
    // A browser may refuse after a long wait: the link to the page stays.
    window.open(address, '_blank', 'noopener');
    return address;
  }

  onScopeDispose(cancel);
  return { standing, seconds, make, cancel };
}
