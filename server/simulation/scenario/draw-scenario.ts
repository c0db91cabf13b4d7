/** Scenarios drawn from a seed: mixed causes, depths, sizes and formats, for learning and for judging what was learnt. */
import { Scenario, type Cause, type ScenarioSource } from '../../contract/scenario.ts';
import type { AnomalyType, Format } from '../../contract/vocabulary.ts';
import { random, randomInteger, streams } from '../../kernel/random.ts';

type ChangeSource = NonNullable<ScenarioSource['script']>[number];

/** How attention falls: how long it takes, who is driven out, what a good conductor reports. All assumed. */
interface Making {
  readonly cause: Cause;
  readonly expect: AnomalyType;
  readonly overSeconds: readonly [number, number];
  readonly leaveRatio: readonly [number, number];
}

const sudden = { expect: 'SUDDEN_DROP', overSeconds: [2, 10], leaveRatio: [0, 0] } as const;
const gradual = { expect: 'GRADUAL_DECLINE', overSeconds: [180, 300], leaveRatio: [0, 0] } as const;
const exodus = { expect: 'MASS_EXIT', overSeconds: [2, 10], leaveRatio: [0.18, 0.35] } as const;

const makings: readonly Making[] = [
  { cause: 'tiring', ...sudden },
  { cause: 'tiring', ...gradual },
  { cause: 'confusing', ...sudden },
  { cause: 'confusing', ...gradual },
  { cause: 'off_topic', ...sudden },
  { cause: 'off_topic', ...gradual },
  { cause: 'technical_fault', ...sudden },
  { cause: 'technical_fault', ...exodus },
  { cause: 'competing_event', ...exodus },
  { cause: 'competing_event', ...gradual },
];

/** Attendees to expect of a format, least and most: drawn evenly on a logarithmic scale. Assumed. */
const attendeeCounts: Record<Format, readonly [number, number]> = {
  webinar: [80, 600],
  meeting: [40, 150],
  stream: [200, 1_000],
};
const formats: readonly Format[] = ['webinar', 'webinar', 'webinar', 'meeting', 'stream'];

const BUILD_UP_SECONDS = 150;
/** From the beginning of one change to that of the next; a change holds for less. Assumed. */
const APART_SECONDS = 480;

/**
 * Draws a scenario.
 *
 * One to three changes, each of a making of its own; now and then a session that was never alive.
 *
 * @param seed The same seed, the same scenario.
 */
export function drawScenario(seed: number): Scenario {
  let draws = 0;
  const uniform = () => random(seed, streams.scenario, draws++, 0);
  const between = ([low, high]: readonly [number, number]) => low + (high - low) * uniform();
  const pick = <T>(values: readonly T[]): T =>
    values[randomInteger(seed, streams.scenario, draws++, 0, values.length)]!;

  const format = pick(formats);
  const [fewest, most] = attendeeCounts[format];
  const changeCount = 1 + Math.floor(3 * uniform());
  const isLow = uniform() < 0.1;
  const script = isLow
    ? [lowStart(between)]
    : Array.from({ length: changeCount }, (_, index) => change(pick(makings), index, between));
  return Scenario.parse({
    id: `drawn-${seed}`,
    title: `Drawn scenario ${seed}`,
    event: 'Drawn scenarios',
    description: `Drawn from seed ${seed}, for learning and for judging what was learnt.`,
    format,
    durationSeconds: 300 + APART_SECONDS * script.length,
    buildUpSeconds: BUILD_UP_SECONDS,
    topic: { subject: 'the topic', keywords: ['the first point', 'the second point'], isTechnical: uniform() < 0.4 },
    audience: {
      attendeeCount: Math.round(fewest * (most / fewest) ** uniform()),
      preset: pick(['committed', 'committed', 'casual'] as const),
    },
    segments: [{ atSeconds: 0, title: 'All of it', appealRatio: between([0.66, 0.76]) }],
    script,
  } satisfies ScenarioSource);
}

function change(making: Making, index: number, between: (range: readonly [number, number]) => number): ChangeSource {
  const { cause, expect } = making;
  return {
    atSeconds: Math.round(BUILD_UP_SECONDS + 70 + APART_SECONDS * index + between([0, 40])),
    label: `A ${cause.replace('_', ' ')} that begins`,
    appealRatio: between([0.22, 0.38]),
    overSeconds: Math.round(between(making.overSeconds)),
    forSeconds: Math.round(between([150, 300]) - (expect === 'GRADUAL_DECLINE' ? 120 : 0)),
    leaveRatio: between(making.leaveRatio),
    cause,
    expect,
  };
}

function lowStart(between: (range: readonly [number, number]) => number): ChangeSource {
  return {
    atSeconds: 0,
    label: 'Nobody warms up',
    appealRatio: between([0.18, 0.26]),
    forSeconds: 660,
    cause: 'off_topic',
    expect: 'LOW_ENGAGEMENT',
  };
}
