/** What the conductor achieves, scenario by scenario, as docs/benchmarks.md has it. Seeds 1 to 50; calm hours from 2001 on. */
import { meanInterval95 } from '../../server/kernel/statistics.ts';
import { performWhole, scenarios, specOf } from '../support/run-spec.ts';

const SEEDS = 50;
const CALM_SEED = 2_001;
/** Attendees, and how many hours of them. */
const calmHours = [
  [0, 1],
  [1, 2],
  [10, 8],
  [30, 16],
  [100, 16],
  [200, 24],
  [1_000, 12],
  [10_000, 4],
] as const;

function claimOf(id: string): string {
  const results = Array.from({ length: SEEDS }, (_, index) => performWhole(specOf(id, index + 1)).result);
  const reported = results.flatMap(({ anomalies }) =>
    anomalies.filter((found) => found.detectionDelaySeconds !== null),
  );
  const delays = reported.map((found) => found.detectionDelaySeconds!).toSorted((a, b) => a - b);
  const quantile = (ratio: number) => delays[Math.ceil(ratio * delays.length) - 1];
  const onsets = results.flatMap((result) => result.onsets);
  const types = new Set(onsets.map(({ type }) => type));
  const right = reported.filter(({ type }) => types.has(type)).length;
  const { mean, low, high } = meanInterval95(results.map(({ counterfactual }) => counterfactual.uplift * 100));
  return [
    `${id}: ${onsets.length} onsets, ${reported.length} reported, ${right} named right;`,
    `delay ${quantile(0.5)} s median, ${quantile(0.9)} s 90th percentile, ${delays.at(-1)} s longest;`,
    `uplift ${mean.toFixed(1)} points (95% interval ${low.toFixed(1)} to ${high.toFixed(1)})`,
  ].join(' ');
}

function calmAlarms(attendeeCount: number, hours: number): number {
  const audience = { attendeeCount, preset: 'committed' as const };
  return Array.from({ length: hours }, (_, index) =>
    performWhole(specOf('calm-hour', CALM_SEED + index, { scenario: { audience } })),
  ).reduce((sum, { result }) => sum + result.anomalies.length, 0);
}

for (const id of scenarios.keys()) if (id !== 'calm-hour') process.stdout.write(`${claimOf(id)}\n`);
for (const [attendeeCount, hours] of calmHours)
  process.stdout.write(
    `calm-hour, ${attendeeCount} attendees: ${calmAlarms(attendeeCount, hours)} false alarms in ${hours} h\n`,
  );
