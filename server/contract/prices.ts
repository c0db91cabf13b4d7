/** The dated price file: what a token of each model costs (BC-8). */
import { z } from 'zod';

/** Providers that run on this machine: only they may be free, and only they take any model by "*". */
const localProviders = new Set(['ollama', 'scripted']);

const usd = z.number().min(0).max(1_000_000).describe('US dollars per million tokens.');
const factor = (standard: number) => z.number().min(0).max(100).default(standard);

export const ModelPrice = z
  .strictObject({
    provider: z.enum(['scripted', 'ollama', 'anthropic']),
    model: z.string().min(1).max(120).describe('As the provider names it; "*" stands for all of a local provider.'),
    inputUsdPerMillionTokens: usd,
    outputUsdPerMillionTokens: usd,
    cacheReadFactor: factor(1).describe('A token read from the cache, as a multiple of an input token.'),
    cacheWrite5mFactor: factor(1).describe('A token written to the cache for 5 minutes, likewise.'),
    cacheWrite1hFactor: factor(1).describe('A token written to the cache for an hour, likewise.'),
    longPrompt: z
      .strictObject({
        abovePromptTokens: z.int().min(1).max(1_000_000_000),
        inputUsdPerMillionTokens: usd,
        outputUsdPerMillionTokens: usd,
      })
      .nullable()
      .default(null)
      .describe('What the whole call costs once its prompt, cached parts included, is longer than this.'),
  })
  .superRefine((price, context) => {
    if (localProviders.has(price.provider)) return;
    if (price.model === '*')
      context.addIssue({ code: 'custom', path: ['model'], message: 'name the model; "*" is for ollama and scripted' });
    for (const field of ['inputUsdPerMillionTokens', 'outputUsdPerMillionTokens'] as const)
      if (price[field] === 0)
        context.addIssue({ code: 'custom', path: [field], message: `${price.provider} is never free; give its price` });
  });
export type ModelPrice = z.infer<typeof ModelPrice>;

export const PriceFile = z
  .strictObject({
    date: z.iso.date().describe('The day the prices were read.'),
    source: z.string().min(1).max(500).describe('Where they were read.'),
    models: z.array(ModelPrice).min(1).max(1_000),
  })
  .superRefine(({ models }, context) => {
    const seen = new Set<string>();
    for (const [index, { provider, model }] of models.entries()) {
      const key = `${provider} ${model}`;
      if (seen.has(key))
        context.addIssue({ code: 'custom', path: ['models', index, 'model'], message: `${key} has a row already` });
      seen.add(key);
    }
  });
export type PriceFile = z.infer<typeof PriceFile>;
