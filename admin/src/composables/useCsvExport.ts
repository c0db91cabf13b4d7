import { useToast } from '@nuxt/ui/composables';
import { ref } from 'vue';
import { download } from '../csv.ts';
import { count } from '../numbers.ts';

/** Assumed: more than anybody reads, few enough to fetch in a moment. */
const mostExported = 10_000;

/** What a list has on all its pages, as a file. */
export function useCsvExport<T>(parts: {
  readonly fileName: string;
  /** Those that the file holds where there are more. */
  readonly kept: 'newest' | 'first';
  readonly fetchAll: (most: number) => Promise<readonly T[]>;
  readonly csvOf: (entries: readonly T[]) => string;
}) {
  const toast = useToast();
  const isExporting = ref(false);
  async function exportCsv(): Promise<void> {
    isExporting.value = true;
    try {
      const entries = await parts.fetchAll(mostExported);
      download(parts.fileName, parts.csvOf(entries));
      if (entries.length === mostExported)
        toast.add({ title: `The file holds the ${parts.kept} ${count(mostExported)}`, icon: 'i-lucide-info' });
    } catch (cause) {
      toast.add({ title: 'Nothing was exported', description: (cause as Error).message, color: 'error' });
    }
    isExporting.value = false;
  }
  return { isExporting, exportCsv };
}
