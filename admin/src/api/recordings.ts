import { z } from 'zod';
import { RecordedAct, RecordingCheck } from '../../../server/contract/recording.ts';
import { Session } from '../../../server/contract/session.ts';
import type { Format } from '../../../server/contract/vocabulary.ts';
import { request } from './client.ts';

export interface RecordingFile {
  content: string;
  /** Its media type. */
  type: string;
}

/** What would be read of a recording, with nothing started (EC-27). */
export const checkRecording = (text: RecordingFile, query: { session?: string }) =>
  request(RecordingCheck, '/api/recordings/check', { method: 'POST', text, query });

export const startRecording = (text: RecordingFile, query: { title: string; format: Format; session?: string }) =>
  request(Session, '/api/recordings', { method: 'POST', text, query });

/** Of a recorded session's run file, what the host did; the rest of it is for replaying. */
const RecordedActs = z
  .object({ spec: z.object({ recording: z.object({ acts: z.array(RecordedAct) }).nullable() }) })
  .transform(({ spec }) => spec.recording?.acts ?? []);

export const fetchRecordedActs = (sessionId: string) =>
  request(RecordedActs, `/api/sessions/${encodeURIComponent(sessionId)}/run-file`);
