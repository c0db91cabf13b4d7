/** Traces of decisions and model calls, as a collector gets them (EC-21). */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Intervention } from '../../server/contract/session.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Collector, ReceivedSpan } from '../support/collector.ts';
import { startCollector } from '../support/collector.ts';
import { call, startSession, startTestServer, untilSession } from '../support/server.ts';
import { startWordingOllama } from '../support/wording-models.ts';

const environmentOf = ({ url }: { url: string }) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
  OTEL_EXPORTER_OTLP_HEADERS: 'x-key=very%20secret%20key,x-team=events',
});

async function evening(server: { url: string }, request: object = {}) {
  const session = await startSession(server, { seed: 3, speed: 'max', mode: 'auto', wording: 'model', ...request });
  const ended = await untilSession(server, session.id, ({ status }) => status === 'ended');
  const { body } = await call<Page<Intervention>>(server, 'GET', `/api/sessions/${session.id}/interventions`);
  return { ended, interventions: body.items };
}

/** Sessions alone: bots have traces of their own. */
const decisionsOf = ({ spans }: Collector) => spans.filter(({ name }) => name === 'decision');
const childrenOf = ({ spans }: Collector, { spanId }: ReceivedSpan) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId);

/** A log that keeps its lines. */
function keptLog() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: pino({ level: 'trace' }, stream), lines };
}

describe('with a collector', () => {
  test('each decision is one trace from its anomaly to what was learnt, with the model’s call within its words', async () => {
    const collector = await startCollector();
    const model = await startWordingOllama();
    const server = await startTestServer({ environment: { ...environmentOf(collector), ...model.environment } });
    const { interventions, ended } = await evening(server);
    await server.close();

    const roots = decisionsOf(collector);
    expect(roots).toHaveLength(interventions.length);
    expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(roots.length);
    const first = roots.find(({ attributes }) => attributes['claque.intervention.number'] === 1)!;
    expect(first.attributes).toMatchObject({ 'claque.session.id': ended.id, 'claque.anomaly.type': 'SUDDEN_DROP' });
    const stages = childrenOf(collector, first);
    expect(stages.map(({ name }) => name).toSorted()).toEqual(
      ['anomaly', 'approval', 'choice', 'launch', 'learning', 'outcome', 'words'].toSorted(),
    );
    const attributesOf = (name: string) => stages.find((stage) => stage.name === name)!.attributes;
    const { reasoning, confidence, uplift, kind, variant } = interventions.find(({ number }) => number === 1)!;
    expect(attributesOf('choice')).toMatchObject({
      'claque.intervention.arm': `${kind}/${variant}`,
      'claque.decision.draw': reasoning!.chosen.drawRatio,
      'claque.decision.confidence': confidence,
      'claque.decision.alternative_count': reasoning!.alternatives.length,
    });
    expect(attributesOf('words')).toMatchObject({ 'claque.words.source': 'model', 'claque.words.is_fallback': false });
    expect(attributesOf('approval')).toMatchObject({ 'claque.approval.by': 'policy' });
    expect(attributesOf('outcome')['claque.outcome.uplift']).toBeCloseTo(uplift!, 12);
    expect(attributesOf('learning')['claque.learning.trial_count']).toBe(1);

    const [asked, ...others] = childrenOf(
      collector,
      stages.find(({ name }) => name === 'words')!,
    );
    expect(others).toEqual([]);
    expect(asked!.traceId).toBe(first.traceId);
    expect(asked!.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'ollama',
      'claque.purpose': kind === 'POLL' ? 'poll_question' : 'chat_prompt',
    });
  });

  test('times are real, stages lie within their decision, and nothing that anybody wrote is sent', async () => {
    const collector = await startCollector();
    const beforeMs = Date.now();
    const server = await startTestServer({ environment: environmentOf(collector) });
    const { interventions } = await evening(server);
    await server.close();
    for (const root of decisionsOf(collector))
      for (const stage of [root, ...childrenOf(collector, root)]) {
        const [from, to] = [stage.startTimeUnixNano, stage.endTimeUnixNano].map((nano) =>
          Number(BigInt(nano) / 1_000_000n),
        );
        expect(from).toBeGreaterThanOrEqual(beforeMs - 1);
        expect(to).toBeLessThanOrEqual(Date.now() + 1);
        expect(BigInt(stage.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(root.startTimeUnixNano));
        expect(BigInt(stage.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(root.endTimeUnixNano));
      }
    for (const { content, reasoning } of interventions) {
      expect(collector.text()).not.toContain(content!.text);
      expect(collector.text()).not.toContain(reasoning?.sentence ?? content!.text);
    }
    expect(collector.headers[0]).toMatchObject({ 'x-key': 'very secret key', 'x-team': 'events' });
  });

  test('what is dismissed, stopped or only decided in shadow comes to its end too', async () => {
    const collector = await startCollector();
    const server = await startTestServer({ environment: environmentOf(collector) });
    await evening(server, { mode: 'shadow' });
    const manual = await startSession(server, { seed: 3, speed: 'max', mode: 'manual', scenarioId: 'webinar-drop' });
    await untilSession(server, manual.id, ({ status }) => status === 'ended');
    await server.close();
    const ends = decisionsOf(collector).map((root) => childrenOf(collector, root).map(({ name }) => name));
    expect(ends.some((names) => names.includes('outcome') && !names.includes('approval'))).toBe(true);
    const states = collector.spans.map(({ attributes }) => attributes['claque.approval.state']);
    expect(states).toContain('expired');
  });
});

test('without a collector nothing is traced, and the same evening comes of it', async () => {
  const collector = await startCollector();
  const traced = await startTestServer({ environment: environmentOf(collector) });
  const plain = await startTestServer();
  const [one, other] = [await evening(traced), await evening(plain)];
  expect(one.ended.digest).toBe(other.ended.digest);
  await plain.close();
  expect(collector.spans.filter(({ attributes }) => attributes['claque.session.id'] === other.ended.id)).toEqual([]);
});

describe('a collector that is of no use', () => {
  test.each(['fails', 'is silent', 'is down'] as const)(
    'and %s disturbs no session, holds no stop up, and is reported once without a header',
    async (behaviour) => {
      const collector = await startCollector();
      const isDown = behaviour === 'is down';
      if (!isDown) collector.behaviour = behaviour;
      const environment = environmentOf(isDown ? { url: 'http://127.0.0.1:9' } : collector);
      const { log, lines } = keptLog();
      const server = await startTestServer({ environment, parts: { log } });
      const { ended } = await evening(server);
      expect(ended.digest).toMatch(/^[0-9a-f]{64}$/);
      const begun = performance.now();
      await server.close();
      expect(performance.now() - begun).toBeLessThan(20_000);
      const said = lines.filter((line) => line.includes('Traces do not reach the collector'));
      expect(said.length).toBeLessThanOrEqual(1);
      if (behaviour === 'fails') expect(JSON.parse(said[0]!)).toMatchObject({ code: '500' });
      expect(lines.join('')).not.toContain('secret');
    },
  );
});
