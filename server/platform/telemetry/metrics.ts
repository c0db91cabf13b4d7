/** Figures for Prometheus. Which there are is said where they are counted; this is the registry and the HTTP ones. */
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Figures by the value of their label. */
export type Figures = Readonly<Record<string, number>>;

export class Metrics {
  readonly #registry = new Registry();
  readonly #failures: Counter;

  constructor() {
    collectDefaultMetrics({ register: this.#registry, prefix: 'claque_' });
    this.#failures = this.counter(
      'claque_figures_failed_total',
      'Figures that could not be had when they were asked for.',
    );
  }

  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  /** @param buckets Upper bounds, rising. */
  histogram<L extends string>(
    name: string,
    help: string,
    options: { labelNames: readonly L[]; buckets: readonly number[] },
  ): Histogram<L> {
    const { labelNames, buckets } = options;
    return new Histogram({
      name,
      help,
      labelNames: [...labelNames],
      buckets: [...buckets],
      registers: [this.#registry],
    });
  }

  /**
   * A figure that is asked for when somebody wants to see it. One that cannot be had is left out, and counted: the
   * others are needed most while something is broken.
   */
  gauge(name: string, help: string, value: () => Promise<number> | number): void {
    this.#register({ name, help }, async (gauge) => gauge.set(await value()));
  }

  /**
   * One figure for each value of a label, asked for in the same way.
   *
   * @param values Of these there must be few, and known: each is a series for ever.
   */
  gauges(name: string, help: string, labelName: string, values: () => Promise<Figures> | Figures): void {
    this.#register({ name, help, labelNames: [labelName] }, async (gauge) => {
      for (const [label, value] of Object.entries(await values())) gauge.set({ [labelName]: label }, value);
    });
  }

  #register(
    configuration: { name: string; help: string; labelNames?: string[] },
    fill: (gauge: Gauge) => Promise<void>,
  ): void {
    const failures = this.#failures;
    new Gauge({
      ...configuration,
      registers: [this.#registry],
      async collect() {
        this.reset();
        try {
          await fill(this);
        } catch {
          this.remove({});
          failures.inc();
        }
      },
    });
  }

  render(): Promise<string> {
    return this.#registry.metrics();
  }

  /** Times every request, by its route and not its address: ids would make a series each. */
  httpDurations(): RequestHandler {
    const durations = new Histogram({
      name: 'claque_http_request_duration_seconds',
      help: 'Time to answer a request.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers: [this.#registry],
    });
    return (request, response, next) => {
      const end = durations.startTimer();
      response.on('finish', () => {
        const route = (request.route as { path?: unknown } | undefined)?.path;
        end({
          method: request.method,
          route: typeof route === 'string' ? route : 'other',
          status: response.statusCode,
        });
      });
      next();
    };
  }

  close(): void {
    this.#registry.clear();
  }
}
