/** What operators import: the dashboard and the alerts, against what a server that has worked says at /metrics. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Figures } from '../support/figures.ts';
import { call, sharedServer, startSession, until, untilSession } from '../support/server.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface GrafanaPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly gridPos: Place;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
}

interface Dashboard {
  readonly id: null;
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly GrafanaPanel[];
}

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

const textOf = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../grafana', name), 'utf8');
const dashboard = JSON.parse(textOf('claque.json')) as Dashboard;
const alerts = (parse(textOf('alerts.yaml')) as { groups: { rules: Alert[] }[] }).groups.flatMap(({ rules }) => rules);

/** Metrics that Prometheus itself has of whatever it asks, and labels that it gives to every series. */
const ofPrometheus = { metrics: ['up'], labels: ['instance', 'job', 'le'] };

/** Each metric that an expression names, with the labels that it is chosen by. */
function namedIn(expression: string): { metric: string; labels: string[] }[] {
  return [...expression.matchAll(/\b(up|claque_\w+)(?:\{([^}]*)\})?/g)].map(([, metric, matchers = '']) => ({
    metric: metric!,
    labels: [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label]) => label!),
  }));
}

const server = sharedServer();
let text = '';
let figures = new Figures('');

beforeAll(async () => {
  const { id } = await startSession(server, { speed: 'max', mode: 'auto' });
  await untilSession(server, id, ({ status }) => status === 'ended');
  await call(server, 'POST', '/api/bots/mona-field/interview', { question: 'Did you like the talk?' });
  const draft = { botId: 'duc-tran', contactId: 'kenji-mori', objective: 'Ask whether the talk suits them.' };
  await call(server, 'POST', '/api/tasks', draft);
  text = await until(
    async () => (await call<string>(server, 'GET', '/metrics')).body,
    (found) => /^claque_model_call_duration_seconds_count\{/m.test(found) && /name="outreach"/.test(found),
  );
  figures = new Figures(text);
});

/** What is wrong with an expression, as sentences. */
function faultsOf(expression: string): string[] {
  return namedIn(expression).flatMap(({ metric, labels }) => {
    if (ofPrometheus.metrics.includes(metric)) return [];
    const family = metric.replace(/_(bucket|count|sum)$/, '');
    if (![metric, family].some((name) => text.includes(`\n# TYPE ${name} `))) return [`there is no ${metric}`];
    const series = figures.all.filter(({ name }) => name === metric);
    if (series.length === 0) return []; // Nothing has happened yet that it counts.
    return labels
      .filter((label) => !ofPrometheus.labels.includes(label))
      .filter((label) => !series.some(({ labels: own }) => new RegExp(`(^|,)${label}="`).test(own)))
      .map((label) => `${metric} has no label ${label}`);
  });
}

test('every metric and label that the dashboard names is one that a server has (PL-11)', () => {
  const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(40);
  expect(expressions.flatMap(faultsOf)).toEqual([]);
  // A server is chosen by its address: without that, two would be added up.
  expect(expressions.flatMap(namedIn).filter(({ labels }) => !labels.includes('instance'))).toEqual([]);
});

test('every metric and label that an alert names is one that a server has, and each alert says what to do (PL-11)', () => {
  expect(alerts.flatMap(({ expr }) => faultsOf(expr))).toEqual([]);
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  for (const { alert, labels, annotations } of alerts) {
    expect(alert).toMatch(/^Claque[A-Z]\w+$/);
    expect(['critical', 'warning', 'info']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/[.]$/);
    expect(annotations.description.length).toBeGreaterThan(40);
  }
  const watched = alerts.flatMap(({ expr }) => namedIn(expr).map(({ metric }) => metric));
  for (const metric of [
    'part_ready',
    'beats_missed_total',
    'provider_breaker_open',
    'cap_spent_ratio',
    'disk_free_bytes',
  ])
    expect(watched).toContain(`claque_${metric}`);
});

test('what is counted by the server itself is on the dashboard, or in an alert', () => {
  const shown = [...dashboard.panels.flatMap(({ targets = [] }) => targets), ...alerts].flatMap(({ expr }) =>
    namedIn(expr).map(({ metric }) => metric.replace(/_(bucket|count|sum)$/, '')),
  );
  const own = [...text.matchAll(/^# TYPE (claque_\w+) /gm)].map(([, name]) => name!);
  const unseen = own.filter((name) => !/^claque_(nodejs|process)_/.test(name) && !shown.includes(name));
  expect(unseen).toEqual(['claque_execution_stage_completion_ratio', 'claque_execution_log_entries_total']);
});

test('the dashboard has the form that Grafana imports: ids of its own, no panel over another, a source to choose', () => {
  const { panels } = dashboard;
  expect([dashboard.id, dashboard.uid, dashboard.schemaVersion >= 39]).toEqual([null, 'claque', true]);
  expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
    ['datasource', 'datasource'],
    ['instance', 'query'],
  ]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
    expect([x >= 0, w > 0, h > 0, x + w <= 24]).toEqual([true, true, true, true]);
    return Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`);
  });
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
    'Health',
    'Sessions',
    'Bots and spending',
    'Outreach',
    'Stream',
    'Process',
  ]);
});

test('every panel says what it shows and in which unit, and asks the source that was chosen', () => {
  for (const { title, type, description = '', fieldConfig, datasource, targets = [] } of dashboard.panels) {
    expect(title).toMatch(/^[A-Z]/);
    if (type === 'row') continue;
    expect(description, title).toMatch(/[.]$/);
    expect(fieldConfig?.defaults.unit, title).toMatch(/^\w+$/);
    expect(datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
    expect(targets.length, title).toBeGreaterThan(0);
    expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
  }
});

test('no series grows with what is stored: no label of a session, task, execution or call (PL-11)', () => {
  const labels = new Set(
    figures.all.flatMap(({ labels: own }) => [...own.matchAll(/(\w+)="/g)].map(([, name]) => name)),
  );
  expect([...labels].filter((name) => /id$/i.test(name!))).toEqual([]);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|ses_/);
  expect(figures.all.length).toBeLessThan(3_000);
});
