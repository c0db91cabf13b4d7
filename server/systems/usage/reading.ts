/** What the API shows of usage: sums, caps in force, and forecasts. */
import type { Knex } from 'knex';
import type { PriceFile } from '../../contract/prices.ts';
import type {
  Caps,
  CostCap,
  CostForecast,
  CostForecastQuery,
  UsageForecast,
  UsagePage,
  UsageQuery,
  VentureUsage,
} from '../../contract/usage.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { CapReading, CapsInForce, OwnCap } from './caps.ts';
import { isCapped, useOf } from './caps.ts';
import type { CapForecast } from './forecast.ts';
import { forecastCap, forecastSum } from './forecast.ts';
import { countAlerts, listUsage, sampleCalls, sumUsage } from './ledger-store.ts';
import { priceOf, worstCostNanoUsd } from './pricing.ts';
import type { Amount, DayWindow } from './rules.ts';
import { dayOf, endOfDayMs, usdOf } from './rules.ts';
import { findAllStandings, findStandings } from './store.ts';

/** How far back "the present rate" looks: shorter and a bot between two heartbeats has none; longer and it is not present. */
const rateWindowMs = 6 * 3_600_000;

/** How far back calls like the planned ones are looked for. */
const historyMs = 30 * 86_400_000;

export class UsageReading implements CapReading {
  readonly #read: Knex;
  readonly #clock: Clock;
  readonly #prices: PriceFile;

  constructor({ read, clock, prices }: { read: Knex; clock: Clock; prices: PriceFile }) {
    this.#read = read;
    this.#clock = clock;
    this.#prices = prices;
  }

