/** What the coach can know of a venture at a moment, by name. What is missing says so, and nothing speaks for it (CO-3). */
import type { CallData } from './calls.ts';
import type { CapForecastData } from './cap-forecast.ts';
import type { CommunityData } from './community.ts';
import type { DataReader, Datum, Moment } from './datum.ts';
import type { ExecutionData } from './executions.ts';
import type { HeartbeatData } from './heartbeats.ts';
import type { PlanData } from './plans.ts';
import type { QuestionData } from './questions.ts';
import type { ScenarioData } from './scenarios.ts';
import type { SessionData } from './sessions.ts';
import type { UsageData } from './usage.ts';

export interface CoachData {
  readonly usage: UsageData;
  readonly capForecast: CapForecastData;
  readonly heartbeats: HeartbeatData;
  readonly sessions: SessionData;
  readonly community: CommunityData;
  readonly executions: ExecutionData;
  readonly scenarios: ScenarioData;
  readonly plans: PlanData;
  readonly calls: CallData;
  readonly questions: QuestionData;
}
export type DataName = keyof CoachData;

export type Known = { readonly [Name in DataName]: Datum<CoachData[Name]> };

export type DataReaders = { readonly [Name in DataName]: DataReader<CoachData[Name]> };

/** Reads what is named, one after the other: they share one connection. The rest counts as missing. */
export async function readKnown(readers: DataReaders, moment: Moment, names?: readonly DataName[]): Promise<Known> {
  const known: Partial<Record<DataName, Datum<unknown>>> = {};
  for (const name of Object.keys(readers) as DataName[])
    known[name] =
      names === undefined || names.includes(name) ? await readers[name](moment) : { missing: 'It was not read.' };
  return known as Known;
}

/** Those that are asked for, or why they cannot be had: the first that is missing says it. */
export function pick<Name extends DataName>(
  known: Known,
  names: readonly Name[],
): { readonly data: Pick<CoachData, Name> } | { readonly missing: string } {
  const data: Partial<Record<DataName, unknown>> = {};
  for (const name of names) {
    const datum = known[name];
    if ('missing' in datum) return datum;
    data[name] = datum.value;
  }
  return { data: data as Pick<CoachData, Name> };
}
