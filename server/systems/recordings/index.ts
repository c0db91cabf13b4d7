/** The face of the recordings system: sessions that were recorded elsewhere, read for the conductor to watch (EC-27). */
export { readRecording, type RecordingRead } from './read-recording.ts';
export { recordedSpec } from './recorded-spec.ts';
export { RecordingWriter } from './write-recording.ts';
export { recordingRoutes } from './routes.ts';
