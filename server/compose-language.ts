/** Composition of language: prices, ledger and models, which the community and live sessions share. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Clock } from './kernel/clock.ts';
import { ClaqueError } from './kernel/errors.ts';
import { isCostUnknown } from './language/budget.ts';
import type { EndedCall } from './language/keep-calls.ts';
import { LanguageModels, providerGap } from './language/models.ts';
import type { ModelChoice } from './language/settings.ts';
import { systemWait } from './language/wait.ts';
import { ofVariable } from './of-variable.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import { correlation } from './platform/telemetry/correlation.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import {
  ModelMeasures,
  UsageService,
  costNanoUsd,
  loadPrices,
  noPriceSentence,
  priceOf,
} from './systems/usage/index.ts';

export interface LanguageParts {
  readonly config: Config;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  /** Keeps a call to a model with the execution that it was made for; what it cost is null where it is not known. */
  readonly keepCall: (executionId: string, call: EndedCall, costUsd: number | null) => void;
}

type Prices = ReturnType<typeof loadPrices>;

export interface ComposedLanguage {
  readonly prices: Prices;
  readonly budget: UsageService;
  readonly models: LanguageModels;
}

/**
 * Reconciles what a dead process had reserved, and makes the models.
 *
 * @throws {ClaqueError} bad-file for prices that cannot be read; bad-request for a model of the conductor or of contacts that cannot be asked.
 */
export async function composeLanguage(parts: LanguageParts): Promise<ComposedLanguage> {
  const { config, activityLog, clock, log, metrics, tracer, keepCall } = parts;
  const prices = ofVariable('CLAQUE_PRICE_FILE', () => loadPrices(config.priceFile));
  assertRecording(config);
  const budget = new UsageService({ activityLog, clock, log, prices });
  await budget.reconcile();
  const measures = new ModelMeasures(metrics);
  const models = new LanguageModels(config.language, {
    clock,
    budget,
    wait: systemWait,
    alert: (sentence) => log.warn(sentence),
    note: (call) => log.debug(call, 'A model was called'),
    keep: (call) => {
      const costUsd = costUsdOf(prices, call);
      measures.ended(call, costUsd);
      const { executionId } = correlation();
      if (executionId !== undefined) keepCall(executionId, call, costUsd);
    },
    jitter: Math.random,
    priced: prices.models,
    tracer,
  });
  assertModels(config, prices);
  return { prices, budget, models };
}

/** What a call cost by the price file, in US dollars; null where that is not known. */
function costUsdOf(prices: ComposedLanguage['prices'], { model, result, attemptCount }: EndedCall): number | null {
  if (attemptCount === 0) return 0;
  const price = priceOf(prices, model.provider, model.name);
  return price && !isCostUnknown(result) ? costNanoUsd(price, result.usage) / 1e9 : null;
}

/**
 * Whether a model answers shows when it is asked; that it never can is to be said at the start.
 *
 * @throws {ClaqueError} bad-request for a model of the configuration that has no price or no configured provider.
 */
export function assertModels(config: Config, prices: Prices): void {
  assertModel('CLAQUE_CONDUCTOR_MODEL', config.conductorModel, { config, prices });
  assertModel('CLAQUE_CONTACT_MODEL', config.contactModel, { config, prices });
  assertModel('CLAQUE_COACH_MODEL', config.coachModel, { config, prices });
}

/** @throws {ClaqueError} bad-request, if the file of CLAQUE_RECORDING cannot be played, or cannot be written. */
export function assertRecording({ language: { recording } }: Config): void {
  if (recording === null) return;
  const { mode, path: file } = recording;
  try {
    if (mode === 'play') accessSync(file, constants.R_OK);
    else accessSync(path.dirname(file), constants.W_OK);
  } catch (cause) {
    const why = mode === 'play' ? 'cannot be read' : 'lies in a folder that is missing or cannot be written to';
    throw new ClaqueError('bad-request', `CLAQUE_RECORDING: ${file} ${why}.`, { cause });
  }
}

function assertModel(
  variable: string,
  { provider, name }: ModelChoice,
  { config, prices }: { config: Config; prices: Prices },
): void {
  const refuse = (why: string) =>
    new ClaqueError('bad-request', `${variable}: “${provider}/${name}” cannot be asked: ${why}`);
  // The built-in provider is what one has without choosing: prices of one's own need no row for it, and it costs nothing.
  if (provider !== 'scripted' && !priceOf(prices, provider, name))
    throw refuse(noPriceSentence(prices, provider, name));
  if (providerGap(config.language, provider) !== null)
    throw refuse(`${provider} is not configured; set ANTHROPIC_API_KEY, or choose another model.`);
}
