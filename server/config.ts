/** Configuration: read from the environment once, here, and from nowhere else (PL-20). Long because it is a catalogue. */
import path from 'node:path';
import { z } from 'zod';
import { ClaqueError } from './kernel/errors.ts';
import { ollamaAddress } from './language/ollama/ollama-address.ts';
import { Secret } from './language/secret.ts';
import type { LanguageSettings, ModelChoice } from './language/settings.ts';
import { isProxy } from './platform/http/forwarded.ts';
import { isLoopback } from './platform/http/own-site.ts';
import { logLevels } from './platform/telemetry/log.ts';
import { parseOtlpHeaders } from './platform/telemetry/otlp-headers.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** An admin's for all ventures (PL-12); null where there is none. */
  readonly token: Secret | null;
  readonly origins: readonly string[];
  /** Whose X-Forwarded-… headers count: addresses, networks, `loopback`, `private`. */
  readonly trustedProxies: readonly string[];
  /** How much one caller may ask, and one address may hold open (PL-15); 0: as much as they like. */
  readonly limits: { readonly requestsPerMinute: number; readonly connectionsPerAddress: number };
  readonly logLevel: (typeof logLevels)[number];
  readonly isProduction: boolean;
  readonly scenarioFolder: string;
  readonly botFolder: string;
  readonly priceFile: string;
  readonly panelFolder: string;
  /** How language models are asked. */
  readonly language: LanguageSettings;
  /** Who writes the words of interventions where a session asks for a model’s (EC-16). */
  readonly conductorModel: ModelChoice;
  /** Who speaks for the simulated contacts of outreach (OR-3). */
  readonly contactModel: ModelChoice;
  /** Who adds words to the coach's advice and answers questions about it (CO-4). */
  readonly coachModel: ModelChoice;
  readonly contactFolder: string;
  readonly search: SearchSettings;
  /** Null where nothing is traced (EC-21). */
  readonly traces: TraceDestination | null;
  readonly community: CommunitySettings;
  readonly executions: ExecutionSettings;
  /** How long the audit log is kept (PL-13). */
  readonly audit: { readonly keptDays: number };
}

export interface ExecutionSettings {
  /** How long an execution is kept after its end (EX-11). */
  readonly keptDays: number;
  /** How many that have ended are kept at most. */
  readonly keptCount: number;
  /** How long prompts and answers of model calls are kept (EX-12). */
  readonly modelCallDays: number;
  /** How much of them is kept at most, in characters. */
  readonly modelCallCharacters: number;
  /** Share of failures among the newest of a kind from which on it is said, in [0, 1] (EX-10). */
  readonly alertRatio: number;
}

export interface SearchSettings {
  /** Where SearXNG answers, without a slash at its end; null means that the built-in library does (BC-6). */
  readonly searxngUrl: string | null;
  readonly libraryFolder: string;
}

export interface TraceDestination {
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** As the variable has them; they often hold a key. */
  readonly headers: Secret;
}

export interface CommunitySettings {
  readonly file: string;
  /** An unsigned 32-bit integer: what the community's chance is drawn from. */
  readonly seed: number;
}

/** The groups that the variables are shown in, in this order, with what each is about. */
export const variableGroups = {
  server: 'The server',
  access: 'Address and access',
  content: 'Scenarios, bots and what they read',
  models: 'Language models',
  keeping: 'How long things are kept',
  watching: 'Watching it',
} as const;

interface Variable {
  readonly group: keyof typeof variableGroups;
  readonly schema: z.ZodType<string>;
  /** What holds when it is not set. */
  readonly standard: string;
  readonly allowed: string;
  readonly meaning: string;
  readonly isSecret?: boolean;
}

const root = path.resolve(import.meta.dirname, '..');
const listOf = (value: string): string[] =>
  value
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
const filePath = z
  .string()
  .min(1)
  .refine((value) => !value.includes('\0'));
const origin = /^https?:\/\/[^/\s,]+$/;
const isOriginList = (value: string) => value === '' || value.split(',').every((entry) => origin.test(entry.trim()));

/** An address without a user name, which calls could not carry, and without what would not survive a path behind it. */
function isBaseUrl(value: string): boolean {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return [url.username, url.password, url.search, url.hash].every((part) => part === '');
}

