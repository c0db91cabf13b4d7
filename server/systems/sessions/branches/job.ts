/** What a branch is performed from: the session's specification and inputs, with the change (PL-5). Pure. */
import type { BranchChange, BranchRequest } from '../../../contract/branch.ts';
import type { ManualIntervention, SessionInput } from '../../../contract/input.ts';
import type { RunSpec } from '../../../contract/run-file.ts';
import { Scenario } from '../../../contract/scenario.ts';
import type { Intervention } from '../../../contract/session.ts';
import { ClaqueError } from '../../../kernel/errors.ts';
import { assertNotRecorded, assertReadable, assertVariant } from '../answers.ts';
import { leavingOut, type Job } from '../perform.ts';

/** The session that a branch leaves. */
export interface BranchBase {
  readonly id: string;
  readonly spec: RunSpec;
  /** Everything it was given, in order. */
  readonly inputs: readonly SessionInput[];
  /** Ticks it has performed. */
  readonly tick: number;
  readonly interventions: readonly Pick<Intervention, 'number' | 'state' | 'startedTick'>[];
}

export interface BranchJob extends Job {
  readonly fromTick: number;
  /** Those of the inputs that make the change. */
  readonly own: readonly SessionInput[];
}

/**
 * The work that one process takes on for a branch, in attendees times ticks. More would keep everybody else's sessions
 * slow for minutes, less would refuse sessions that the server itself performs with ease: 4 s alone, measured.
 */
const maxAttendeeTicks = 100_000_000;

/**
 * @throws {ClaqueError} The caller's mistake: illegal-transition, if the session has not come that far, or is recorded
 *   and cannot be acted on; bad-request, if the change does not fit the session, or is more than a server performs.
 */
export function jobOf(base: BranchBase, { fromTick, change }: Pick<BranchRequest, 'fromTick' | 'change'>): BranchJob {
  assertPerformed(base, fromTick);
  assertPossible(base, change);
  const spec = branchSpec(base.spec, fromTick, change);
  assertAffordable(spec);
  const own = inputsOf(base, fromTick, change);
  const kept = base.inputs.filter((input) => isKept(input, fromTick, change));
  // Stable: what makes the change comes after whatever else takes effect at its tick.
  const inputs = [...kept, ...own].toSorted((a, b) => a.tick - b.tick);
  return { spec, inputs, fromTick, own };
}

/**
 * The session's specification as the branch has it.
 *
 * @throws {ClaqueError} bad-request, if a scripted change lies before `fromTick` or does not fit the scenario.
 */
export function branchSpec(spec: RunSpec, fromTick: number, change: BranchChange): RunSpec {
  if (change.kind !== 'script') return spec;
  change.script.forEach(({ atSeconds }, index) => {
    if (atSeconds < fromTick)
      throw badField(`change.script.${index}.atSeconds`, `lies at ${atSeconds} s: use ${fromTick} s or later`);
  });
  const earlier = spec.scenario.script.filter(({ atSeconds }) => atSeconds < fromTick);
  const parsed = Scenario.safeParse({ ...spec.scenario, script: [...earlier, ...change.script] });
  if (parsed.success) return { ...spec, scenario: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  const [, index, ...rest] = path;
  const place = typeof index === 'number' ? ['script', index - earlier.length, ...rest] : ['script'];
  throw badField(['change', ...place].join('.'), message);
}

/**
 * What people did from there on goes, and with it what ended the session early. With an intervention left out all else
 * stays as it was. What a language model wrote stays either way; where it no longer fits, a template takes its place.
 */
function isKept(input: SessionInput, fromTick: number, change: BranchChange): boolean {
  if (input.kind === 'stop') return false;
  return input.tick < fromTick || input.kind === 'words' || change.kind === 'without';
}

function inputsOf(base: BranchBase, tick: number, change: BranchChange): SessionInput[] {
  const at = { tick, by: 'branch' };
  switch (change.kind) {
    case 'mode':
      return [{ kind: 'mode', ...at, mode: change.mode }];
    case 'intervention':
      assertManual(change.intervention, 'change.intervention');
      return [{ kind: 'manual', ...at, intervention: change.intervention }];
    case 'without':
      if (change.instead) assertManual(change.instead, 'change.instead');
      assertBegan(base, change.interventionNumber, tick);
      return leavingOut(change.interventionNumber, at, change.instead);
    default:
      return [];
  }
}

function assertPerformed({ id, tick }: BranchBase, fromTick: number): void {
  if (fromTick <= tick) return;
  const range = tick === 0 ? 'it has to begin first' : `a branch leaves it at one of those, 1 to ${tick}`;
  throw new ClaqueError('illegal-transition', `Session ${id} has performed ${tick} ticks: ${range}.`, {
    fields: [{ field: 'body.fromTick', message: `use at most ${tick}` }],
  });
}

function assertPossible(base: BranchBase, change: BranchChange): void {
  const isHarmless =
    change.kind === 'nothing' || (change.kind === 'mode' && (change.mode === 'shadow' || change.mode === 'off'));
  if (!isHarmless) assertNotRecorded(base);
}

function assertAffordable({ scenario, recording }: RunSpec): void {
  const { durationSeconds, audience } = scenario;
  if (recording !== null || durationSeconds * audience.attendeeCount <= maxAttendeeTicks) return;
  throw new ClaqueError(
    'bad-request',
    `${audience.attendeeCount} attendees for ${durationSeconds} s are more than a server performs again beside its sessions ` +
      `(attendees times seconds: at most ${maxAttendeeTicks}). On the command line: claque run ${scenario.id} --attendees ${audience.attendeeCount} --without 1.`,
  );
}

/** Only what attendees have met can be left out, and only from the tick on at which they met it. */
function assertBegan({ interventions }: BranchBase, number: number, fromTick: number): void {
  const leftOut = interventions.find((intervention) => intervention.number === number);
  if (!leftOut) {
    const range = interventions.length === 0 ? 'has had none' : `has had ${interventions.length}, from 1 on`;
    throw badField('change.interventionNumber', `there is no intervention ${number}; the session ${range}`);
  }
  if (leftOut.startedTick === null)
    throw badField(
      'change.interventionNumber',
      `intervention ${number} is ${leftOut.state} and nobody has met it: there is nothing to leave out`,
    );
  if (leftOut.startedTick !== fromTick)
    throw badField('fromTick', `intervention ${number} began at tick ${leftOut.startedTick}: use that`);
}

function assertManual(intervention: ManualIntervention, place: string): void {
  assertVariant(intervention, `body.${place}.variant`);
  assertReadable(intervention, `body.${place}`);
  const { kind, text, options } = intervention;
  const isOwnPoll = kind === 'POLL' && text !== undefined;
  if (options && !isOwnPoll) throw badField(`${place}.options`, 'only a POLL with a text of its own has options');
  if (!options && isOwnPoll) throw badField(`${place}.options`, 'a POLL with a text of its own needs 2 to 6 options');
}

function badField(place: string, message: string): ClaqueError {
  const field = `body.${place}`;
  return new ClaqueError('bad-request', `${field}: ${message}.`, { fields: [{ field, message }] });
}
