import { ref, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { RecordingCheck } from '../../../server/contract/recording.ts';
import type { Format } from '../../../server/contract/vocabulary.ts';
import { ApiError } from '../api/client.ts';
import { checkRecording, type RecordingFile, startRecording } from '../api/recordings.ts';
import { mediaTypeOf, sessionsNamed, sizeFault } from '../components/session/recording-file.ts';

/** A recording on its way: read from a file, looked at by the server, then watched by the conductor (EC-27). */
export function useRecording() {
  const router = useRouter();
  const name = ref<string | null>(null);
  const text = shallowRef<RecordingFile | null>(null);
  /** The sessions of a file that holds several, and the one that is chosen. */
  const sessions = shallowRef<readonly string[]>([]);
  const session = ref<string | null>(null);
  const check = shallowRef<RecordingCheck | null>(null);
  const fault = ref<string | null>(null);
  const busy = ref<'reading' | 'starting' | null>(null);

  function clear(): void {
    [name.value, text.value, session.value, check.value, fault.value] = [null, null, null, null, null];
    sessions.value = [];
  }

  /** Another file, or another session of it, makes the answer to an earlier question void. */
  async function look(): Promise<void> {
    const asked = text.value;
    if (!asked) return;
    [busy.value, fault.value, check.value] = ['reading', null, null];
    try {
      const answer = await checkRecording(asked, session.value === null ? {} : { session: session.value });
      if (text.value === asked) check.value = answer;
    } catch (cause) {
      if (text.value !== asked) return;
      const named = cause instanceof ApiError ? sessionsNamed(cause.problem) : [];
      if (named.length > 0) sessions.value = named;
      else fault.value = (cause as Error).message;
    } finally {
      if (text.value === asked) busy.value = null;
    }
  }

  return {
    name,
    sessions,
    session,
    check,
    fault,
    busy,
    clear,
    async take(file: File): Promise<void> {
      clear();
      name.value = file.name;
      fault.value = sizeFault(file.size);
      if (fault.value !== null) return;
      const content = await file.text();
      text.value = { content, type: mediaTypeOf(content) };
      await look();
    },
    async choose(id: string): Promise<void> {
      session.value = id;
      await look();
    },
    async start(title: string, format: Format): Promise<void> {
      if (!text.value || busy.value) return;
      [busy.value, fault.value] = ['starting', null];
      try {
        const { id } = await startRecording(text.value, {
          title,
          format,
          ...(session.value === null ? {} : { session: session.value }),
        });
        await router.push({ name: 'session', params: { sessionId: id } });
      } catch (cause) {
        fault.value = (cause as Error).message;
      } finally {
        busy.value = null;
      }
    },
  };
}
