/** Structured logs: JSON in production, readable in development, secrets masked (PL-17). */
import { pino } from 'pino';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { RequestHandler } from 'express';
import { correlation } from './correlation.ts';
import { encodedLine, encodedText } from './encode-line.ts';
import { mask, maskLine } from './mask-secrets.ts';

const secretPaths = [
  'token',
  'apiKey',
  'password',
  'authorization',
  'cookie',
  'headers.authorization',
  'headers.cookie',
];

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

interface LogOptions {
  readonly level: LogLevel;
  /** Whether lines are for people, in colour, rather than JSON. */
  readonly isPretty: boolean;
  /** Keys in force: no line holds one, however it came into it. */
  readonly secrets?: readonly string[];
}

export function createLog({ level, isPretty, secrets = [] }: LogOptions): Logger {
  const redact = { paths: secretPaths.flatMap((path) => [path, `*.${path}`]), censor: mask };
  const encode = isPretty ? encodedText : encodedLine;
  const hooks = { streamWrite: (line: string) => encode(maskLine(line, secrets)) };
  const settings = { level, redact, hooks, mixin: correlation };
  if (!isPretty) return pino(settings);
  const transport = {
    target: 'pino-pretty',
    options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname', singleLine: true },
  };
  return pino({ ...settings, transport });
}

interface AccessLogOptions {
  /** Whether refused requests are told at `info`: whoever develops wants to see them, and strangers must not fill a disk. */
  readonly tellsRefused: boolean;
}

/** The access log. Headers and query strings stay out of it: that is where secrets travel. */
export function accessLog(log: Logger, { tellsRefused }: AccessLogOptions): RequestHandler {
  const observe = pinoHttp({
    logger: log,
    customLogLevel: (_request, { statusCode }, error) => {
      if (error || statusCode >= 500) return 'warn';
      return tellsRefused && statusCode >= 400 ? 'info' : 'debug';
    },
    serializers: {
      req: (request: { method: string; url: string }) => ({ method: request.method, path: request.url.split('?')[0] }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
  return (request, response, next) => observe(request, response, next);
}
