/** Executions in words: where they stand, how long they took, how long they will likely take. Pure. */
import type { ExecutionSummary, LogLevel, Progress } from '../../../../server/contract/execution.ts';
import { count, span } from '../../numbers.ts';

type Standing = Progress['state'];

export const standingWords: Record<Standing, { label: string; icon: string; tone: string }> = {
  pending: { label: 'pending', icon: 'i-lucide-circle-dashed', tone: 'text-muted' },
  moving: { label: 'running', icon: 'i-lucide-circle-play', tone: 'text-accent' },
  stalled: { label: 'stalled', icon: 'i-lucide-hourglass', tone: 'text-low' },
  completed: { label: 'completed', icon: 'i-lucide-circle-check', tone: 'text-high' },
  failed: { label: 'failed', icon: 'i-lucide-circle-x', tone: 'text-critical' },
  cancelled: { label: 'cancelled', icon: 'i-lucide-circle-slash', tone: 'text-muted' },
};

export const levelWords: Record<LogLevel, { label: string; title: string; icon: string; tone: string }> = {
  info: { label: 'info', title: 'Info', icon: 'i-lucide-info', tone: 'text-muted' },
  warning: { label: 'warning', title: 'Warning', icon: 'i-lucide-triangle-alert', tone: 'text-low' },
  error: { label: 'error', title: 'Error', icon: 'i-lucide-octagon-x', tone: 'text-critical' },
};

const kindIcons: Readonly<Record<string, string>> = {
  heartbeat: 'i-lucide-heart-pulse',
  decision: 'i-lucide-scale',
  branch: 'i-lucide-git-branch',
  report: 'i-lucide-file-text',
  interview: 'i-lucide-messages-square',
};

/** What the server tracks of its own work; over the API any kind may come. */
export const ownKinds = Object.keys(kindIcons);
export const iconOf = (kind: string) => kindIcons[kind] ?? 'i-lucide-workflow';

/** How long something took: 0.34 is "340 ms", 4.24 is "4.2 s", 45 is "45 s", 1200 is "20 min". */
export function durationWords(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(Math.max(0, seconds) * 1_000)} ms`;
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : span(seconds);
}

/** How long it has been under way, or was, in seconds; null before it has begun. */
export function durationOf({ startedAt, endedAt }: ExecutionSummary, nowMs: number): number | null {
  if (startedAt === null) return null;
  return Math.max(0, ((endedAt === null ? nowMs : Date.parse(endedAt)) - Date.parse(startedAt)) / 1_000);
}

/** An estimate is no exacter than this: seconds up to a minute and a half, then minutes. */
const roughly = (seconds: number) => (seconds < 90 ? `${Math.round(seconds)} s` : span(Math.max(120, seconds)));

/** From one to the other with the unit said once: "2 to 5 min", "40 s to 3 min", "up to 5 min". */
export function rangeWords(lowSeconds: number, highSeconds: number): string {
  const [low, high] = [roughly(Math.max(0, lowSeconds)), roughly(Math.max(0, highSeconds))];
  if (low === high) return high;
  if (lowSeconds <= 0) return `up to ${high}`;
  const [lowDigits, lowUnit] = low.split(' ');
  return lowUnit === high.split(' ')[1] ? `${lowDigits} to ${high}` : `${low} to ${high}`;
}

/**
 * How long it will likely take still, by its 80% interval where one is known; null while it does not run.
 *
 * @param agoSeconds How long ago the server said so.
 */
export function leftWords({ state, ...left }: Progress, agoSeconds: number): string | null {
  if (state !== 'moving') return null;
  const { secondsLeft, secondsLeftLow, secondsLeftHigh } = left;
  if (secondsLeft === null) return 'time left not known yet';
  if (secondsLeftLow === null || secondsLeftHigh === null)
    return secondsLeft > agoSeconds ? `about ${roughly(secondsLeft - agoSeconds)} left` : 'later than its rate said';
  if (secondsLeftHigh <= agoSeconds) return 'longer than usual';
  return `${rangeWords(secondsLeftLow - agoSeconds, secondsLeftHigh - agoSeconds)} left`;
}

/** Why the time left is what it is, for whoever hovers over it. */
export function leftBasis({ basis, sampleCount }: Progress): string {
  if (basis === 'history') return `80% interval, going by ${count(sampleCount)} of its kind that were as far`;
  return basis === 'rate' ? 'At its own rate so far; too few of its kind to say how sure that is' : '';
}

/** Which stage it is in: "stage 2 of 4, decide". */
export function stageWords({ stageNumber, stageCount, stageName }: ExecutionSummary): string | null {
  if (stageNumber === 0) return null;
  const of = stageCount === null ? '' : ` of ${count(stageCount)}`;
  return `stage ${count(stageNumber)}${of}${stageName === null ? '' : `, ${stageName}`}`;
}

/** What is said of an execution beside its bar: why it stopped, that it stands still, or how long it will take. */
export function standingSentence(execution: ExecutionSummary, nowMs: number, toldAtMs: number): string {
  const { progress, reason, updatedAt } = execution;
  switch (progress.state) {
    case 'failed':
    case 'cancelled':
      return reason ?? 'nobody said why';
    case 'stalled':
      return `nothing has changed for ${span(Math.max(0, (nowMs - Date.parse(updatedAt)) / 1_000))}`;
    case 'pending':
      return 'not begun';
    case 'completed':
      return 'all done';
    case 'moving':
      return leftWords(progress, Math.max(0, (nowMs - toldAtMs) / 1_000)) ?? '';
  }
}

/** A recorded figure, whose unit its name says: whole ones in groups of three, others with three digits that count. */
export const figureText = (value: number) =>
  Number.isInteger(value) && value >= 0 ? count(value) : String(Number(value.toPrecision(3))).replace('-', '−');
