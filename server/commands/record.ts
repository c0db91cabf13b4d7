/** `claque run --record`: performs a run once more and writes down what a platform would have seen of it (EC-27). */
import { appendFileSync, closeSync, openSync } from 'node:fs';
import type { Conductor } from '../contract/conductor.ts';
import type { Observation } from '../contract/observation.ts';
import type { RunSpec } from '../contract/run-file.ts';
import { createConductor } from '../conductor/conductor.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { createRun } from '../simulation/session/run.ts';
import { RecordingWriter } from '../systems/recordings/index.ts';

/** The lines of a run’s recording, a second at a time. */
export function* recordedLines(spec: RunSpec): Generator<string> {
  let seen: Observation | null = null;
  const run = createRun(
    spec,
    watched(createConductor(spec), (observation) => (seen = observation)),
  );
  const writer = new RecordingWriter();
  yield writer.header();
  while (!run.isOver) {
    const activities = run.step([]);
    yield writer.lines(seen!, activities);
  }
}

/** @throws {ClaqueError} bad-file, if the file cannot be written. */
export function writeRecording(file: string, spec: RunSpec): void {
  try {
    const descriptor = openSync(file, 'w');
    for (const lines of recordedLines(spec)) appendFileSync(descriptor, lines);
    closeSync(descriptor);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause; // Our mistake, not the disk’s.
    throw new ClaqueError('bad-file', `${file} cannot be written: ${message}`, { cause });
  }
}

/** The same conductor, with somebody looking over its shoulder. */
function watched(conductor: Conductor, see: (observation: Observation) => void): Conductor {
  const observe = conductor.observe.bind(conductor);
  return Object.assign(conductor, {
    observe: (observation: Observation) => {
      see(observation);
      return observe(observation);
    },
  });
}
