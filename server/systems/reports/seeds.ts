/** How far a result holds on other seeds: which runs to perform for that, and what they say (EC-25). */
import type { SeedAgreement } from '../../contract/report.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import { interval95, mean } from '../../kernel/statistics.ts';

/** About five seconds of one core: 23 million attendee ticks a second were measured, counterfactual included. */
const attendeeTickBudget = 100_000_000;
/** What a tick costs with nobody present, in attendee ticks. Measured. */
const tickOverhead = 2_000;
const seedCount = 4_294_967_296;

export interface SeedPlan {
  readonly specs: readonly RunSpec[];
  /** Why there are none, or fewer than asked for, or performed otherwise. */
  readonly note: string | null;
}

/**
 * The same scenario, policy and posterior on the session's own seed and those that follow, with nothing that people did.
 *
 * In manual and shadow mode nothing happens without a person, so that they are performed in auto mode, and the note says
 * so.
 *
 * @param askedCount 0 or more.
 * @param isBounded Whether more work than a server can do beside its sessions is refused.
 */
export function planSeeds(spec: RunSpec, askedCount: number, isBounded = true): SeedPlan {
  if (askedCount === 0) return { specs: [], note: null };
  if (spec.recording !== null)
    return { specs: [], note: 'A recorded session has happened once; there are no other seeds of it.' };
  if (spec.mode === 'off')
    return { specs: [], note: 'The conductor was off from the start: with nothing done there is nothing to compare.' };
  const count = isBounded ? Math.min(askedCount, affordableCount(spec)) : askedCount;
  if (count === 0)
    return {
      specs: [],
      note: 'The session is too big to be performed beside others; use `claque run --replicates` on the command line.',
    };
  const isActing = spec.mode === 'auto' || spec.mode === 'semi';
  const mode = isActing ? spec.mode : 'auto';
  const specs = Array.from({ length: count }, (_, index) => ({ ...spec, mode, seed: (spec.seed + index) % seedCount }));
  const notes = [
    ...(isActing ? [] : [`Performed in auto mode: in ${spec.mode} mode nothing is done without a person.`]),
    ...(count < askedCount ? [`${count} in place of ${askedCount}, for the session is big.`] : []),
  ];
  return { specs, note: notes.length === 0 ? null : notes.join(' ') };
}

function affordableCount({ scenario }: RunSpec): number {
  const cost = scenario.durationSeconds * (scenario.audience.attendeeCount + tickOverhead);
  return Math.floor(attendeeTickBudget / cost);
}

/** @returns Null of no seed. */
export function agreementOf(uplifts: readonly number[]): SeedAgreement | null {
  if (uplifts.length === 0) return null;
  return {
    count: uplifts.length,
    agreeCount: uplifts.filter((uplift) => uplift > 0).length,
    upliftMean: mean(uplifts),
    upliftCi95: interval95(uplifts),
  };
}
