/** Somebody who writes whatever can be written, one thing after the other, and afterwards says what of it is not there. */
import path from 'node:path';
import type { CostCap } from '../../server/contract/usage.ts';
import type { ExecutionDetail } from '../../server/contract/execution.ts';
import type { Task, TaskDetail } from '../../server/contract/outreach.ts';
import type { Question } from '../../server/contract/question.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { inputsAfter } from '../../server/systems/sessions/store.ts';
import { createExecution, patchLogs } from './executions.ts';
import { Ledger } from './killed-ledger.ts';
import { perform } from './perform.ts';
import { plantQuestion } from './questions.ts';
import { call, startSession, untilSession } from './server.ts';

type Server = { url: string };

/** Entries that are sent together, and must be there together or not at all. */
const batchSize = 5;

/** Session seconds a second: a session lasts for several lives of a server. */
const speed = 20;

export class BusyClient {
  readonly #index: number;
  readonly #folder: string;
  readonly #onAcknowledged: () => void;
  readonly #caps = new Ledger();
  readonly #tasks = new Map<string, string>();
  #execution = { id: '', batches: new Ledger() };
  #session = { id: '', inputs: new Ledger() };
  #answers = new Map<string, Ledger>();
  #count = 0;
  #serverTasks: string[] = [];

  constructor(index: number, folder: string, onAcknowledged: () => void) {
    this.#index = index;
    this.#folder = folder;
    this.#onAcknowledged = onAcknowledged;
  }

  get #botId(): string {
    return ['mona-field', 'amara-okafor', 'duc-tran'][this.#index]!;
  }

  /** Gets what it needs from a server that has just started: an execution, a session, questions to answer. */
  async begin(server: Server): Promise<void> {
    const { id } = await createExecution(server, { title: `Client ${this.#index}` });
    this.#execution = { id, batches: new Ledger() };
    this.#answers = new Map();
    this.#serverTasks = [];
    for (let number = 0; number < 3; number += 1) {
      const text = `Question ${number} after ${this.#index}-${this.#count}, execution ${id}?`;
      this.#answers.set(await plantQuestion(this.#folder, { text, expiresInSeconds: 36_000 }), new Ledger());
    }
    if (this.#session.id === '') await this.#startSession(server);
  }

  async #startSession(server: Server): Promise<void> {
    const seed = 1 + this.#index + 10 * this.#count;
    const { id } = await startSession(server, { mode: 'manual', speed, seed });
    this.#session = { id, inputs: new Ledger() };
  }

  /** Writes until the server does not answer any more. */
  async writeOn(server: Server): Promise<void> {
    const questions = [...this.#answers.keys()];
    try {
      for (;;) {
        this.#count += 1;
        const text = `${this.#index}-${this.#count}`;
        await this.#setCap(server);
        await this.#appendBatch(server, text);
        await this.#intervene(server, text);
        const question = questions.pop();
        if (question !== undefined) await this.#answer(server, question, text);
        else if (this.#serverTasks.length < 2) await this.#createTask(server, text);
      }
    } catch (error) {
      // That is what fetch says of a connection that has gone.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  async #send(ledger: Ledger, text: string, send: () => Promise<{ status: number; body: unknown }>): Promise<void> {
    await ledger.note(text, async () => {
      const { status, body } = await send();
      // A session that has ended takes no input; anything else that is refused is a fault of the test.
      if (status === 409) return false;
      if (status >= 300) throw new Error(`${text} was refused: ${status} ${JSON.stringify(body)}`);
      this.#onAcknowledged();
      return true;
    });
  }

  #setCap(server: Server): Promise<void> {
    const capTokens = 1_000_000 + this.#count;
    const route = `/api/bots/${this.#botId}/cost-cap`;
    return this.#send(this.#caps, String(capTokens), () => call(server, 'PUT', route, { capTokens, capUsd: null }));
  }

  #appendBatch(server: Server, text: string): Promise<void> {
    const entries = Array.from({ length: batchSize }, (_, place) => ({ message: `${text}/${place}` }));
    const { id, batches } = this.#execution;
    return this.#send(batches, text, () => patchLogs(server, id, { entries }, `key-${text}`));
  }

  #intervene(server: Server, text: string): Promise<void> {
    const { id: sessionId, inputs } = this.#session;
    const request = { sessionId, kind: 'CHAT_PROMPT', text };
    return this.#send(inputs, text, () => call(server, 'POST', '/api/interventions/manual', request));
  }

