import type { Tracer } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import type { Clock } from '../kernel/clock.ts';
import { createAnthropicModel } from './anthropic/anthropic.ts';
import type { Breaker } from './breaker.ts';
import { withBreaker } from './breaker.ts';
import type { Budget } from './budget.ts';
import { withBudget } from './budget.ts';
import { withoutQuotes } from './without-quotes.ts';
import { withDeadline } from './deadline.ts';
import { createOllamaModel } from './ollama/ollama.ts';
import type { EndedCall } from './keep-calls.ts';
import { withKeeping } from './keep-calls.ts';
import type { CallNote } from './note-calls.ts';
import { withNotes } from './note-calls.ts';
import type { LanguageModel } from './port.ts';
import type { ProviderParts, ProviderSettings } from './provider-parts.ts';
import { Playback, withRecorder } from './recording.ts';
import { withRepair } from './repair.ts';
import { withRetry } from './retry.ts';
import type { Alert } from './sane-usage.ts';
import { withSaneUsage } from './sane-usage.ts';
import { createScriptedModel } from './scripted/scripted.ts';
import type { RecordingSettings } from './settings.ts';
import { withTracing } from './tracing.ts';
import type { Wait } from './wait.ts';

export interface LanguageModelSettings {
  readonly provider: ProviderSettings;
  /** Longest time of a call with all its retries and its repair, in ms. */
  readonly deadlineMs: number;
  /** Records every call to a file, or plays a file back: then no provider is asked and nothing is booked. */
  readonly recording?: RecordingSettings | null;
}

export interface LanguageModelParts {
  readonly clock: Clock;
  readonly wait: Wait;
  readonly budget: Budget;
  /** One for each provider, shared by all its models. */
  readonly breaker: Breaker;
  readonly alert: Alert;
  /** Draws in [0, 1), for the pauses between attempts. */
  readonly jitter: () => number;
  /** Where spans go; if left out, to the SDK that somebody registered, and nowhere without one. */
  readonly tracer?: Tracer;
  /** Hears of every call that has ended. */
  readonly note?: (call: CallNote) => void;
  /** Gets every call that has ended, its prompt and its answer. */
  readonly keep?: (call: EndedCall) => void;
}

/**
 * A language model with everything around it, from the outside in:
 *
 * 0. keeping: whoever keeps calls gets what the caller got, be it played back
 * 1. recording: what is recorded is what the caller got
 * 2. notes for the log and tracing: one a call, whatever it took; a call that is played back asks nobody and has none
 * 3. deadline: one for all attempts
 * 4. repair: a second question is a call of its own, with its own retries
 * 5. retry: at most three attempts
 * 6. breaker: each attempt counts, and an open one reserves nothing
 * 7. budget: each attempt has its own reservation, because each can be billed
 * 8. sane usage: what is booked is possible
 * 9. no quotes: what is said of a failure holds nothing of the prompt
 * 10. the provider
 *
 * @throws {ClaqueError} bad-file if the recording to be played is not one.
 */
export async function createLanguageModel(
  settings: LanguageModelSettings,
  parts: LanguageModelParts,
): Promise<LanguageModel> {
  const model = await createWrapped(settings, parts);
  return parts.keep ? withKeeping(model, parts.clock, parts.keep) : model;
}

async function createWrapped(settings: LanguageModelSettings, parts: LanguageModelParts): Promise<LanguageModel> {
  const { recording } = settings;
  if (recording?.mode === 'play') return Playback.open(recording.path, settings.provider);
  const provider = createProvider(settings.provider, parts);
  const booked = withBudget(withSaneUsage(withoutQuotes(provider), parts.alert), parts.budget);
  const retried = withRetry(withBreaker(booked, parts.breaker), parts);
  const timed = withDeadline(withRepair(retried), { ...parts, deadlineMs: settings.deadlineMs });
  const traced = withTracing(timed, parts.tracer ?? trace.getTracer('claque'));
  const model = parts.note ? withNotes(traced, parts.note) : traced;
  return recording ? withRecorder(model, recording.path) : model;
}

/** The bare provider: one attempt a call, nothing reserved. */
export function createProvider(settings: ProviderSettings, parts: ProviderParts): LanguageModel {
  switch (settings.provider) {
    case 'scripted':
      return createScriptedModel(settings);
    case 'ollama':
      return createOllamaModel(settings, parts);
    case 'anthropic':
      return createAnthropicModel(settings, parts);
  }
}
