/** A persona: a bot as its author writes it in bots/*.yaml (BC-1). */
import { z } from 'zod';
import { legible } from './legible.ts';

const percent = z.int().min(0).max(100);
const quirks = z.array(legible(200)).max(12);

/** Which model writes, and how. */
const Writer = z.strictObject({
  provider: z.enum(['scripted', 'ollama', 'anthropic']),
  name: z.string().min(1).max(120),
  temperature: z.number().min(0).max(1),
  maxTokens: z.int().min(16).max(8_192),
});

export const Persona = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as mona-field'),
    name: legible(60),
    avatarColour: z.string().regex(/^#[0-9a-f]{6}$/, 'use six hexadecimal digits in lower case, such as #7c8cff'),
    personality: z.strictObject({
      traits: z.array(legible(60)).min(1).max(12),
      communicationStyle: legible(200),
      interests: z.array(legible(60)).min(1).max(24),
      quirks: quirks.default([]),
    }),
    behaviour: z.strictObject({
      creativity: percent,
      leadership: percent,
      skepticism: percent,
      aggression: percent,
      shyness: percent,
      engagementStyle: z.enum(['active', 'reactive', 'observer']),
    }),
    model: Writer.extend({
      provider: Writer.shape.provider.default('scripted'),
      name: Writer.shape.name.default('scripted'),
      temperature: Writer.shape.temperature.default(0.7),
      maxTokens: Writer.shape.maxTokens.default(400),
    }).prefault({}),
  })
  .meta({ id: 'Persona', description: 'A bot’s persona, as its YAML file has it.' });
export type Persona = z.infer<typeof Persona>;

/** The parts of a persona that can be changed while its bot lives; here nothing may be left out. */
export const Tunable = {
  personality: Persona.shape.personality.extend({ quirks }),
  behaviour: Persona.shape.behaviour,
  model: Writer,
};
