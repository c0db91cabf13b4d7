/** A run as a file: all it takes to perform it again anywhere, and the digest it must arrive at (PL-3). */
import { z } from 'zod';
import { SessionInput } from './input.ts';
import { Persona } from './persona.ts';
import { Posterior } from './policy.ts';
import { Recording } from './recording.ts';
import { Scenario } from './scenario.ts';
import { Mode, PolicyName } from './vocabulary.ts';

export const Seed = z.int().min(0).max(4_294_967_295).describe('Seed of the run: a whole number from 0 to 4294967295.');

/** Everything that determines a run, except what comes from outside while it goes on. */
export const RunSpec = z
  .strictObject({
    scenario: Scenario,
    seed: Seed,
    mode: Mode,
    policy: PolicyName,
    personas: z.array(Persona).describe('The bots that sit in the session.'),
    posterior: Posterior.nullable().describe('What the policy knew at the start; null for the built-in prior.'),
    wording: z
      .enum(['template', 'model'])
      .default('template')
      .describe('Where words come from: templates, or a language model whose answers are inputs (EC-16).'),
    recording: Recording.nullable()
      .default(null)
      .describe('What was recorded of a real session, in place of the simulated audience (EC-27); null simulates.'),
  })
  .meta({ id: 'RunSpec' });
export type RunSpec = z.infer<typeof RunSpec>;

export const RunFile = z
  .strictObject({
    format: z.literal('claque-run'),
    version: z.literal(1),
    spec: RunSpec,
    inputs: z.array(SessionInput),
    tickCount: z.int().min(0),
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'RunFile' });
export type RunFile = z.infer<typeof RunFile>;
