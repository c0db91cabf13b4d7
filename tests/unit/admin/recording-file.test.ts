import { describe, expect, it } from 'vitest';
import {
  mediaTypeOf,
  sessionsNamed,
  sizeFault,
  titleOf,
} from '../../../admin/src/components/session/recording-file.ts';

const problem = (field: string, message: string) => ({
  type: '/problems/bad-request',
  title: 'The request is not valid',
  status: 400,
  detail: 'It holds several sessions; choose one.',
  errors: [{ field, message }],
});

describe('a recording as a file', () => {
  it('is sent as what its content is, whatever its name (EC-27)', () => {
    expect(mediaTypeOf('\n {"time":0}')).toBe('application/x-ndjson');
    expect(mediaTypeOf('time,type,user')).toBe('text/csv');
  });

  it('is not sent if it is empty or larger than the server takes, and the way out is named (EC-27)', () => {
    expect(sizeFault(0)).toContain('empty');
    expect(sizeFault(21 * 1_024 * 1_024)).toContain('claque replay-recorded');
    expect(sizeFault(20 * 1_024 * 1_024)).toBeNull();
  });

  it('gets a title from its name, and one in any case (EC-27)', () => {
    expect(titleOf('town_hall-2026.export.csv')).toBe('town hall 2026.export');
    expect(titleOf('.csv')).toBe('Recorded session');
    expect(titleOf(`${'x'.repeat(300)}.csv`)).toHaveLength(120);
  });
});

describe('a file with several sessions', () => {
  it('offers those that the server names (EC-27)', () =>
    expect(sessionsNamed(problem('session', 'one of: a, b 2, c'))).toEqual(['a', 'b 2', 'c']));

  it('offers none where the server complains of something else (EC-27)', () => {
    expect(sessionsNamed(problem('title', 'one of: a'))).toEqual([]);
    expect(sessionsNamed(problem('session', 'is too long'))).toEqual([]);
    expect(sessionsNamed(null)).toEqual([]);
  });
});
