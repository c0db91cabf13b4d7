/** A scenario's script, compiled to one value a tick. */
import type { Cause, Scenario, ScriptedChange } from '../../contract/scenario.ts';

/** After a passing change the appeal comes back over this long. Assumed. */
const RETURN_SECONDS = 30;

export interface Timeline {
  /** Planned length. All arrays have one entry more; entry 0 stands for the moment before the first tick. */
  readonly tickCount: number;
  /** Attention at which an average attendee would settle, 0 to 1. */
  readonly appeal: Float32Array;
  /** Hazard of being driven out, per second, on top of ordinary leaving. */
  readonly exodusHazard: Float32Array;
  /** Why attention is low; what interventions can do depends on it. */
  readonly causes: readonly Cause[];
  readonly causeIndex: Uint8Array;
  readonly changes: readonly ScriptedChange[];
}

export function compileTimeline(scenario: Scenario): Timeline {
  const length = scenario.durationSeconds + 1;
  const appeal = new Float32Array(length);
  scenario.segments.forEach((segment, index) => {
    appeal.fill(segment.appealRatio, segment.atSeconds, scenario.segments[index + 1]?.atSeconds ?? length);
  });
  const base = appeal.slice();
  const exodusHazard = new Float32Array(length);
  const causes: Cause[] = ['tiring'];
  const causeIndex = new Uint8Array(length);
  for (const change of scenario.script) {
    applyAppeal(appeal, base, change);
    const until = Math.min(length, change.atSeconds + change.leaveOverSeconds + 1);
    // The hazard h for which 1 - exp(-h * seconds) is the share that leaves; a share of 1 would be an infinite hazard.
    const hazard = -Math.log(1 - Math.min(change.leaveRatio, 0.999)) / change.leaveOverSeconds;
    for (let tick = change.atSeconds + 1; tick < until; tick += 1) exodusHazard[tick]! += hazard;
    if (!causes.includes(change.cause)) causes.push(change.cause);
    causeIndex.fill(causes.indexOf(change.cause), change.atSeconds + 1);
  }
  return { tickCount: scenario.durationSeconds, appeal, exodusHazard, causes, causeIndex, changes: scenario.script };
}

function applyAppeal(appeal: Float32Array, base: Float32Array, change: ScriptedChange): void {
  const start = change.atSeconds;
  const before = appeal[start]!;
  const holdUntil = start + change.overSeconds + (change.forSeconds ?? appeal.length);
  const backBy = holdUntil + RETURN_SECONDS;
  for (let tick = start + 1; tick < appeal.length; tick += 1) {
    const into = tick - start;
    if (into < change.overSeconds) {
      appeal[tick] = before + ((change.appealRatio - before) * into) / change.overSeconds;
    } else if (tick < holdUntil) {
      appeal[tick] = change.appealRatio;
    } else {
      const back = Math.min(1, (tick - holdUntil) / (backBy - holdUntil));
      appeal[tick] = change.appealRatio + (base[tick]! - change.appealRatio) * back;
    }
  }
}
