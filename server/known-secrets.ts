/** Keys in force, for whoever masks them in what is kept, shown or logged (F-42). */
import type { Config } from './config.ts';
import { formsOf } from './platform/telemetry/mask-secrets.ts';
import { parseOtlpHeaders } from './platform/telemetry/otlp-headers.ts';

/** Shorter values are no keys, and would mask half of a text. Assumed. */
const shortestLength = 8;

/** The keys that the configuration brings, in every form in which one may stand in a text. */
export function knownSecrets({ token, language, traces }: Config): string[] {
  const headers = traces === null ? {} : (parseOtlpHeaders(traces.headers.reveal()) ?? {});
  const keys = [token?.reveal(), language.anthropicKey?.reveal(), ...Object.values(headers)];
  return keys.filter((key) => key !== undefined && key.length >= shortestLength).flatMap((key) => formsOf(key!));
}
