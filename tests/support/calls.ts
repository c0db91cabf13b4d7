/** A call without a queue around it: hands that note what is done, and time that passes at once. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Contact } from '../../server/contract/contact.ts';
import type { TurnDraft } from '../../server/contract/outreach.ts';
import { Persona } from '../../server/contract/persona.ts';
import type { QuestionAnswer } from '../../server/contract/question.ts';
import type { LanguageModel, ModelRequest, ModelResult } from '../../server/language/port.ts';
import { createScriptedModel } from '../../server/language/scripted/scripted.ts';
import { noUsage } from '../../server/language/usage.ts';
import type { AskedQuestion, CallBrief, CallEnd, CallHands } from '../../server/systems/outreach/call.ts';
import { Conversation } from '../../server/systems/outreach/talk/conversation.ts';
import { readYamlFile } from '../../server/systems/scenarios/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => path.join(root, folder, name));

export const contacts: readonly Contact[] = read('seeds/contacts').map((file) => readYamlFile(file, Contact));
export const personas: readonly Persona[] = read('bots').map((file) => readYamlFile(file, Persona));

/** Somebody who picks up, has no menu, and does what the changes say. */
export const contactOf = (changes: Partial<Contact> = {}): Contact => ({
  ...contacts.find(({ id }) => id === 'amina-diallo')!,
  answer: { answerPercent: 100, busyPercent: 0, dropPercent: 0 },
  ...changes,
});

export const briefOf = (changes: Partial<CallBrief> = {}): CallBrief => ({
  callId: 'call-1',
  ventureId: 'default',
  number: 1,
  seed: 7,
  contact: contactOf(),
  bot: personas.find(({ id }) => id === 'mona-field')!,
  objective: 'Confirm that Amina Diallo gives the closing talk on Thursday.',
  context: 'The talk is on Thursday at four. It lasts forty minutes, questions included.',
  answers: [],
  earlier: [],
  localTime: '2026-11-21T10:00:00+00:00',
  ...changes,
});

/** What somebody answers, after so many simulated seconds; null: nobody does. */
export type Answering = (question: AskedQuestion) => { readonly text: string; readonly afterSeconds: number } | null;

export class NotedHands implements CallHands {
  readonly turns: TurnDraft[] = [];
  readonly questions: AskedQuestion[] = [];
  readonly off = new AbortController();
  answeredCount = 0;
  analysedCount = 0;
  second = 0;
  /** Called before each thing that hands do, with its number. */
  onDeed: (number: number) => void = () => {};
  readonly #answering: Answering;
  readonly #waiting: { readonly atSecond: number; readonly settle: () => void }[] = [];
  #deedCount = 0;

  constructor(answering: Answering = () => null) {
    this.#answering = answering;
  }

  get signal(): AbortSignal {
    return this.off.signal;
  }

  get deedCount(): number {
    return this.#deedCount;
  }

  async answered(): Promise<void> {
    await this.#do();
    this.answeredCount += 1;
  }

  analysing(): void {
    this.analysedCount += 1;
  }

  async turn(draft: TurnDraft): Promise<void> {
    await this.#do();
    this.turns.push(draft);
  }

  async ask(question: AskedQuestion): Promise<{ answer: Promise<QuestionAnswer | null> }> {
    await this.#do();
    this.questions.push(question);
    const given = this.#answering(question);
    const afterSeconds = given?.afterSeconds ?? question.timeoutSeconds;
    const { promise: answer, resolve, reject } = Promise.withResolvers<QuestionAnswer | null>();
    this.signal.addEventListener('abort', () => reject(this.signal.reason as Error));
    const at = '2026-11-21T10:00:00Z';
    const settle = () => resolve(given && { optionId: null, text: given.text, by: 'panel', at, isLive: true });
    this.#waiting.push({ atSecond: this.second + Math.min(afterSeconds, question.timeoutSeconds), settle });
    return { answer };
  }

  async pass(seconds: number): Promise<void> {
    await this.#do();
    this.second += seconds;
    for (const { atSecond, settle } of this.#waiting) if (atSecond <= this.second) settle();
  }

  async #do(): Promise<void> {
    this.onDeed((this.#deedCount += 1));
    await Promise.resolve();
    this.signal.throwIfAborted();
  }
}

export const scripted = createScriptedModel({ provider: 'scripted', name: 'scripted', seed: 1 });

/** Performs a call; both sides are scripted unless other models are given. */
export async function perform(
  brief: CallBrief,
  hands: NotedHands = new NotedHands(),
  { bot = scripted, contact = scripted }: { bot?: LanguageModel; contact?: LanguageModel } = {},
): Promise<CallEnd> {
  const contactModel = { provider: 'scripted', name: 'the contact' } as const;
  const modelFor = async ({ name }: { name: string }) => (name === contactModel.name ? contact : bot);
  return new Conversation({ modelFor, contactModel }).perform(brief, hands);
}

/** What a model answers to a request; text stands for an answer of just that. */
type Reply = string | Partial<Extract<ModelResult, { kind: 'answered' }>> | Extract<ModelResult, { kind: 'failed' }>;

/** A model that says what a test wants, request by request, and notes what it was asked. */
export class SayingModel implements LanguageModel {
  readonly provider = 'scripted';
  readonly name = 'saying';
  readonly requests: ModelRequest[] = [];
  readonly #reply: (request: ModelRequest, number: number) => Reply | Promise<Reply>;

  constructor(reply: (request: ModelRequest, number: number) => Reply | Promise<Reply>) {
    this.#reply = reply;
  }

  async complete(request: ModelRequest): Promise<ModelResult> {
    this.requests.push(request);
    const reply = await this.#reply(request, this.requests.length);
    const said = typeof reply === 'string' ? { text: reply } : reply;
    if (said.kind === 'failed') return said;
    return { kind: 'answered', text: '', value: undefined, toolCalls: [], usage: noUsage, stopReason: 'end', ...said };
  }
}