  #answer(server: Server, id: string, text: string): Promise<void> {
    return this.#send(this.#answers.get(id)!, text, () =>
      call(server, 'POST', `/api/questions/${id}/answer`, { text }),
    );
  }

  #createTask(server: Server, objective: string): Promise<void> {
    const draft = { botId: this.#botId, contactId: `contact-${1 + this.#index}`, objective };
    return this.#send(new Ledger(), objective, async () => {
      const answer = await call<Task>(server, 'POST', '/api/tasks', draft);
      if (answer.status === 201) {
        this.#tasks.set(answer.body.id, objective);
        this.#serverTasks.push(answer.body.id);
      }
      return answer;
    });
  }

  /** What is not as it must be on a server that has started again, as sentences. */
  async faults(server: Server): Promise<string[]> {
    const found = [await this.#capFault(server), await this.#executionFault(server), await this.#inputFault()];
    for (const [id, answer] of this.#answers) {
      const { body } = await call<Question>(server, 'GET', `/api/questions/${id}`);
      found.push(answer.faultOf(body.answer === null ? [] : [body.answer.text!]));
    }
    for (const id of this.#serverTasks) found.push(await this.#taskFault(server, id));
    return found.filter((sentence) => sentence !== null);
  }

  /** Of every task that it ever made. */
  async taskFaults(server: Server): Promise<string[]> {
    const found: (string | null)[] = [];
    for (const id of this.#tasks.keys()) found.push(await this.#taskFault(server, id));
    return found.filter((sentence) => sentence !== null);
  }

  async #capFault(server: Server): Promise<string | null> {
    const { body } = await call<CostCap>(server, 'GET', `/api/bots/${this.#botId}/cost-cap`);
    return this.#caps.replacedFaultOf(String(body.tokens.capTokens));
  }

  async #executionFault(server: Server): Promise<string | null> {
    const { id, batches } = this.#execution;
    const { status, body } = await call<ExecutionDetail>(server, 'GET', `/api/agents/executions/${id}?limit=500`);
    if (status !== 200) return `the execution ${id} is lost`;
    const messages = body.logs.items.map(({ message }) => message);
    const found = messages.filter((_, place) => place % batchSize === 0).map((message) => message.split('/')[0]!);
    const whole = found.flatMap((text) => Array.from({ length: batchSize }, (_, place) => `${text}/${place}`));
    if (JSON.stringify(whole) !== JSON.stringify(messages)) return `a torn batch in ${messages.join()}`;
    return batches.faultOf(found);
  }

  async #taskFault(server: Server, id: string): Promise<string | null> {
    const { status, body } = await call<TaskDetail>(server, 'GET', `/api/tasks/${id}`);
    if (status !== 200 || body.objective !== this.#tasks.get(id)) return `the task ${id} is lost`;
    const isWhole = body.events.every(({ position, from }, index) => {
      return position === index + 1 && from === (body.events[index - 1]?.to ?? null);
    });
    return isWhole ? null : `the task ${id} has a torn history`;
  }

  /** Read from the database: a session that is still running gives no run file. */
  async #inputFault(): Promise<string | null> {
    const database = connect(path.join(this.#folder, 'claque.db'), { isReadOnly: true });
    try {
      const inputs = await inputsAfter(database, this.#session.id, 0);
      return this.#session.inputs.faultOf(
        inputs.flatMap((input) => (input.kind === 'manual' ? [input.intervention.text!] : [])),
      );
    } finally {
      await database.destroy();
    }
  }

  /**
   * Holds the session, if it has ended, against the same run undisturbed; the next beginning starts another.
   *
   * @param isLast Performs it to its end first.
   */
  async digestFault(server: Server, isLast: boolean): Promise<string | null> {
    const { id } = this.#session;
    if (isLast) await call(server, 'PUT', `/api/sessions/${id}/speed`, { speed: 'max' });
    const ended = await untilSession(server, id, ({ status }) => !isLast || status === 'ended');
    if (ended.status !== 'ended') return null;
    const fault = await this.#inputFault();
    this.#session = { id: '', inputs: new Ledger() };
    if (fault !== null) return fault;
    const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${id}/run-file`);
    const undisturbed = perform(composeRun, file.spec, file.inputs);
    return undisturbed.digest === ended.digest ? null : `the session ${id} ended with another digest`;
  }
}
