import type { Tracer } from '@opentelemetry/api';
import { Breaker } from '../../../server/language/breaker.ts';
import { createLanguageModel } from '../../../server/language/create-language-model.ts';
import type { LanguageModelSettings } from '../../../server/language/create-language-model.ts';
import type { LanguageModel } from '../../../server/language/port.ts';
import { ManualTime } from '../manual-time.ts';
import { WatchedBudget } from '../watched-budget.ts';

export interface Stack {
  readonly model: LanguageModel;
  readonly time: ManualTime;
  readonly budget: WatchedBudget;
  readonly breaker: Breaker;
  readonly alerts: string[];
}

/** A provider with everything around it, in a time that tests move: pauses of up to 10 s pass at once. */
export async function startStack(
  provider: LanguageModelSettings['provider'],
  changes: Partial<Omit<LanguageModelSettings, 'provider'>> & { budget?: WatchedBudget; tracer?: Tracer } = {},
): Promise<Stack> {
  const { budget = new WatchedBudget(), tracer, ...settings } = changes;
  const time = new ManualTime({ jumpUpToMs: 10_000 });
  const breaker = new Breaker(time);
  const alerts: string[] = [];
  const model = await createLanguageModel(
    { provider, deadlineMs: 60_000, ...settings },
    {
      clock: time,
      wait: time.wait,
      budget,
      breaker,
      alert: (sentence) => void alerts.push(sentence),
      jitter: () => 0.5,
      ...(tracer && { tracer }),
    },
  );
  return { model, time, budget, breaker, alerts };
}
