/** Brings a real server to where a picture is worth taking: the demo at its suggestion, and after its recovery. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Heartbeat } from '../../server/contract/bot.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';

const root = path.join(import.meta.dirname, '../..');

/** What the demo button starts, standing still, so that each picture shows the same second each time. */
const demo = { scenarioId: 'webinar-drop', isDemo: true, mode: 'manual', seed: 7, wording: 'model', isPaused: true };

/** Session time at which the audience has come back and the ghost line lies lowest. */
const recoveredTick = 355;

/** Fills a data folder as `claque seed` does. @throws {Error} if that fails. */
export function seedCommunity(folder: string): void {
  const { status } = spawnSync(process.execPath, [path.join(root, 'server/cli.ts'), 'seed'], {
    env: { ...process.env, CLAQUE_DATA_DIR: folder },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The community could not be seeded.');
}

export class Stage {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Starts the demo and performs it until a suggestion waits. @returns The id of the session. */
  async suggestion(): Promise<string> {
    const { id } = await this.#ask<Session>('POST', '/api/sessions', demo);
    while ((await this.#waiting(id)) === undefined) await this.#step(id, 5);
    await this.#step(id, 15);
    return id;
  }

  /** Approves what waits, and performs the session until the audience is back. */
  async recovery(id: string): Promise<void> {
    const waiting = await this.#waiting(id);
    await this.#ask('POST', `/api/interventions/${waiting!.id}/approve`);
    const { tick } = await this.#ask<Session>('GET', `/api/sessions/${id}`);
    await this.#step(id, recoveredTick - tick);
  }

  /** The newest reply of a bot that was drawn from more than four possible actions. */
  async repliedHeartbeat(botId: string): Promise<number> {
    const { items } = await this.#ask<Page<Heartbeat>>('GET', `/api/bots/${botId}/heartbeats?action=reply&limit=50`);
    const told = items.find(({ considered }) => considered.length > 4) ?? items[0];
    if (!told) throw new Error(`${botId} has never replied: seed the community.`);
    return told.number;
  }

  async #waiting(id: string): Promise<Intervention | undefined> {
    const { items } = await this.#ask<Page<Intervention>>('GET', `/api/sessions/${id}/interventions`);
    return items.find(({ state }) => state === 'awaiting_approval');
  }

  async #step(id: string, ticks: number): Promise<void> {
    const { tick } = await this.#ask<Session>('GET', `/api/sessions/${id}`);
    await this.#ask('POST', `/api/sessions/${id}/step`, { ticks });
    for (;;) {
      const session = await this.#ask<Session>('GET', `/api/sessions/${id}`);
      if (session.tick >= tick + ticks) return;
    }
  }

  async #ask<T>(method: string, route: string, body?: object): Promise<T> {
    const response = await fetch(this.#url + route, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
