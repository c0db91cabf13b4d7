/** Examples for the API's description. */
import type { RecordingCheck } from '../../contract/recording.ts';

export const csvExample = [
  'time,type,user,text,poll',
  '0,join,ana,,',
  '00:00:02,join,ben,,',
  '95,message,ana,Good morning,',
  '600,poll_opened,,How is the pace?,p1',
  '604,vote,ben,,p1',
  '3480,leave,ana,,',
  '',
].join('\n');

export const jsonLinesExample = [
  '{"time":"2026-11-21T09:00:00Z","type":"join","user":"ana"}',
  '{"time":"2026-11-21T09:01:35Z","type":"message","user":"ana","text":"Good morning"}',
  '{"time":"2026-11-21T09:58:00Z","type":"leave","user":"ana"}',
  '',
].join('\n');

export const checkExample: RecordingCheck = {
  name: 'Town hall',
  seconds: 3_481,
  userCount: 2,
  mostPresentCount: 2,
  eventCounts: { join: 2, message: 1, poll_opened: 1, vote: 1, leave: 1 },
  brokenLineCount: 0,
  warnings: [
    'Whether windows were in focus was not recorded: the score does without it, and falls are noticed by chat and leaves alone.',
  ],
  buildUpSeconds: 580,
  windDownSeconds: 290,
};
