/** Health, part operations: do heartbeats and calls succeed, and do people answer in time (CO-2). Pure. */
import type { CallData } from '../knowledge/calls.ts';
import type { HeartbeatData } from '../knowledge/heartbeats.ts';
import type { Datum } from '../knowledge/datum.ts';
import type { QuestionData } from '../knowledge/questions.ts';
import { sumOfLast } from '../knowledge/days.ts';
import type { PartFinding, Term } from './part.ts';
import { figure, scale, weighed } from './part.ts';

/** Assumed: one heartbeat in fifty fails anyhow; with one in five failing something is broken. */
const heartbeatFull = 0.98;
const heartbeatZero = 0.8;
/** Assumed: of calls to people half are answered by nobody; four in five is as good as it gets. */
const callFull = 0.8;
const callZero = 0.2;
/** Assumed: within an hour nothing waits that matters; what waits a day has been forgotten. */
const questionFullHours = 1;
const questionZeroHours = 24;

export const operationsFormula =
  '40% for the heartbeats of the last 24 hours that succeeded: full at 98%, nothing at 80%. 30% for the calls of seven days that reached somebody: full at 80%, nothing at 20%. 30% for how long the questions of seven days stayed open: full at an hour, nothing at a day. What has no data is left out, and its share goes to the others.';

export interface OperationsData {
  readonly heartbeats: Datum<HeartbeatData>;
  readonly calls: Datum<CallData>;
  readonly questions: Datum<QuestionData>;
}

export function operationsPart({ heartbeats, calls, questions }: OperationsData): PartFinding {
  return weighed([
    term('heartbeats', 0.4, 'Heartbeats that succeeded, of 24 hours', 'ratio', successOf(heartbeats), (ratio) =>
      scale(ratio, heartbeatZero, heartbeatFull),
    ),
    term('calls', 0.3, 'Calls that reached somebody, of seven days', 'ratio', reachOf(calls), (ratio) =>
      scale(ratio, callZero, callFull),
    ),
    term(
      'questions',
      0.3,
      'Hours for which questions stayed open, mean of seven days',
      'hours',
      hoursOf(questions),
      (hours) => scale(hours, questionZeroHours, questionFullHours),
    ),
  ]);
}

type Input = { readonly value: number } | { readonly missing: string };

function term(
  name: string,
  weight: number,
  label: string,
  unit: 'ratio' | 'hours',
  input: Input,
  pointsOf: (value: number) => number,
): Term {
  if ('missing' in input) return { name, weight, input: figure(label, null, unit, input.missing), points: null };
  return { name, weight, input: figure(label, input.value, unit), points: pointsOf(input.value) };
}

function successOf(heartbeats: Datum<HeartbeatData>): Input {
  if ('missing' in heartbeats) return heartbeats;
  const total = heartbeats.value.total.at(-1)!;
  if (total === 0) return { missing: 'No heartbeat has happened in the last 24 hours.' };
  return { value: 1 - heartbeats.value.failed.at(-1)! / total };
}

function reachOf(calls: Datum<CallData>): Input {
  if ('missing' in calls) return calls;
  const ended = sumOfLast(calls.value.ended, 7);
  if (ended === 0) return { missing: 'No call has ended in the last seven days.' };
  return { value: sumOfLast(calls.value.reached, 7) / ended };
}

function hoursOf(questions: Datum<QuestionData>): Input {
  if ('missing' in questions) return questions;
  const hours = questions.value.meanHours.at(-1) ?? null;
  return hours === null ? { missing: 'No question has been asked in the last seven days.' } : { value: hours };
}
