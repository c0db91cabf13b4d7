import { describe, expect, it } from 'vitest';
import { filterSessions, sessionsCsv } from '../../../admin/src/components/session/session-list.ts';
import { toCsv } from '../../../admin/src/csv.ts';
import { session } from './fixtures.ts';

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@cmd'])('defuses a text that begins like a formula: %s', (text) => {
    expect(toCsv(['a'], [[text]])).toBe(`a\r\n'${text}\r\n`);
  });

  it('leaves negative numbers numbers', () => expect(toCsv(['a'], [[-0.5]])).toBe('a\r\n-0.5\r\n'));
  it('quotes commas, quotes and line breaks', () =>
    expect(toCsv(['a'], [['x, "y"\nz']])).toBe('a\r\n"x, ""y""\nz"\r\n'));

  it('exports a row for each session, under a header', () => {
    const lines = sessionsCsv([session({ title: '=HYPERLINK("x")', score: 0.51239 })])
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines[1]).toContain('0.5124');
  });
});

describe('filtering sessions', () => {
  const list = [
    session({ id: 'a', status: 'running' }),
    session({ id: 'b', status: 'ended', title: 'Roadmap', seed: 12, scenarioId: 'slow-fade' }),
  ];
  const none = { status: null, scenarioId: null, text: '' };
  const ids = (filter: Partial<typeof none>) => filterSessions(list, { ...none, ...filter }).map(({ id }) => id);

  it('shows all without a filter', () => expect(ids({})).toEqual(['a', 'b']));
  it('finds by words of any field', () =>
    expect([ids({ text: 'roadmap' }), ids({ text: 'SEED 12' }), ids({ text: 'nothing' })]).toEqual([['b'], ['b'], []]));
  it('joins its parts with and', () =>
    expect(filterSessions(list, { status: 'ended', scenarioId: 'webinar-drop', text: '' })).toEqual([]));
});
