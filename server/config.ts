/** Configuration: read from the environment once, here, and from nowhere else (PL-20). */
import path from 'node:path';
import { z } from 'zod';
import { ClaqueError } from './kernel/errors.ts';
import { logLevels } from './platform/telemetry/log.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly token: string | null;
  readonly origins: readonly string[];
  readonly logLevel: (typeof logLevels)[number];
  readonly isProduction: boolean;
  readonly scenarioFolder: string;
  readonly botFolder: string;
  readonly priceFile: string;
  readonly panelFolder: string;
}

interface Variable {
  readonly schema: z.ZodType<string>;
  /** What holds when it is not set. */
  readonly standard: string;
  readonly allowed: string;
  readonly meaning: string;
  readonly isSecret?: boolean;
}

const root = path.resolve(import.meta.dirname, '..');
const filePath = z
  .string()
  .min(1)
  .refine((value) => !value.includes('\0'));
const origin = /^https?:\/\/[^/\s,]+$/;
const isOriginList = (value: string) => value === '' || value.split(',').every((entry) => origin.test(entry.trim()));

/** Every variable the server knows: the one table, printed by the documentation and checked at start. */
export const variables = {
  HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
    standard: '127.0.0.1',
    allowed: 'a host name or address',
    meaning: 'Address to listen on. Anything but loopback needs a token.',
  },
  PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .refine((value) => Number(value) <= 65_535),
    standard: '8080',
    allowed: 'a whole number from 0 to 65535',
    meaning: 'Port to listen on; 0 takes any free one and prints it.',
  },
  CLAQUE_DATA_DIR: {
    schema: filePath,
    standard: './data',
    allowed: 'a folder that can be written to',
    meaning: 'Where the database lies. One server per folder.',
  },
  CLAQUE_TOKEN: {
    schema: z.string().regex(/^\S{16,200}$/),
    standard: '',
    allowed: '16 to 200 characters without spaces',
    meaning: 'Token for access from elsewhere. Token access is not built yet, so a server with one refuses to start.',
    isSecret: true,
  },
  CLAQUE_ORIGINS: {
    schema: z.string().refine(isOriginList),
    standard: '',
    allowed: 'origins such as http://localhost:5173, separated by commas',
    meaning: 'Origins that may use the API and the stream besides the server’s own.',
  },
  CLAQUE_LOG_LEVEL: {
    schema: z.enum(logLevels),
    standard: 'info',
    allowed: logLevels.join(', '),
    meaning: 'What is logged.',
  },
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']),
    standard: 'development',
    allowed: 'production, development, test',
    meaning: 'production logs JSON and does not check its own answers against their schemas.',
  },
  CLAQUE_SCENARIO_DIR: {
    schema: filePath,
    standard: path.join(root, 'seeds', 'scenarios'),
    allowed: 'a folder',
    meaning: 'Where the scenarios lie (YAML).',
  },
  CLAQUE_BOT_DIR: {
    schema: filePath,
    standard: path.join(root, 'bots'),
    allowed: 'a folder',
    meaning: 'Where the personas lie (YAML).',
  },
  CLAQUE_PRICE_FILE: {
    schema: filePath,
    standard: path.join(root, 'seeds', 'prices.yaml'),
    allowed: 'a file',
    meaning: 'What language models cost (YAML). A model without a row is refused.',
  },
  CLAQUE_PANEL_DIR: {
    schema: filePath,
    standard: path.join(root, 'dist', 'panel'),
    allowed: 'a folder',
    meaning: 'Where the built panel lies.',
  },
} as const satisfies Record<string, Variable>;
type VariableName = keyof typeof variables;

/**
 * Reads the configuration. A variable that is set to nothing counts as not set.
 *
 * @throws {ClaqueError} bad-request, naming the variable, its value (masked where it is secret) and what is allowed.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const value = (name: VariableName): string => {
    const { schema, standard, allowed, ...rest } = variables[name] as Variable;
    const given = environment[name];
    if (given === undefined || given === '') return standard;
    if (schema.safeParse(given).success) return given;
    const shown = rest.isSecret ? 'the value given' : `“${given}”`;
    throw new ClaqueError('bad-request', `${name}: ${shown} is not possible; allowed: ${allowed}.`);
  };
  return {
    host: value('HOST'),
    port: Number(value('PORT')),
    dataFolder: path.resolve(value('CLAQUE_DATA_DIR')),
    token: value('CLAQUE_TOKEN') || null,
    origins: value('CLAQUE_ORIGINS')
      .split(',')
      .map((entry) => entry.trim().toLowerCase())
      .filter((entry) => entry !== ''),
    logLevel: value('CLAQUE_LOG_LEVEL') as Config['logLevel'],
    isProduction: value('NODE_ENV') === 'production',
    scenarioFolder: path.resolve(value('CLAQUE_SCENARIO_DIR')),
    botFolder: path.resolve(value('CLAQUE_BOT_DIR')),
    priceFile: path.resolve(value('CLAQUE_PRICE_FILE')),
    panelFolder: path.resolve(value('CLAQUE_PANEL_DIR')),
  };
}

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Refuses a configuration that would let strangers in (PL-12).
 *
 * @throws {ClaqueError} unavailable, with what to set instead.
 */
export function assertAccess(config: Config): void {
  if (config.token !== null)
    throw new ClaqueError(
      'unavailable',
      'CLAQUE_TOKEN is set, but access by token is not built yet: the token would protect nothing. Unset it and use HOST=127.0.0.1.',
    );
  if (!loopbackHosts.has(config.host))
    throw new ClaqueError(
      'unavailable',
      `HOST: “${config.host}” would let others in without a token (CLAQUE_TOKEN, not built yet); allowed for now: ${[...loopbackHosts].join(', ')}.`,
    );
}