const baseUrl = z.string().refine(isBaseUrl);
const baseUrlAllowed = 'an http or https URL without user name, query and fragment';
const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** A whole number, both ends inclusive. */
const wholeNumber = (from: number, to: number) => ({
  schema: z
    .string()
    .regex(/^\d{1,10}$/)
    .refine((value) => Number(value) >= from && Number(value) <= to),
  allowed: `a whole number from ${from} to ${to}`,
});

/** Every variable the server knows: the one table, docs/configuration.md is written from it. */
export const variables = {
  HOST: {
    group: 'access',
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
    standard: '127.0.0.1',
    allowed: 'a host name or address',
    meaning: 'Address to listen on. Anything but loopback takes a token: CLAQUE_TOKEN, or one that was made before.',
  },
  PORT: {
    group: 'access',
    ...wholeNumber(0, 65_535),
    standard: '8080',
    meaning: 'Port to listen on; 0 takes any free one and prints it.',
  },
  CLAQUE_DATA_DIR: {
    group: 'server',
    schema: filePath,
    standard: './data',
    allowed: 'a folder that can be written to',
    meaning: 'Where the database lies. One server a folder.',
  },
  CLAQUE_TOKEN: {
    group: 'access',
    schema: z.string().regex(/^\S{16,200}$/),
    standard: '',
    allowed: '16 to 200 characters without spaces',
    meaning: 'A token of an admin for all ventures, never stored. With one, nobody gets in without a token.',
    isSecret: true,
  },
  CLAQUE_ORIGINS: {
    group: 'access',
    schema: z.string().refine(isOriginList),
    standard: '',
    allowed: 'origins such as http://localhost:5173, separated by commas',
    meaning:
      'Origins that may use the API and the stream besides the server’s own; where HOST is not loopback, the names it is reached by.',
  },
  CLAQUE_TRUST_PROXY: {
    group: 'access',
    schema: z.string().refine((value) => listOf(value).every(isProxy)),
    standard: '',
    allowed: 'addresses, networks such as 172.16.0.0/12, loopback or private, separated by commas',
    meaning:
      'Proxies in front whose X-Forwarded headers count; from anybody else they are ignored. By them the server knows of https.',
  },
  CLAQUE_REQUESTS_PER_MINUTE: {
    group: 'access',
    ...wholeNumber(0, 1_000_000),
    standard: '6000',
    meaning:
      'Requests to the API that a token, or an address without one, may make within a minute; 0 for any number. What is above gets 429.',
  },
  CLAQUE_CONNECTIONS_PER_ADDRESS: {
    group: 'access',
    ...wholeNumber(0, 1_000_000),
    standard: '200',
    meaning:
      'Connections that an address may hold open, and clients of the stream that it may have; 0 for any number. Proxies in CLAQUE_TRUST_PROXY may hold any number.',
  },
  CLAQUE_LOG_LEVEL: {
    group: 'server',
    schema: z.enum(logLevels),
    standard: 'info',
    allowed: logLevels.join(', '),
    meaning: 'What is logged.',
  },
  NODE_ENV: {
    group: 'server',
    schema: z.enum(['production', 'development', 'test']),
    standard: 'development',
    allowed: 'production, development, test',
    meaning: 'production logs JSON and does not check its own answers against their schemas.',
  },
  CLAQUE_SCENARIO_DIR: {
    group: 'content',
    schema: filePath,
    standard: path.join(root, 'seeds', 'scenarios'),
    allowed: 'a folder',
    meaning: 'Where the scenarios lie (YAML).',
  },
  CLAQUE_BOT_DIR: {
    group: 'content',
    schema: filePath,
    standard: path.join(root, 'bots'),
    allowed: 'a folder',
    meaning: 'Where the personas lie (YAML).',
  },
  CLAQUE_PRICE_FILE: {
    group: 'content',
    schema: filePath,
    standard: path.join(root, 'seeds', 'prices.yaml'),
    allowed: 'a file',
    meaning: 'What language models cost (YAML), dated. A model without a row is refused, never free.',
  },
  CLAQUE_PANEL_DIR: {
    group: 'content',
    schema: filePath,
    standard: path.join(root, 'dist', 'panel'),
    allowed: 'a folder',
    meaning: 'Where the built panel lies.',
  },
  ANTHROPIC_API_KEY: {
    group: 'models',
    // What a header can carry: anything else would be quoted in full by whoever rejects it.
    schema: z.string().regex(/^[\x21-\x7E]{8,500}$/),
    standard: '',
    allowed: '8 to 500 printable characters without spaces',
    meaning: 'Key for Anthropic’s API. Without one that provider is not configured, and bots on it pause.',
    isSecret: true,
  },
  CLAQUE_ANTHROPIC_URL: {
    group: 'models',
    schema: baseUrl,
    standard: 'https://api.anthropic.com',
    allowed: baseUrlAllowed,
    meaning: 'Where Anthropic’s API, or a proxy for it, answers. The key is sent there.',
  },
  OLLAMA_HOST: {
    group: 'models',
    schema: z.string().refine((value) => ollamaAddress(value) !== null),
    standard: '127.0.0.1:11434',
    allowed: 'host, host:port, :port or an http or https URL without user name, query and fragment',
    meaning: 'Where Ollama answers, as Ollama itself reads it.',
  },
  CLAQUE_OLLAMA_CONTEXT_TOKENS: {
    group: 'models',
    ...wholeNumber(512, 1_048_576),
    standard: '8192',
    meaning: 'Context window of models on Ollama, in tokens. A prompt that does not fit is refused, never cut.',
  },
  CLAQUE_MODEL_DEADLINE_SECONDS: {
    group: 'models',
    ...wholeNumber(1, 3_600),
    standard: '120',
    meaning: 'Longest time of a model call with all its attempts.',
  },
  CLAQUE_MODEL_SILENCE_SECONDS: {
    group: 'models',
    ...wholeNumber(1, 300),
    standard: '60',
    meaning: 'Longest silence of a provider in a call; while Ollama loads a model, it is silent.',
  },
  CLAQUE_MODEL_STREAMING: {
    group: 'models',
    schema: z.enum(['on', 'off']),
    standard: 'on',
    allowed: 'on, off',
    meaning: 'off for a proxy that holds Anthropic’s streams back; the silence must then last for a whole answer.',
  },
  CLAQUE_CACHE_LIFE: {
    group: 'models',
    schema: z.enum(['5m', '1h']),
    standard: '5m',
    allowed: '5m, 1h',
    meaning:
      'How long Anthropic keeps rules and persona in its cache. Those that ship are likely too short to be cached at all.',
  },
  CLAQUE_CONDUCTOR_MODEL: {
    group: 'models',
    schema: z.string().regex(/^(scripted|ollama|anthropic)\/\S{1,120}$/),
    standard: 'scripted/scripted',
    allowed: 'provider/name with the provider scripted, ollama or anthropic',
    meaning:
      'Which model writes polls and chat prompts, such as ollama/qwen3:8b, in sessions whose wording is model. It has three seconds; then a template takes its place.',
  },
  CLAQUE_CONTACT_DIR: {
    group: 'content',
    schema: filePath,
    standard: path.join(root, 'seeds', 'contacts'),
    allowed: 'a folder',
    meaning: 'Where the simulated people whom bots call lie (YAML).',
  },
  CLAQUE_CONTACT_MODEL: {
    group: 'models',
    schema: z.string().regex(/^(scripted|ollama|anthropic)\/\S{1,120}$/),
    standard: 'scripted/scripted',
    allowed: 'provider/name with the provider scripted, ollama or anthropic',
    meaning: 'Which model speaks for the simulated people whom bots call. The venture pays for it, no bot does.',
  },
  CLAQUE_COACH_MODEL: {
    group: 'models',
    schema: z.string().regex(/^(scripted|ollama|anthropic)\/\S{1,120}$/),
    standard: 'scripted/scripted',
    allowed: 'provider/name with the provider scripted, ollama or anthropic',
    meaning:
      'Which model adds words to the coach’s advice and answers questions about it, from its figures alone. It has 20 seconds; then the template’s text stands.',
  },
  CLAQUE_RECORDING: {
    group: 'models',
    schema: z.string().regex(/^(record|play):[^\0]+$/),
    standard: '',
    allowed: 'record:FILE or play:FILE',
    meaning: 'Writes every model call to a file, or plays a file back and asks no provider.',
  },
  CLAQUE_SEARXNG_URL: {
    group: 'content',
    schema: baseUrl,
    standard: '',
    allowed: baseUrlAllowed,
    meaning: 'Where SearXNG answers web searches. Without one the built-in library does.',
  },
  CLAQUE_LIBRARY_DIR: {
    group: 'content',
    schema: filePath,
    standard: path.join(root, 'seeds', 'library'),
    allowed: 'a folder',
    meaning: 'Where the articles of the built-in library lie.',
  },
  CLAQUE_COMMUNITY_FILE: {
    group: 'content',
    schema: filePath,
    standard: path.join(root, 'seeds', 'community.yaml'),
    allowed: 'a file',
    meaning: 'What a new community begins with (YAML).',
  },
  CLAQUE_COMMUNITY_SEED: {
    group: 'content',
    ...wholeNumber(0, 4_294_967_295),
    standard: '1',
    meaning: 'What the community’s chance is drawn from: the same seed gives the same scripted words.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: 'watching',
    schema: baseUrl,
    standard: '',
    allowed: baseUrlAllowed,
    meaning: 'OpenTelemetry collector that traces are sent to by OTLP over HTTP. Without one nothing is traced.',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    group: 'watching',
    schema: z.string().refine((value) => parseOtlpHeaders(value) !== null),
    standard: '',
    allowed: 'key=value pairs separated by commas, values percent-encoded',
    meaning: 'Headers sent to the collector with every batch, such as a key.',
    isSecret: true,
  },
  CLAQUE_EXECUTION_DAYS: {
    group: 'keeping',
    ...wholeNumber(1, 3_650),
    standard: '30',
    meaning: 'Days for which an execution is kept after its end, with its log and metrics.',
  },
  CLAQUE_EXECUTION_COUNT: {
    group: 'keeping',
    ...wholeNumber(100, 10_000_000),
    standard: '100000',
    meaning: 'Executions that have ended are kept at most so many; the oldest go first.',
  },
  CLAQUE_MODEL_CALL_DAYS: {
    group: 'keeping',
    ...wholeNumber(1, 3_650),
    standard: '7',
    meaning: 'Days for which prompt and answer of a model call are kept with its execution; never longer than that.',
  },
  CLAQUE_MODEL_CALL_MEGABYTES: {
    group: 'keeping',
    ...wholeNumber(1, 100_000),
    standard: '200',
    meaning: 'Prompts and answers of model calls are kept up to so many million characters; the oldest go first.',
  },
  CLAQUE_AUDIT_DAYS: {
    group: 'keeping',
    ...wholeNumber(1, 3_650),
    standard: '365',
    meaning: 'Days for which the audit log keeps who changed what.',
  },
  CLAQUE_EXECUTION_ALERT_PERCENT: {
    group: 'watching',
    ...wholeNumber(1, 100),
    standard: '50',
    meaning:
      'Share of failures among the last 20 executions of a kind within the hour from which on it is said; five at least.',
  },
} as const satisfies Record<string, Variable>;
type VariableName = keyof typeof variables;

