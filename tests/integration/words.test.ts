/** Words of interventions by a language model, on a real server (EC-12, EC-16). */
import { describe, expect, test } from 'vitest';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { saidTo } from '../support/writing-models.ts';
import { perform } from '../support/perform.ts';
import { call, startSession, startTestServer, until, untilSession } from '../support/server.ts';
import { startWordingAnthropic, startWordingOllama, wordsFor } from '../support/wording-models.ts';

type Server = { readonly url: string };

/** Starts a session in which the first intervention is a poll. */
const start = (server: Server, request: object = {}): Promise<Session> =>
  startSession(server, { seed: 3, speed: 'max', mode: 'auto', wording: 'model', ...request });

async function whole(server: Server, { id }: Session) {
  const ended = await untilSession(server, id, ({ status }) => status === 'ended');
  const { body: page } = await call<Page<Intervention>>(server, 'GET', `/api/sessions/${id}/interventions`);
  const { body: file } = await call<RunFile>(server, 'GET', `/api/sessions/${id}/run-file`);
  expect(perform(composeRun, file.spec, file.inputs).digest, 'what the model did is part of the run').toBe(
    ended.digest,
  );
  const items = [...page.items].sort((one, other) => one.number - other.number);
  const worded = items.filter(({ kind }) => kind === 'POLL' || kind === 'CHAT_PROMPT');
  return { ended, file, worded };
}

const evening = async (server: Server, request: object = {}) => whole(server, await start(server, request));

/** The first intervention of a session that stands still until its words are there. */
const generating = (server: Server, { id }: Session): Promise<Intervention> =>
  until(
    async () => (await call<Page<Intervention>>(server, 'GET', `/api/sessions/${id}/interventions`)).body.items[0],
    (item) => item?.state === 'generating',
  ) as Promise<Intervention>;

test('the scripted provider writes on the topic, and one seed gives one evening at any speed (EC-16, PL-3)', async () => {
  const server = await startTestServer();
  const { ended, file, worded } = await evening(server);
  expect(worded.length).toBeGreaterThan(1);
  const { subject, keywords } = file.spec.scenario.topic;
  for (const { content } of worded) {
    expect(content?.source).toBe('model');
    expect([subject, ...keywords].some((about) => content!.text.toLowerCase().includes(about.toLowerCase()))).toBe(
      true,
    );
  }
  expect((await evening(server, { speed: 400 })).ended.digest).toBe(ended.digest);
});

test.each([
  ['Ollama', startWordingOllama],
  ['Anthropic', startWordingAnthropic],
])(
  '%s writes them too: it gets topic, anomaly, chat and what was asked, and the venture pays',
  async (_name, begin) => {
    const model = await begin();
    const server = await startTestServer(model);
    const { worded, file } = await evening(server);
    expect(worded.map(({ content }) => content?.source)).toEqual(worded.map(() => 'model'));
    expect(worded[0]!.content).toMatchObject({
      text: 'Question number 1, in words of its own?',
      options: ['Yes', 'No'],
    });
    const [first, second] = model.requests.map(saidTo);
    expect(first).toContain(file.spec.scenario.topic.subject);
    expect(first).toContain('SUDDEN_DROP');
    expect(first).toMatch(/Chat, /);
    expect(second).toContain('Asked already: Question number 1, in words of its own?');
    const usage = await call<{ venture: { tokens: { usedTokens: number } } }>(server, 'GET', '/api/caps');
    expect(JSON.stringify(usage.body.venture)).toMatch(/"(?:used|spent)Tokens":[1-9]/);
  },
);

