/** The budget: every call is reserved before it is made and settled after (BC-9). The ledger lives elsewhere. */
import { mostInputTokens } from './estimate.ts';
import { failed } from './failed.ts';
import { codeOfAbort, failureTable } from './failures.ts';
import type { LanguageModel, ModelResult, ModelUsage, ProviderName } from './port.ts';
import { noUsage, totalTokens } from './usage.ts';

/** A call before it is made. */
export interface ReservationRequest {
  readonly ventureId: string;
  /** Null where the venture itself asks: then the cap of the venture is the only one that counts. */
  readonly botId: string | null;
  /** What it is for, such as reply or search. */
  readonly purpose: string;
  readonly provider: ProviderName;
  readonly model: string;
  /** Tokens of the whole prompt at most, cached parts included. Too low a figure is what a cap cannot mend. */
  readonly inputTokens: number;
  /** Tokens of the answer at most: the limit that the provider is given. */
  readonly maxOutputTokens: number;
}

export type Reservation =
  | { readonly isGranted: true; readonly reservationId: string }
  | { readonly isGranted: false; readonly code: 'cap_reached' | 'no_price'; readonly sentence: string };

export interface Budget {
  /** Sets the most that the call can cost aside, in one step with the check of every cap, or says why not. */
  reserve(request: ReservationRequest): Promise<Reservation>;
  /** Replaces what was set aside by what was used. A second time changes nothing. */
  settle(reservationId: string, usage: ModelUsage): Promise<void>;
  /** Gives back what was set aside: nothing was used. A second time changes nothing. */
  release(reservationId: string): Promise<void>;
}

/**
 * Lets no call through that the budget does not grant, and closes every reservation that it opened.
 *
 * The rule for a call that failed half-way: what the provider reported is charged; if it reported nothing and may have
 * worked all the same (cut stream, reset, time-out), the whole estimate is charged; if it certainly did not work
 * (refused connection, 4xx, 429, 529), nothing is. An unexpected error is charged at the estimate and passed on.
 */
export function withBudget(model: LanguageModel, budget: Budget): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      if (request.signal?.aborted) return failed(codeOfAbort(request.signal));
      const inputTokens = mostInputTokens(request);
      const reservation = await budget.reserve({
        ...request.caller,
        purpose: request.purpose,
        provider: model.provider,
        model: model.name,
        inputTokens,
        maxOutputTokens: request.maxTokens,
      });
      if (!reservation.isGranted) return { ...failed(reservation.code), sentence: reservation.sentence };
      const estimate: ModelUsage = { ...noUsage, inputTokens, outputTokens: request.maxTokens };
      let result: ModelResult;
      request.onAttempt?.();
      try {
        result = await model.complete(request);
      } catch (error) {
        await budget.settle(reservation.reservationId, estimate);
        throw error;
      }
      const charged = chargeFor(result, estimate);
      if (charged) await budget.settle(reservation.reservationId, charged);
      else await budget.release(reservation.reservationId);
      return result;
    },
  };
}

/** Whether it may be billed although the provider reported nothing: what it cost is then not known. */
export const isCostUnknown = (result: ModelResult): boolean =>
  result.kind === 'failed' && totalTokens(result.usage) === 0 && failureTable[result.code].billing === 'maybe';

/** What a result costs, or null where it costs nothing. */
export function chargeFor(result: ModelResult, estimate: ModelUsage): ModelUsage | null {
  if (result.kind === 'answered') return result.usage;
  if (totalTokens(result.usage) > 0) return result.usage;
  return isCostUnknown(result) ? estimate : null;
}
