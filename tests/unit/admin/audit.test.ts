/** The audit log as people read it (PL-13). */
import { mount } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { AuditLine } from '../../../server/contract/audit.ts';
import { keepActors } from '../../../admin/src/actors.ts';
import { auditCsv, filterOf } from '../../../admin/src/components/audit/audit-list.ts';
import { placeOf } from '../../../admin/src/components/audit/audit-place.ts';
import { subjectWords, whatWords, whoWords } from '../../../admin/src/components/audit/audit-words.ts';
import AuditTable from '../../../admin/src/components/audit/AuditTable.vue';
import { differences, laidOut } from '../../../admin/src/components/audit/difference.ts';

const ann = '01a1ffdb-c09f-7000-b716-a537fa9c9f71';
afterEach(() => keepActors('panel', []));

const line = (given: Partial<AuditLine> = {}): AuditLine => ({
  number: 7,
  at: '2026-11-21T09:00:00.000Z',
  who: ann,
  name: 'Ann',
  ventureId: 'default',
  what: 'PUT /api/sessions/{id}/mode',
  title: 'Set the mode',
  subject: '/api/sessions/ses_1/mode',
  outcome: 'done',
  status: 200,
  isFirstOfDay: false,
  asked: '{"mode":"auto"}',
  before: null,
  after: null,
  ...given,
});
const none = { who: null, what: null, subject: null, from: null, to: null };
const table = (lines: AuditLine[], open: number | null = null) =>
  mount(AuditTable, { props: { lines, open }, global: { stubs: { UIcon: true, UiTime: true, RouterLink: true } } });

it('what was done has words, be it a route, a change that a system tells, or one that nobody knows any more (PL-13)', () => {
  expect(whatWords(line())).toBe('Set the mode');
  expect(whatWords({ what: 'token.revoke', title: null })).toBe('Revoke a token');
  expect(whatWords({ what: 'POST /api/gone', title: null })).toBe('POST /api/gone');
  expect(subjectWords('/api/sessions/ses_1/mode')).toBe('sessions/ses_1/mode');
});

it('a line leads to what it is about, where the panel shows that and it was there (PL-13)', () => {
  const to = (given: Partial<AuditLine>) => placeOf(line(given))?.to ?? null;
  expect(to({ subject: '/api/sessions/ses_1' })).toBe('/live/ses_1');
  expect(to({ subject: '/api/sessions/ses_1/branches/br_1' })).toBe('/live/ses_1');
  expect(to({ subject: '/api/bots/mona-field/cost-cap' })).toBe('/bots/mona-field');
  expect(to({ subject: '/api/recordings/ses_2' })).toBe('/live/ses_2');
  expect(to({ subject: '/api/tasks/t1/cancel' })).toBe('/outreach?task=t1');
  expect(to({ what: 'execution.cancelled', subject: 'e1' })).toBe('/executions/e1');
  expect(to({ what: 'share.create', subject: 's1', after: { sessionId: 'ses_1' } })).toBe('/live/ses_1');
  expect(to({ subject: '/api/bots/nobody/resume', status: 404 })).toBeNull();
  expect(to({ subject: '/api/sessions' })).toBeNull();
  expect(to({ what: 'token.create', subject: 't1' })).toBeNull();
});

it('whoever did it goes by the name known now, else by that of then (PL-13)', () => {
  expect(whoWords(line())).toBe('Ann');
  expect(whoWords(line({ name: null }))).toBe('Somebody');
  keepActors('panel', [{ id: ann, name: 'Ann Miller' }]);
  expect(whoWords(line())).toBe('Ann Miller');
  expect(whoWords(line({ who: 'command line', name: null }))).toBe('The command line');
  expect(whoWords(line({ who: 'nobody', name: 'nobody' }))).toBe('Nobody');
});

it('a difference has the fields that changed, and those that were not there before or are not after (PL-13)', () => {
  expect(differences({ id: 'a', status: 'running', gone: 1 }, { id: 'a', status: 'ended', reason: ['x'] })).toEqual([
    { field: 'status', before: 'running', after: 'ended' },
    { field: 'gone', before: '1', after: null },
    { field: 'reason', before: null, after: '["x"]' },
  ]);
  expect(differences(null, null)).toEqual([]);
});

it('what was asked is laid out, and shown as it is where it was cut (PL-13)', () => {
  expect(laidOut('{"mode":"auto"}')).toBe('{\n  "mode": "auto"\n}');
  expect(laidOut('{"text":"aaa… (cut: 9000 characters)')).toBe('{"text":"aaa… (cut: 9000 characters)');
});

it('the address asks for whole days, both of them included, and what makes no sense is passed over (PL-13)', () => {
  expect(filterOf({ ...none, who: ann, what: ' mode ', from: '2026-11-20', to: '2026-11-21' })).toEqual({
    who: ann,
    what: 'mode',
    from: '2026-11-20T00:00:00.000Z',
    to: '2026-11-22T00:00:00.000Z',
  });
  expect(filterOf({ ...none, subject: '  ', from: 'yesterday', to: '2026-13-45' })).toEqual({});
});

it('a line opens and closes, one at a time, and tells what was asked and what it changed (PL-13)', async () => {
  const lines = [line(), line({ number: 6, before: { status: 'running', reason: null }, after: { status: 'cancelled', reason: 'Late.' } })]; // prettier-ignore
  const closed = table(lines);
  expect(closed.find('[data-testid=audit-details]').exists()).toBe(false);
  const [first, second] = closed.findAll('button');
  await first!.trigger('click');
  await second!.trigger('click');
  expect(closed.emitted('update:open')).toEqual([[7], [6]]);
  const open = table(lines, 6);
  expect(open.findAll('button').map((button) => button.attributes('aria-expanded'))).toEqual(['false', 'true']);
  const changes = open
    .findAll('.changes li')
    .map((item) => item.findAll('.field, del, i, ins').map((part) => part.text()));
  expect(changes).toEqual([
    ['status', 'running', 'cancelled'],
    ['reason', 'none', 'Late.'],
  ]);
  await open.findAll('button')[1]!.trigger('click');
  expect(open.emitted('update:open')).toEqual([[null]]);
});

it('a line that stands for a day, and one without an answer, say so (PL-13)', () => {
  expect(table([line({ isFirstOfDay: true })], 7).text()).toContain('The first of its kind that day');
  const text = table([line({ outcome: 'open', status: null })], 7).text();
  expect(text).toContain('or the server went down');
  expect(text).not.toContain('Answered');
});

it('a line of the CSV holds all of it, and no formula (PL-13, F-42)', () => {
  const [header, row] = auditCsv([line({ name: '=1+1', after: { a: 1 } })]).split('\r\n');
  expect(header).toBe(
    'number,at,who,name,venture,what,title,subject,outcome,status,is_first_of_day,asked,before,after',
  );
  expect(row).toContain(`,'=1+1,default,`);
  expect(row).toContain('"{""a"":1}"');
});
