/** Outreach for tests: contacts who take calls now, talks that do what a test says, and the API around them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Problem } from '../../server/contract/problem.ts';
import type { Task, TaskDetail, TurnDraft } from '../../server/contract/outreach.ts';
import type { CallBrief, CallConversation, CallEnd, CallHands } from '../../server/systems/outreach/call.ts';
import type { TestServerOptions } from './server.ts';
import { call, startTestServer, temporaryFolder, until } from './server.ts';

type Server = { url: string };
export type Perform = (brief: CallBrief, hands: CallHands) => Promise<CallEnd>;

/** A time zone in which it is about noon now, so that hours of the day are no matter for hours to come. */
function noonZone(): string {
  const offset = 12 - new Date().getUTCHours();
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

/** Contacts contact-1 and so on, who take calls around the clock but for one minute, which is far away. */
export function contactFolder(count: number, changes: object = {}): string {
  const folder = path.join(temporaryFolder(), 'contacts');
  mkdirSync(folder);
  for (let number = 1; number <= count; number += 1) {
    const contact = {
      id: `contact-${number}`,
      name: `Contact ${number}`,
      role: 'speaker',
      phone: '+999 1 555 0100',
      timeZone: noonZone(),
      callingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '23:59' },
      answer: { answerPercent: 100, busyPercent: 0 },
      patienceTurns: 8,
      temperament: 'warm',
      agreePercent: 100,
      style: 'Plain.',
      ...changes,
    };
    writeFileSync(path.join(folder, `contact-${number}.yaml`), stringify(contact));
  }
  return folder;
}

export const endOf = (outcome: CallEnd['outcome'], changes: Partial<CallEnd> = {}): CallEnd => ({
  outcome,
  sentence: `It ended: ${outcome}.`,
  result: outcome === 'DONE' ? 'A yes.' : null,
  isRetryWorthwhile: true,
  callAgainInSeconds: null,
  durationSeconds: 60,
  ...changes,
});

export const says = (text: string, speaker: TurnDraft['speaker'] = 'bot'): TurnDraft => ({
  speaker,
  text,
  tools: [],
  atSecond: 1,
});

/** Picks up, says a word each, and is done. */
export const shortTalk: Perform = async (brief, hands) => {
  await hands.answered();
  await hands.turn(says(`Good morning, ${brief.contact.name}.`));
  await hands.pass(2);
  await hands.turn(says('Yes.', 'contact'));
  return endOf('DONE');
};

/** Talks of a server: what the test says, and what was asked of them. */
export function talks(perform: Perform): CallConversation & { readonly briefs: CallBrief[] } {
  const briefs: CallBrief[] = [];
  return {
    briefs,
    perform: (brief, hands) => {
      briefs.push(brief);
      return perform(brief, hands);
    },
  };
}

/** A talk that goes on until it is called off. */
export const endlessTalk: Perform = async (_brief, hands) => {
  await hands.answered();
  for (;;) {
    await hands.turn(says('And another thing.'));
    await hands.pass(1);
  }
};

/** A server on which talks are performed by the test. */
export async function startOutreach(
  perform: Perform,
  { contactCount = 1, ...options }: TestServerOptions & { readonly contactCount?: number } = {},
) {
  const conversation = talks(perform);
  const folder = options.folder ?? temporaryFolder();
  const environment = { CLAQUE_CONTACT_DIR: contactFolder(contactCount), ...options.environment };
  const server = await startTestServer({ ...options, folder, environment, parts: { conversation, ...options.parts } });
  return {
    url: server.url,
    hub: server.hub,
    close: () => server.close(),
    folder,
    environment,
    briefs: conversation.briefs,
  };
}

export async function createTask(server: Server, request: object = {}): Promise<Task> {
  const draft = { botId: 'mona-field', contactId: 'contact-1', objective: 'Ask about the slides.', ...request };
  const { status, body } = await call<Task & Omit<Problem, 'status'>>(server, 'POST', '/api/tasks', draft);
  if (status !== 201) throw new Error(`the task was not created: ${body.detail}`);
  return body;
}

export const showTask = async (server: Server, id: string): Promise<TaskDetail> =>
  (await call<TaskDetail>(server, 'GET', `/api/tasks/${id}`)).body;

export const untilTask = (server: Server, id: string, isReached: (task: TaskDetail) => boolean): Promise<TaskDetail> =>
  until(() => showTask(server, id), isReached);

export const setSpeed = (server: Server, speed: number) => call(server, 'PUT', '/api/outreach/clock', { speed });