  async usage(ventureId: string, query: UsageQuery): Promise<UsagePage> {
    const { limit, offset } = query;
    const page = await listUsage(this.#read, ventureId, query);
    const totals = await sumUsage(this.#read, ventureId, query);
    const alertCount = await countAlerts(this.#read, ventureId, query);
    return { ...page, limit, offset, totals, alertCount, pricesDate: this.#prices.date };
  }

  async caps(ventureId: string): Promise<Caps> {
    const { usage, caps } = await this.#today(ventureId, null);
    return { default: { capTokens: caps.default.tokens, capUsd: usdOf(caps.default.nanoUsd) }, venture: usage };
  }

  async costCap(ventureId: string, botId: string): Promise<CostCap> {
    const { usage, caps } = await this.#today(ventureId, botId);
    const source = (own: OwnCap[keyof OwnCap]) => (own === null ? 'default' : 'custom');
    return {
      ...usage,
      botId,
      tokens: { ...usage.tokens, source: source(caps.own.tokens) },
      usd: { ...usage.usd, source: source(caps.own.nanoUsd) },
    };
  }

  async isCapped(ventureId: string, botId: string | null): Promise<boolean> {
    return isCapped(await findStandings(this.#read, { ventureId, botId, day: dayOf(this.#clock.now()) }));
  }

  /** How much of their own caps the venture (null) and its bots have used today, those that have used any. */
  async uses(
    ventureId: string,
  ): Promise<{ botId: string | null; day: string; spentRatio: number; isCapped: boolean }[]> {
    const day = dayOf(this.#clock.now());
    const all = await findAllStandings(this.#read, ventureId, day);
    return all.map(({ botId, standing }) => ({ botId, day, ...useOf(standing) }));
  }

  /** @throws {ClaqueError} bad-request, if the model has no price. */
  async costForecast(ventureId: string, plan: CostForecastQuery): Promise<CostForecast> {
    const { provider, model, callCount } = plan;
    const price = priceOf(this.#prices, provider, model);
    if (!price) {
      const known = this.#prices.models.map((row) => `${row.provider} ${row.model}`).join(', ');
      throw new ClaqueError('bad-request', `${provider} ${model} has no price; there are: ${known}.`, {
        fields: [{ field: 'query.model', message: `one of: ${known}` }],
      });
    }
    const nowMs = this.#clock.now();
    const filter = { botId: null, purpose: plan.purpose ?? null, provider, model };
    const seen = await sampleCalls(this.#read, ventureId, { ...filter, afterMs: nowMs - historyMs, untilMs: nowMs });
    const worstUsd = usdOf(callCount * worstCostNanoUsd(price, plan.inputTokens, plan.outputTokens));
    const sampleCount = seen.nanoUsd.count;
    const cost = forecastSum(seen.nanoUsd, callCount);
    const tokens = forecastSum(seen.tokens, callCount);
    if (!cost || !tokens) {
      const likelyTokens = callCount * (plan.inputTokens + plan.outputTokens);
      return {
        callCount,
        basis: 'price',
        sampleCount,
        likelyTokens,
        likelyUsd: worstUsd,
        lowUsd: 0,
        highUsd: worstUsd,
        worstUsd,
      };
    }
    const [likelyUsd, lowUsd, highUsd] = [usdOf(cost.likely), usdOf(cost.low), usdOf(cost.high)];
    return {
      callCount,
      basis: 'history',
      sampleCount,
      likelyTokens: tokens.likely,
      likelyUsd,
      lowUsd,
      highUsd,
      worstUsd,
    };
  }

  /** Where a bot, or with null the venture, stands today. */
  async #today(ventureId: string, botId: string | null): Promise<{ usage: VentureUsage; caps: CapsInForce }> {
    const nowMs = this.#clock.now();
    const day = dayOf(nowMs);
    const standings = await findStandings(this.#read, { ventureId, botId, day });
    const { window, cap } = standings.own;
    const { spent, reserved } = window;
    const usage = {
      day,
      tokens: { capTokens: cap.tokens, spentTokens: spent.tokens, reservedTokens: reserved.tokens },
      usd: { capUsd: usdOf(cap.nanoUsd), spentUsd: usdOf(spent.nanoUsd), reservedUsd: usdOf(reserved.nanoUsd) },
      isCapped: isCapped(standings),
      forecast: await this.#forecast(ventureId, botId, { window, cap, nowMs, endsMs: endOfDayMs(day) }),
    };
    return { usage, caps: standings.caps };
  }

  /** The first call of the last hours starts the watch; those after it are the sample. */
  async #forecast(
    ventureId: string,
    botId: string | null,
    today: { window: DayWindow; cap: Amount; nowMs: number; endsMs: number },
  ): Promise<UsageForecast | null> {
    const { window, cap, nowMs } = today;
    const whose = { botId, purpose: null, provider: null, model: null, untilMs: nowMs };
    const { firstMs } = await sampleCalls(this.#read, ventureId, { ...whose, afterMs: nowMs - rateWindowMs });
    if (firstMs === null) return null;
    const sample = await sampleCalls(this.#read, ventureId, { ...whose, afterMs: firstMs });
    const left = (unit: keyof Amount) => cap[unit] - window.spent[unit] - window.reserved[unit];
    const ofTokens = forecastCap(sample.tokens, nowMs - firstMs, left('tokens'), today);
    const ofUsd = forecastCap(sample.nanoUsd, nowMs - firstMs, left('nanoUsd'), today);
    return sooner(ofTokens, ofUsd);
  }
}

function sooner(ofTokens: CapForecast | null, ofUsd: CapForecast | null): UsageForecast | null {
  if (!ofTokens || !ofUsd) return null;
  const never = Number.POSITIVE_INFINITY;
  const isUsd =
    (ofUsd.reachedAtMs ?? never) < (ofTokens.reachedAtMs ?? never) ||
    (ofUsd.reachedAtMs === ofTokens.reachedAtMs && ofUsd.chanceRatio > ofTokens.chanceRatio);
  const found = isUsd ? ofUsd : ofTokens;
  const iso = (atMs: number | null) => (atMs === null ? null : new Date(atMs).toISOString());
  return {
    limit: isUsd ? 'usd' : 'tokens',
    reachedAt: iso(found.reachedAtMs),
    earliest: iso(found.earliestMs),
    latest: iso(found.latestMs),
    chanceRatio: found.chanceRatio,
  };
}
