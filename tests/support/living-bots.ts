/** A whole server whose bots live in a time that tests move; its bots stand still until a test wants them to beat. */
import type { Logger } from 'pino';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { RunningServer } from '../../server/app.ts';
import { startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Activity } from '../../server/contract/activity.ts';
import type { Bot, BotConfig, BotConfigState, BotSummary, Heartbeat, Pace } from '../../server/contract/bot.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Problem } from '../../server/contract/problem.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { ManualTime } from './manual-time.ts';
import type { Answer } from './server.ts';
import { call, ofTests, temporaryFolder } from './server.ts';

export interface LivingOptions {
  readonly folder?: string;
  readonly environment?: Record<string, string>;
  readonly time?: ManualTime;
  readonly log?: Logger;
  /** Of all bots at first; paused unless said otherwise. null leaves what the database has. */
  readonly pace?: Pace | null;
}

type Change = { [Part in keyof BotConfig]?: Partial<BotConfig[Part]> };

/** Speaks as often as a bot can. */
const eager = {
  creativity: 100,
  leadership: 100,
  shyness: 0,
  aggression: 50,
  skepticism: 50,
  engagementStyle: 'active',
} as const;

export class LivingServer {
  readonly folder: string;
  readonly time: ManualTime;
  readonly app: RunningServer;

  constructor(app: RunningServer, { folder, time }: { folder: string; time: ManualTime }) {
    this.app = app;
    this.folder = folder;
    this.time = time;
  }

  get url(): string {
    return this.app.url;
  }

  /** What a request that must succeed brings. */
  async ask<T>(method: string, route: string, body?: unknown): Promise<T> {
    const answer = await call<T & Problem>(this, method, route, body);
    if (answer.status >= 300) throw new Error(`${method} ${route}: ${answer.status} ${answer.body.detail}`);
    return answer.body;
  }

  /** Every item of a list, whatever its pages are. */
  async all<T>(route: string): Promise<T[]> {
    const page = await this.ask<Page<T>>('GET', `${route}${route.includes('?') ? '&' : '?'}limit=500`);
    return page.items;
  }

  bot(id: string): Promise<Bot> {
    return this.ask('GET', `/api/bots/${id}`);
  }

  bots(): Promise<BotSummary[]> {
    return this.all('/api/bots');
  }

  config(id: string): Promise<BotConfigState> {
    return this.ask('GET', `/api/bots/${id}/config`);
  }

  async configure(id: string, change: Change): Promise<BotConfigState> {
    const { config } = await this.config(id);
    const { personality, behaviour, model } = change;
    return this.ask('PUT', `/api/bots/${id}/config`, {
      config: {
        personality: { ...config.personality, ...personality },
        behaviour: { ...config.behaviour, ...behaviour },
        model: { ...config.model, ...model },
      },
    });
  }

  /** Makes a bot speak as often as one can, with words from the model named. */
  makeEager(id: string, model: Partial<BotConfig['model']> = {}): Promise<BotConfigState> {
    return this.configure(id, { behaviour: eager, model });
  }

  async setPace(pace: Pace | null, botId?: string): Promise<void> {
    await this.ask('PUT', '/api/pace', { pace, ...(botId !== undefined && { botId }) });
  }

  tryBeat(id: string): Promise<Answer<Heartbeat & Problem>> {
    return call(this, 'POST', `/api/bots/${id}/heartbeats`);
  }

  beat(id: string): Promise<Heartbeat> {
    return this.ask('POST', `/api/bots/${id}/heartbeats`);
  }

  /** Lets a bot beat, a quarter of an hour apart, until what came of it is as wanted. */
  async beatUntil(id: string, isReached: (heartbeat: Heartbeat) => boolean): Promise<Heartbeat> {
    for (;;) {
      this.time.advance(15 * 60_000);
      const heartbeat = await this.beat(id);
      if (isReached(heartbeat)) return heartbeat;
    }
  }

  /** Lets a bot beat until it has asked its model. */
  beatUntilAsked(id: string): Promise<Heartbeat> {
    return this.beatUntil(id, ({ provider }) => provider !== null);
  }

  heartbeats(id: string): Promise<Heartbeat[]> {
    return this.all(`/api/bots/${id}/heartbeats`);
  }

  /** Everything that the API shows of the community and its bots, for two moments to be compared. */
  async snapshot(): Promise<Record<string, unknown>> {
    const lists = ['/api/bots', '/api/posts', '/api/follows', '/api/threads'];
    const ids = (await this.bots()).map(({ id }) => id);
    const own = ['', '/config', '/memory', '/memory/warm?limit=500', '/memory/cold?limit=500', '/heartbeats?limit=500'];
    const routes = [
      '/api/pace',
      ...lists.map((route) => `${route}?limit=500`),
      ...ids.flatMap((id) => own.map((part) => `/api/bots/${id}${part}`)),
    ];
    const shown = await Promise.all(
      routes.map(async (route) => [route, await this.ask<unknown>('GET', route)] as const),
    );
    return Object.fromEntries(shown);
  }

  /** Newest first. */
  activities(type?: string): Promise<Activity[]> {
    return this.all(`/api/activity${type === undefined ? '' : `?type=${type}`}`);
  }
}

/** Starts a server that is closed when the test has ended, if the test has not done so. */
export async function startLivingServer(options: LivingOptions = {}): Promise<LivingServer> {
  const { folder = temporaryFolder(), time = new ManualTime(), pace = 'paused' } = options;
  const environment = { ...ofTests, CLAQUE_DATA_DIR: folder, ...options.environment };
  const log = options.log ?? pino({ level: 'silent' });
  const app = await startApp(readConfig(environment), { composeRun, log, clock: time });
  onTestFinished(() => app.close());
  const server = new LivingServer(app, { folder, time });
  if (pace !== null) await server.setPace(pace);
  return server;
}