describe('a template takes the place of words', () => {
  test('that do not come within three seconds, at any speed, and the intervention says so (EC-16)', async () => {
    const model = await startWordingOllama();
    model.plans.push({ kind: 'no_headers' });
    const server = await startTestServer(model);
    const begun = performance.now();
    const session = await start(server);
    const { suggestedTick } = await generating(server, session);
    const { worded } = await whole(server, session);
    expect(performance.now() - begun).toBeGreaterThan(2_900);
    expect(worded[0]!.content).toMatchObject({ source: 'template', note: expect.stringMatching(/late: 3 seconds/) });
    expect(worded[0]!.suggestedTick).toBe(suggestedTick);
    expect(worded[1]!.content).toMatchObject({ source: 'model' });
  });

  test('that the cap leaves no room for, and no provider is asked (BC-9)', async () => {
    const model = await startWordingOllama();
    const server = await startTestServer(model);
    const caps = { default: { capTokens: 1_000, capUsd: 1 }, venture: { capTokens: 10, capUsd: 1 } };
    expect((await call(server, 'PUT', '/api/caps', caps)).status).toBe(200);
    const { worded } = await evening(server);
    for (const { content } of worded)
      expect(content).toMatchObject({ source: 'template', note: expect.stringMatching(/^The venture has used/) });
    expect(model.requests).toEqual([]);
  });

  test.each([
    ['refused', { kind: 'answer', text: '', stop: 'refusal' }, /refuses/],
    ['not JSON twice', { kind: 'answer', text: 'Sure! Here you are' }, /not JSON/],
    ['of another form twice', { kind: 'answer', text: '{"question":"Why?"}' }, /another form/],
    ['cut off', { kind: 'cut', text: '{"text":"Half a' }, /broke off/],
    ['an error', { kind: 'status', status: 400, message: 'no' }, /rejects/],
    ['blank', { kind: 'answer', text: '{"text":"\\u200b","options":["a","b"]}' }, /could be read/],
    [
      'one answer in two spellings',
      { kind: 'answer', text: '{"text":"Why?","options":["Yes","yes!"]}' },
      /two answers/,
    ],
  ] as const)('that are %s', async (_what, plan, why) => {
    const model = await startWordingAnthropic();
    const server = await startTestServer(model);
    model.plans.push(plan, plan, plan);
    const { worded } = await evening(server);
    expect(worded[0]!.content).toMatchObject({ source: 'template', note: expect.stringMatching(why) });
  });

  test('that repeat what the session was asked before', async () => {
    const model = await startWordingOllama();
    const server = await startTestServer(model);
    model.requests.push = (...requests) => {
      const plan = wordsFor(requests[0]!, 1);
      model.plans.push(plan);
      return Array.prototype.push.apply(model.requests, requests);
    };
    const { worded } = await evening(server);
    expect(worded.map(({ content }) => content?.source)).toEqual(['model', ...worded.slice(1).map(() => 'template')]);
    expect(worded[1]!.content?.note).toMatch(/asked before/);
  });
});

test('a broken answer is mended once (F-10)', async () => {
  const model = await startWordingOllama();
  model.plans.push({ kind: 'answer', text: '{"text":"Which part' });
  const server = await startTestServer(model);
  const { worded } = await evening(server);
  expect(worded[0]!.content).toMatchObject({ source: 'model', text: 'Question number 2, in words of its own?' });
});

test('one session that waits for its words holds up no other (EC-20)', async () => {
  const model = await startWordingOllama();
  model.always({ kind: 'no_headers' });
  const server = await startTestServer(model);
  const held = await start(server);
  await generating(server, held);
  const other = await start(server, { wording: 'template' });
  await untilSession(server, other.id, ({ status }) => status === 'ended');
  expect(await generating(server, held)).toMatchObject({ number: 1, content: null });
  await call(server, 'POST', `/api/sessions/${held.id}/stop`);
});

describe('a call is called off', () => {
  test('when its session is paused, and made again when it goes on; a step waits for it', async () => {
    const model = await startWordingOllama();
    model.plans.push({ kind: 'no_headers' });
    const server = await startTestServer(model);
    const session = await start(server);
    const { suggestedTick } = await generating(server, session);
    await until(
      async () => model.requests.length,
      (count) => count === 1,
    );
    const paused = await call<Session>(server, 'POST', `/api/sessions/${session.id}/pause`);
    expect(paused.body.tick).toBe(suggestedTick + 2);
    const stepped = await call<Session>(server, 'POST', `/api/sessions/${session.id}/step`, { ticks: 1 });
    expect(stepped.body.tick).toBe(suggestedTick + 3);
    expect(model.requests).toHaveLength(2);
    await call(server, 'POST', `/api/sessions/${session.id}/resume`);
    const { worded } = await whole(server, session);
    expect(worded[0]!.content).toMatchObject({ source: 'model', text: 'Question number 2, in words of its own?' });
  });

  test('when its session is stopped or reset, which wait for nobody', async () => {
    const model = await startWordingOllama();
    model.plans.push({ kind: 'no_headers' }, { kind: 'no_headers' });
    const server = await startTestServer(model);
    const session = await start(server);
    await generating(server, session);
    await call(server, 'POST', `/api/sessions/${session.id}/reset`);
    await until(
      async () => model.requests.length,
      (count) => count === 2,
    );
    const stopped = await call<Session>(server, 'POST', `/api/sessions/${session.id}/stop`);
    expect(stopped.body.status).toBe('ended');
    // Had it waited, a template would be among the inputs.
    const { file } = await whole(server, session);
    expect(file.inputs.map(({ kind }) => kind)).toEqual(['stop']);
  });
});
