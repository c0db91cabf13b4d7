/** Panels that come and go: so many at once, each for a while, of every kind. */
import type { PanelKind } from '../../support/panel.ts';
import { Panel, panelKinds } from '../../support/panel.ts';
import type { Load } from './load.ts';

/** How long a panel stays, and how soon another takes its place, in ms. One that is asleep outlives two pings. */
const stayMs = { least: 3_000, most: 60_000, asleep: 100_000 };
const gapMs = 4_000;
/** Between two views that it opens, in ms. */
const lookMs = { least: 500, most: 4_000 };

export class Crowd {
  readonly counts = { panels: 0, requests: 0, messages: 0 };
  readonly statuses = new Map<number, number>();
  readonly times: number[] = [];
  readonly #url: string;
  readonly #load: Load;
  readonly #draw: () => number;
  readonly #over = new AbortController();
  #all: Promise<unknown> = Promise.resolve();

  constructor(url: string, load: Load, draw: () => number) {
    this.#url = url;
    this.#load = load;
    this.#draw = draw;
  }

  begin(panelCount: number): void {
    this.#all = Promise.all(Array.from({ length: panelCount }, () => this.#comeAndGo()));
  }

  /** Has all of them leave, and waits until they have. */
  async end(): Promise<void> {
    this.#over.abort();
    await this.#all;
  }

  async #comeAndGo(): Promise<void> {
    while (!this.#over.signal.aborted) {
      await this.#wait(this.#draw() * gapMs);
      await this.#stay(panelKinds[Math.floor(this.#draw() * panelKinds.length)]!);
    }
  }

  async #stay(kind: PanelKind): Promise<void> {
    this.counts.panels += 1;
    const onAnswer = (status: number, ms: number) => this.#note(status, ms);
    const panel = new Panel({ url: this.#url, kind, draw: this.#draw, session: () => this.#load.session, onAnswer });
    const drawn = stayMs.least + this.#draw() * (stayMs.most - stayMs.least);
    const untilMs = performance.now() + (kind === 'asleep' ? stayMs.asleep : drawn);
    while (performance.now() < untilMs && !this.#over.signal.aborted) {
      await panel.open();
      await this.#wait(lookMs.least + this.#draw() * (lookMs.most - lookMs.least));
    }
    await panel.leave();
    this.counts.messages += panel.messageCount;
  }

  #note(status: number, ms: number): void {
    this.counts.requests += 1;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    this.times.push(ms);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#over;
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      if (signal.aborted) done();
      else signal.addEventListener('abort', done);
    });
  }
}
