/** What a session begins with: its specification, its id, and what never changes of its view. */
import { randomBytes } from 'node:crypto';
import type { Persona } from '../../contract/persona.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import type { Scenario } from '../../contract/scenario.ts';
import type { StartSession } from '../../contract/session.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Database } from '../../platform/database/database.ts';
import { personasOf } from '../scenarios/index.ts';
import { eventIdOf } from './rules.ts';
import type { SessionHead } from './store.ts';
import { findPosterior } from './policy-store.ts';

export interface SpecSources {
  readonly database: Database;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly personas: ReadonlyMap<string, Persona>;
}

/**
 * Everything that determines the run a request asks for.
 *
 * @throws {ClaqueError} not-found, if there is no such scenario.
 */
export async function specOf(request: StartSession, { database, scenarios, personas }: SpecSources): Promise<RunSpec> {
  const scenario = scenarios.get(request.scenarioId);
  if (!scenario) {
    const known = [...scenarios.keys()].join(', ');
    throw new ClaqueError('not-found', `There is no scenario “${request.scenarioId}”; there are: ${known}.`, {
      fields: [{ field: 'body.scenarioId', message: `one of: ${known}` }],
    });
  }
  const attendeeCount = request.attendeeCount ?? scenario.audience.attendeeCount;
  const isFresh = request.startFrom === 'fresh';
  return {
    scenario: { ...scenario, audience: { ...scenario.audience, attendeeCount } },
    seed: request.seed,
    mode: request.mode ?? scenario.conductor.mode,
    policy: request.policy,
    personas: personasOf(scenario, personas),
    posterior: isFresh ? null : await findPosterior(database.read, request.policy),
    wording: request.wording,
    recording: null,
  };
}

export function headOf(id: string, spec: RunSpec, isDemo: boolean, tickCount: number, nowMs: number): SessionHead {
  const { scenario, seed, policy, wording } = spec;
  return {
    id,
    seed,
    policy,
    wording,
    isDemo,
    isRecorded: spec.recording !== null,
    tickCount,
    scenarioId: scenario.id,
    title: scenario.title,
    eventId: eventIdOf(scenario.event),
    eventTitle: scenario.event,
    format: scenario.format,
    subject: scenario.topic.subject,
    attendeeCount: scenario.audience.attendeeCount,
    buildUpSeconds: scenario.buildUpSeconds,
    windDownSeconds: scenario.windDownSeconds,
    semiConfidenceRatio: scenario.conductor.semiConfidenceRatio,
    createdAt: new Date(nowMs).toISOString(),
  };
}

/** ses_ and 12 characters of base32: 60 bits of chance. */
export function newSessionId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return `ses_${Array.from(randomBytes(12), (byte) => alphabet[byte % 32]).join('')}`;
}
