/** What a panel does, without a browser: reads what its views show, follows their topics, and goes again. */
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import type { Session } from '../../server/contract/session.ts';
import type { ServerMessage } from '../../server/contract/stream.ts';

const views = ['live', 'community', 'executions', 'outreach', 'statistics'] as const;

/** `slow` stops reading now and then, `asleep` for good, and `cut` goes without a goodbye, in the midst of a request. */
export const panelKinds = ['polite', 'slow', 'asleep', 'cut'] as const;
export type PanelKind = (typeof panelKinds)[number];

export interface PanelOptions {
  readonly url: string;
  readonly kind: PanelKind;
  /** Draws in [0, 1). */
  readonly draw: () => number;
  /** The session that it looks at, if there is one. */
  readonly session: () => Session | null;
  readonly onAnswer: (status: number, ms: number) => void;
}

/** Longest that a panel that reads slowly does not, in ms. */
const longestPauseMs = 4_000;

export class Panel {
  messageCount = 0;
  readonly #options: PanelOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 });
  readonly #socket: WebSocket;
  readonly #gone: Promise<void>;
  #topics: string[] = [];
  #seen: number | undefined;

  constructor(options: PanelOptions) {
    this.#options = options;
    const socket = new WebSocket(`${options.url.replace('http', 'ws')}/ws/activity`);
    this.#socket = socket;
    this.#gone = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => this.#hear(JSON.parse(data.toString()) as ServerMessage));
    socket.once('open', () => {
      if (options.kind === 'asleep') setTimeout(() => socket.pause(), longestPauseMs * options.draw()).unref();
    });
  }

  /** Opens a view: what it shows is read, and its topics take the place of those before. */
  async open(): Promise<void> {
    const { draw, kind } = this.#options;
    const view = views[Math.floor(draw() * views.length)]!;
    this.#follow(this.#topicsOf(view));
    await Promise.all(this.#routesOf(view).map((route) => this.#read(route)));
    if (kind !== 'slow' || this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.pause();
    setTimeout(() => this.#socket.resume(), longestPauseMs * draw()).unref();
  }

  /** Goes, in the manner of its kind; settles when its connections have ended. */
  async leave(): Promise<void> {
    const { kind } = this.#options;
    if (kind === 'polite' || kind === 'slow') {
      this.#socket.resume();
      this.#socket.close();
    } else {
      void this.#read('/api/graph');
      await new Promise((resolve) => setImmediate(resolve));
      this.#socket.terminate();
    }
    this.#agent.destroy();
    await this.#gone;
  }

  #hear(message: ServerMessage): void {
    this.messageCount += 1;
    if (message.type === 'activity') this.#seen = message.activity.number;
    if (message.type === 'welcome') this.#seen ??= message.latest;
  }

  #follow(topics: string[]): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const say = (message: object) => this.#socket.send(JSON.stringify(message));
    for (const topic of this.#topics) if (!topics.includes(topic)) say({ type: 'unsubscribe', topic });
    for (const topic of topics) if (!this.#topics.includes(topic)) say({ type: 'subscribe', topic, since: this.#seen });
    this.#topics = topics;
  }

  #topicsOf(view: (typeof views)[number]): string[] {
    const { session } = this.#options;
    const always = ['sessions', 'questions', 'notifications'];
    if (view === 'live') return [...always, ...(session() ? [`session:${session()!.id}`] : []), 'coach'];
    if (view === 'statistics') return always;
    return [...always, view];
  }

  #routesOf(view: (typeof views)[number]): string[] {
    const session = this.#options.session();
    if (view === 'community') return ['/api/threads', '/api/activity', '/api/bots', '/api/graph', '/api/pace'];
    if (view === 'executions')
      return ['/api/agents/execution-logs/default', '/api/agents/execution-logs/default?limit=100'];
    if (view === 'outreach')
      return ['/api/tasks/details?limit=50', '/api/contacts', '/api/outreach/clock', '/api/questions'];
    if (view === 'statistics')
      return ['/api/stats/usage', '/api/stats/actions', '/api/caps', '/api/policy', '/api/conductor/agreement'];
    const of = session && `/api/sessions/${session.id}`;
    const own = of ? [of, `${of}/metrics?limit=500`, `${of}/anomalies`, `${of}/interventions`, `${of}/activity`] : [];
    return ['/api/sessions', '/api/notifications', '/api/ventures/default/coach/health', ...own];
  }

  #read(route: string): Promise<void> {
    const { url, onAnswer } = this.#options;
    const beganMs = performance.now();
    return new Promise((resolve) => {
      const asked = request(url + route, { agent: this.#agent }, (response) => {
        response.on('close', resolve);
        response.on('end', () => onAnswer(response.statusCode!, performance.now() - beganMs)).resume();
      });
      // It may be gone before the answer is.
      asked.on('error', () => resolve()).end();
    });
  }
}
