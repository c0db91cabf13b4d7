/** What a person has changed of a bot's configuration and caps: its fields, its differences, and carrying it over. Pure. */
import { z } from 'zod';
import { BotConfig } from '../../../../server/contract/bot.ts';
import { CostCapChange } from '../../../../server/contract/usage.ts';

/** Everything that the form edits; a cap that is null follows the default. */
export const Edited = z.strictObject({ config: BotConfig, cap: CostCapChange });
export type Edited = z.infer<typeof Edited>;

/** Kept in the browser until it is saved or discarded. */
export const Draft = z.strictObject({ version: z.int().min(0), base: Edited, edited: Edited });
export type Draft = z.infer<typeof Draft>;

export type FieldValue = string | number | readonly string[] | null;

export interface Field {
  /** Such as `behaviour.shyness` or `cap.capUsd`. */
  name: string;
  label: string;
  read: (edited: Edited) => FieldValue;
  write: (edited: Edited, value: FieldValue) => void;
}

type Part = 'personality' | 'behaviour' | 'model';

const inConfig = (part: Part) => (key: string, label: string) => ({
  name: `${part}.${key}`,
  label,
  read: ({ config }: Edited) => (config[part] as Record<string, FieldValue>)[key] ?? null,
  write: ({ config }: Edited, value: FieldValue) => ((config[part] as Record<string, FieldValue>)[key] = value),
});
const personality = inConfig('personality');
const behaviour = inConfig('behaviour');
const model = inConfig('model');
const cap = (key: keyof CostCapChange, label: string): Field => ({
  name: `cap.${key}`,
  label,
  read: ({ cap: caps }) => caps[key],
  write: ({ cap: caps }, value) => (caps[key] = value as number | null),
});

export const fields: readonly Field[] = [
  personality('traits', 'Traits'),
  personality('communicationStyle', 'Communication style'),
  personality('interests', 'Interests'),
  personality('quirks', 'Quirks'),
  behaviour('engagementStyle', 'Engagement style'),
  behaviour('creativity', 'Creativity'),
  behaviour('leadership', 'Leadership'),
  behaviour('skepticism', 'Skepticism'),
  behaviour('aggression', 'Aggression'),
  behaviour('shyness', 'Shyness'),
  model('provider', 'Provider'),
  model('name', 'Model'),
  model('temperature', 'Temperature'),
  model('maxTokens', 'Tokens an answer at most'),
  cap('capTokens', 'Tokens a day'),
  cap('capUsd', 'US dollars a day'),
];

export interface Difference {
  field: Field;
  from: FieldValue;
  to: FieldValue;
}

const isSame = (one: FieldValue, other: FieldValue) => JSON.stringify(one) === JSON.stringify(other);

export const differences = (from: Edited, to: Edited): Difference[] =>
  fields
    .map((field) => ({ field, from: field.read(from), to: field.read(to) }))
    .filter((difference) => !isSame(difference.from, difference.to));

export const copyOf = (edited: Edited): Edited => JSON.parse(JSON.stringify(edited)) as Edited;

/** What a person changed, put onto what is in force by now: their fields win, all others are as they are now. */
export function carriedOver({ base, edited }: Pick<Draft, 'base' | 'edited'>, now: Edited): Edited {
  const result = copyOf(now);
  for (const { field, to } of differences(base, edited)) field.write(result, to);
  return result;
}

/** Whether a draft changes the configuration, the caps, or both: they are saved by two requests. */
export function partsChanged(from: Edited, to: Edited): { config: boolean; cap: boolean } {
  const changed = differences(from, to);
  return {
    config: changed.some(({ field }) => !field.name.startsWith('cap.')),
    cap: changed.some(({ field }) => field.name.startsWith('cap.')),
  };
}

/** A value as a person reads it in a list of changes. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'default';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}

/** The label of a field as the history names it; the name itself where it is not known. */
export const labelOf = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
