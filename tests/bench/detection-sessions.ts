/** Simulated sessions: what of their onsets is found, how soon, under which name, and how quiet calm hours stay. */
import type { RunResult } from '../../server/contract/run-result.ts';
import { performWhole, scenarios, specOf } from '../support/run-spec.ts';

const SEEDS = 200;
/** Constants were set on seeds from 1001 on. */
const FIRST_SEED = 1;
/** Attendees, and how many hours of them. */
const calmHours = [
  [0, 1],
  [1, 2],
  [10, 24],
  [30, 24],
  [100, 24],
  [200, 48],
  [300, 24],
  [1_000, 24],
  [3_000, 8],
  [10_000, 8],
] as const;
const CALM_SCENARIO = 'calm-hour';

export function benchSessions(): string[] {
  return [
    `Simulated sessions, seeds ${FIRST_SEED} to ${FIRST_SEED + SEEDS - 1} of each scenario, mode auto:`,
    '  scenario       onsets  found  right type  delay median    p90  longest  false alarms  relapses',
    ...[...scenarios.keys()].filter((id) => id !== CALM_SCENARIO).map(rowOf),
    'Calm hours, all tests together:',
    ...calmHours.map(([attendeeCount, hours]) => calmRow(attendeeCount, hours)),
  ];
}

function rowOf(id: string): string {
  const results = Array.from({ length: SEEDS }, (_, index) => performWhole(specOf(id, FIRST_SEED + index)).result);
  const onsets = results.flatMap((result) => result.onsets);
  const anomalies = results.flatMap((result) => result.anomalies);
  const found = anomalies.filter(({ detectionDelaySeconds }) => detectionDelaySeconds !== null);
  const delays = found.map((anomaly) => anomaly.detectionDelaySeconds!).toSorted((a, b) => a - b);
  const quantile = (ratio: number) => `${delays[Math.ceil(ratio * delays.length) - 1]} s`;
  const types = new Set(onsets.map(({ type }) => type));
  const right = found.filter(({ type }) => types.has(type)).length;
  const others = results.flatMap((result) => othersOf(result));
  const falseAlarms = others.filter((isRelapse) => !isRelapse).length;
  return [
    `  ${id.padEnd(13)}`,
    String(onsets.length).padStart(7),
    String(found.length).padStart(6),
    `${((100 * right) / found.length).toFixed(1)}%`.padStart(11),
    quantile(0.5).padStart(13),
    quantile(0.9).padStart(6),
    quantile(1).padStart(8),
    String(falseAlarms).padStart(13),
    String(others.length - falseAlarms).padStart(8),
  ].join(' ');
}

/** Anomalies that are not the first of an onset, and of each whether it is a relapse: reported after a change that had been one. */
function othersOf({ anomalies, onsets }: Pick<RunResult, 'anomalies' | 'onsets'>): boolean[] {
  return anomalies
    .filter(({ detectionDelaySeconds }) => detectionDelaySeconds === null)
    .map(({ tick }) => onsets.some(({ scriptTick }) => tick > scriptTick));
}

function calmRow(attendeeCount: number, hours: number): string {
  const audience = { attendeeCount, preset: 'committed' as const };
  const alarmCount = Array.from({ length: hours }, (_, index) =>
    performWhole(specOf(CALM_SCENARIO, FIRST_SEED + index, { scenario: { audience } })),
  ).reduce((sum, { result }) => sum + result.anomalies.length, 0);
  return `  ${String(attendeeCount).padStart(6)} attendees: ${alarmCount} false alarms in ${hours} h`;
}
