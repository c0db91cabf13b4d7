/** What a simulated session looks like to a platform, and that it reads back as it was (EC-27). */
import { expect, test } from 'vitest';
import { recordedLines } from '../../../../server/commands/record.ts';
import type { RunActivity } from '../../../../server/contract/activity.ts';
import type { Observation } from '../../../../server/contract/observation.ts';
import { RecordingWriter, recordedSpec } from '../../../../server/systems/recordings/index.ts';
import { read } from '../../../support/recordings.ts';
import { activitiesOf, performWhole, specOf } from '../../../support/run-spec.ts';

/** Records a run, reads the file, and has the conductor watch it with the agenda of the scenario. */
async function roundTrip(...words: Parameters<typeof specOf>) {
  const spec = specOf(...words);
  const told = await read([...recordedLines(spec)].join(''), { chunk: 65_536 });
  const { format, buildUpSeconds, windDownSeconds } = spec.scenario;
  const recorded = recordedSpec(told.recording, {
    name: 'run',
    format,
    policy: 'thompson',
    buildUpSeconds,
    windDownSeconds,
  });
  return { told, before: performWhole(spec), after: performWhole(recorded) };
}

test.each([
  ['webinar-drop', 3, {}],
  ['mass-exit', 5, {}],
  [
    'two-drops',
    7,
    { scenario: { durationSeconds: 800, script: [], segments: [{ atSeconds: 0, title: 'All', appealRatio: 0.5 }] } },
  ],
] as const)('%s, recorded and replayed, has the same score in every point', async (id, seed, changes) => {
  const { told, before, after } = await roundTrip(id, seed, changes as Parameters<typeof specOf>[2]);
  const scores = (run: typeof before) =>
    activitiesOf(run.activities, 'session.scored').map(({ payload: { tick, score, signals } }) => ({
      tick,
      score,
      signals,
    }));
  expect(scores(after)).toEqual(scores(before));
  expect(told.told.warnings).toEqual([]);
});

test('the drop is noticed in the recording when it was in the session, and what the host did is found beside it', async () => {
  const { before, after } = await roundTrip('webinar-drop', 3);
  const tickOf = (run: typeof before) => activitiesOf(run.activities, 'anomaly.detected').map(({ tick }) => tick);
  expect(tickOf(after).length).toBeGreaterThan(0);
  expect(tickOf(after)[0]).toBe(tickOf(before)[0]);
  const [judged] = activitiesOf(after.activities, 'intervention.judged');
  const [done] = activitiesOf(before.activities, 'intervention.started');
  expect(judged?.payload.decidedBy).toBe('host');
  expect(judged?.payload.verdict).toBe(judged?.payload.kind === done?.payload.kind ? 'agree' : 'disagree');
});

test('words that a spreadsheet would run as a formula are told apart, and nothing else changes (F-42)', () => {
  const writer = new RecordingWriter();
  const observation = {
    tick: 1,
    joinCount: 1,
    leaveCount: 0,
    activeCount: 1,
    chatCount: 3,
    reactionCount: 0,
    poll: null,
  };
  const posted = ['=HYPERLINK("http://evil.example")', '+1 from me', 'Plain words, not -1'].map((text) => ({
    type: 'chat.posted',
    payload: { text },
  }));
  const lines = writer.lines(observation as unknown as Observation, posted as unknown as RunActivity[]).split('\n');
  const texts = lines.filter((line) => line.includes(',message,')).map((line) => line.split(',').slice(3).join(','));
  expect(texts).toEqual([`"'=HYPERLINK(""http://evil.example"")",`, "'+1 from me,", '"Plain words, not -1",']);
  expect(lines[0]).toMatch(/^0,join,\w/);
});