/** Says what is wrong with the value of a variable, masked where it is secret, and what is allowed; null if nothing is. */
export function complaintOf(name: VariableName, given: string | undefined): string | null {
  const { schema, allowed, isSecret } = variables[name] as Variable;
  if (given === undefined || given === '' || schema.safeParse(given).success) return null;
  // An address may hold a password before its @.
  const shown = isSecret || given.includes('@') ? 'the value given' : `“${given}”`;
  return `${name}: ${shown} is not possible; allowed: ${allowed}.`;
}

/**
 * Reads the configuration. A variable that is set to nothing counts as not set.
 *
 * @throws {ClaqueError} bad-request, naming the variable, its value (masked where it is secret) and what is allowed.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const value = (name: VariableName): string => {
    const complaint = complaintOf(name, environment[name]);
    if (complaint !== null) throw new ClaqueError('bad-request', complaint);
    return environment[name] || variables[name].standard;
  };
  for (const name of Object.keys(variables)) value(name as VariableName); // Those too that others make no matter.
  return {
    host: value('HOST'),
    port: Number(value('PORT')),
    dataFolder: path.resolve(value('CLAQUE_DATA_DIR')),
    token: value('CLAQUE_TOKEN') === '' ? null : new Secret(value('CLAQUE_TOKEN')),
    origins: listOf(value('CLAQUE_ORIGINS')),
    trustedProxies: listOf(value('CLAQUE_TRUST_PROXY')),
    limits: {
      requestsPerMinute: Number(value('CLAQUE_REQUESTS_PER_MINUTE')),
      connectionsPerAddress: Number(value('CLAQUE_CONNECTIONS_PER_ADDRESS')),
    },
    logLevel: value('CLAQUE_LOG_LEVEL') as Config['logLevel'],
    isProduction: value('NODE_ENV') === 'production',
    scenarioFolder: path.resolve(value('CLAQUE_SCENARIO_DIR')),
    botFolder: path.resolve(value('CLAQUE_BOT_DIR')),
    priceFile: path.resolve(value('CLAQUE_PRICE_FILE')),
    panelFolder: path.resolve(value('CLAQUE_PANEL_DIR')),
    language: languageOf(value),
    conductorModel: modelChoiceOf(value('CLAQUE_CONDUCTOR_MODEL')),
    contactFolder: path.resolve(value('CLAQUE_CONTACT_DIR')),
    contactModel: modelChoiceOf(value('CLAQUE_CONTACT_MODEL')),
    coachModel: modelChoiceOf(value('CLAQUE_COACH_MODEL')),
    search: {
      searxngUrl: withoutSlash(value('CLAQUE_SEARXNG_URL')) || null,
      libraryFolder: path.resolve(value('CLAQUE_LIBRARY_DIR')),
    },
    traces: traceDestinationOf(value),
    community: {
      file: path.resolve(value('CLAQUE_COMMUNITY_FILE')),
      seed: Number(value('CLAQUE_COMMUNITY_SEED')),
    },
    executions: {
      keptDays: Number(value('CLAQUE_EXECUTION_DAYS')),
      keptCount: Number(value('CLAQUE_EXECUTION_COUNT')),
      modelCallDays: Number(value('CLAQUE_MODEL_CALL_DAYS')),
      modelCallCharacters: 1_000_000 * Number(value('CLAQUE_MODEL_CALL_MEGABYTES')),
      alertRatio: Number(value('CLAQUE_EXECUTION_ALERT_PERCENT')) / 100,
    },
    audit: { keptDays: Number(value('CLAQUE_AUDIT_DAYS')) },
  };
}

function languageOf(value: (name: VariableName) => string): LanguageSettings {
  const key = value('ANTHROPIC_API_KEY');
  const [, mode, file] = /^(record|play):(.+)$/s.exec(value('CLAQUE_RECORDING')) ?? [];
  return {
    // Its schema has let through only what stands for an address.
    ollamaUrl: ollamaAddress(value('OLLAMA_HOST'))!,
    ollamaContextTokens: Number(value('CLAQUE_OLLAMA_CONTEXT_TOKENS')),
    anthropicUrl: withoutSlash(value('CLAQUE_ANTHROPIC_URL')),
    anthropicKey: key === '' ? null : new Secret(key),
    cacheLife: value('CLAQUE_CACHE_LIFE') as LanguageSettings['cacheLife'],
    isStreaming: value('CLAQUE_MODEL_STREAMING') === 'on',
    scriptedSeed: Number(value('CLAQUE_COMMUNITY_SEED')),
    deadlineMs: 1_000 * Number(value('CLAQUE_MODEL_DEADLINE_SECONDS')),
    silenceMs: 1_000 * Number(value('CLAQUE_MODEL_SILENCE_SECONDS')),
    recording: file === undefined ? null : { mode: mode as 'record' | 'play', path: path.resolve(file) },
  };
}

function traceDestinationOf(value: (name: VariableName) => string): TraceDestination | null {
  const endpoint = withoutSlash(value('OTEL_EXPORTER_OTLP_ENDPOINT'));
  return endpoint === '' ? null : { endpoint, headers: new Secret(value('OTEL_EXPORTER_OTLP_HEADERS')) };
}

/** Names may hold slashes, providers do not. */
function modelChoiceOf(value: string): ModelChoice {
  const at = value.indexOf('/');
  return { provider: value.slice(0, at) as ModelChoice['provider'], name: value.slice(at + 1) };
}

/**
 * Refuses a configuration that would let strangers in (PL-12).
 *
 * @param hasAdministrator Whether CLAQUE_TOKEN is set, or a token of an admin for all ventures is in force.
 * @throws {ClaqueError} unavailable, with what to set instead.
 */
export function assertAccess({ host }: Config, hasAdministrator: boolean): void {
  if (isLoopback(host) || hasAdministrator) return;
  throw new ClaqueError(
    'unavailable',
    `HOST: “${host}” would let others in without a token. Set CLAQUE_TOKEN, or make one first: claque token create --name NAME --role admin. Without either only 127.0.0.1, localhost and ::1 are possible.`,
  );
}
