/** Keeps a server busy with all that it does: sessions at 50 times real time, bots, calls, questions, the coach. */
import type { Intervention, Session } from '../../../server/contract/session.ts';
import type { Question } from '../../../server/contract/question.ts';
import type { Answer } from '../production-server.ts';
import { ask } from '../production-server.ts';

const sessionSpeed = 50;
const outreachSpeed = 600;
/** Tasks that are open at once, about. */
const openTasks = 12;
/** Real seconds between two looks of the coach, and two branches. */
const coachEverySeconds = 60;
const branchEverySeconds = 45;

const scenarioIds = ['webinar-drop', 'two-drops', 'mass-exit', 'calm-hour', 'slow-fade', 'low-start'];
const stepMs = 500;
const closed: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);

export class Load {
  session: Session | null = null;
  readonly counts = { sessions: 0, tasks: 0, answers: 0, branches: 0, insights: 0 };
  readonly #server: { url: string };
  readonly #draw: () => number;
  #stepCount = 0;
  #isOver = false;
  #going: Promise<void> | null = null;

  constructor(server: { url: string }, draw: () => number) {
    this.#server = server;
    this.#draw = draw;
  }

  async begin(): Promise<void> {
    const cap = { capTokens: 1_000_000_000, capUsd: 1_000 };
    await this.#command('PUT', '/api/caps', { default: cap, venture: cap });
    await this.#command('PUT', '/api/pace', { pace: 'turbo' });
    await this.#command('PUT', '/api/outreach/clock', { speed: outreachSpeed });
    this.#going = this.#go();
  }

  /** Begins nothing more, and has what goes on end. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#going;
    await this.#command('PUT', '/api/pace', { pace: 'paused' });
    await this.#command('PUT', '/api/outreach/clock', { speed: 1 });
    const { items } = await this.#read<{ items: { id: string; status: string }[] }>('/api/tasks?limit=500');
    for (const { id } of items.filter(({ status }) => !closed.has(status)))
      await this.#try('POST', `/api/tasks/${id}/cancel`, { reason: 'It is over.' });
    if (this.session) await this.#try('POST', `/api/sessions/${this.session.id}/stop`);
  }

  async #go(): Promise<void> {
    while (!this.#isOver) {
      await this.#step();
      await new Promise((resolve) => setTimeout(resolve, stepMs));
    }
  }

  async #step(): Promise<void> {
    this.#stepCount += 1;
    await this.#keepSession();
    if (this.#stepCount % 4 === 0) await this.#keepTasks();
    if (this.#stepCount % 3 === 0) await this.#answer();
    if (this.#isTime(coachEverySeconds)) {
      await this.#command('POST', '/api/ventures/default/coach/insights/run');
      this.counts.insights += 1;
    }
    if (this.#isTime(branchEverySeconds)) await this.#branch();
  }

  #isTime(everySeconds: number): boolean {
    return this.#stepCount % Math.round((everySeconds * 1_000) / stepMs) === 0;
  }

  async #keepSession(): Promise<void> {
    if (this.session) this.session = await this.#read<Session>(`/api/sessions/${this.session.id}`);
    if (this.session?.status === 'running') return this.#approve(this.session);
    this.counts.sessions += 1;
    this.session = await this.#command<Session>('POST', '/api/sessions', {
      scenarioId: scenarioIds[this.counts.sessions % scenarioIds.length],
      seed: this.counts.sessions,
      speed: sessionSpeed,
      mode: this.#draw() < 0.5 ? 'auto' : 'manual',
      wording: this.#draw() < 0.3 ? 'model' : 'template',
      startFrom: this.#draw() < 0.5 ? 'venture' : 'fresh',
    });
  }

  /** Somebody who looks now and then; what nobody answers expires. */
  async #approve({ id, mode }: Session): Promise<void> {
    if (mode !== 'manual' || this.#draw() < 0.5) return;
    const { items } = await this.#read<{ items: Intervention[] }>(`/api/sessions/${id}/interventions`);
    const waiting = items.find(({ state }) => state === 'awaiting_approval');
    if (waiting) await this.#try('POST', `/api/interventions/${waiting.id}/approve`);
  }

  async #keepTasks(): Promise<void> {
    const { totals } = await this.#read<{ totals: Record<string, number> }>('/api/tasks/details?limit=1');
    const openCount = Object.entries(totals).reduce((sum, [name, count]) => sum + (closed.has(name) ? 0 : count), 0);
    const [bots, contacts] = await Promise.all([
      this.#read<{ items: { id: string }[] }>('/api/bots?limit=50'),
      this.#read<{ items: { id: string }[] }>('/api/contacts?limit=50'),
    ]);
    const oneOf = ({ items }: { items: { id: string }[] }) => items[Math.floor(this.#draw() * items.length)]!.id;
    for (let count = openCount; count < openTasks; count += 1) {
      this.counts.tasks += 1;
      const objective = `Find out whether errand ${this.counts.tasks} still suits them.`;
      await this.#command('POST', '/api/tasks', { botId: oneOf(bots), contactId: oneOf(contacts), objective });
    }
  }

  async #answer(): Promise<void> {
    const { items } = await this.#read<{ items: Question[] }>('/api/questions?status=open&limit=20');
    for (const { id, allowsText } of items.filter(() => this.#draw() < 0.3)) {
      if (!allowsText) continue;
      const { status } = await this.#try('POST', `/api/questions/${id}/answer`, { text: 'Yes, by Friday.' });
      if (status < 300) this.counts.answers += 1;
    }
  }

  async #branch(): Promise<void> {
    const change = { kind: 'mode', mode: 'off' };
    const { status } = await this.#try('POST', `/api/sessions/${this.session!.id}/branches`, { fromTick: 60, change });
    if (status < 300) this.counts.branches += 1;
  }

  #read<T>(route: string): Promise<T> {
    return this.#command<T>('GET', route);
  }

  async #command<T>(method: string, route: string, body?: object): Promise<T> {
    const answer = await this.#try(method, route, body);
    if (answer.status < 300) return answer.body as T;
    throw new Error(`${method} ${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** What may be refused, because things have moved on meanwhile. */
  #try(method: string, route: string, body?: object): Promise<Answer> {
    return ask(this.#server.url + route, method, body);
  }
}
