/** What a recording is read as, and what is said where it cannot be read (EC-27). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Recording } from '../../../../server/contract/recording.ts';
import type { ClaqueError } from '../../../../server/kernel/errors.ts';
import { at, csv, read } from '../../../support/recordings.ts';

const many = (count: number, lineOf: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => lineOf(index));

const refusal = async (text: string, options = {}): Promise<ClaqueError> =>
  read(text, options).then(
    () => Promise.reject(new Error('was read')),
    (error: unknown) => error as ClaqueError,
  );

describe('a recording in CSV', () => {
  test('is counted second by second (EC-27)', async () => {
    const told = await read(
      csv('0,join,ana,', '0,join,ben,', '3.9,message,ana,"Hello, all"', '5,reaction,ben,', '00:00:07,leave,ben,'),
    );
    expect(at(told, 0)).toEqual({ present: 2, active: null, joins: 2, leaves: 0, chat: 0, reactions: 0 });
    expect(at(told, 3)).toMatchObject({ present: 2, chat: 1 });
    expect(at(told, 5)).toMatchObject({ reactions: 1 });
    expect(at(told, 7)).toMatchObject({ present: 1, leaves: 1 });
    expect(told.recording.presentCounts).toHaveLength(100);
    expect(told.recording.messages).toEqual([{ tick: 4, author: 'ana', text: 'Hello, all' }]);
    expect(told.told).toMatchObject({ seconds: 100, userCount: 2, mostPresentCount: 2, brokenLineCount: 0 });
    expect(Recording.parse(told.recording)).toEqual(told.recording);
  });

  test.each([
    ['semicolons', 'time;type;user\n0;join;ana\n70;leave;ana\n'],
    ['tabs', 'time\ttype\tuser\n0\tjoin\tana\n70\tleave\tana\n'],
    ['the columns of the meetings', 'session,t_s,type,user,chars\nm,0,join,ana,\nm,70,leave,ana,\n'],
    ['a byte order mark and Windows line ends', '\uFEFFTime,Type,User\r\n0,Join,ana\r\n70,LEAVE,ana\r\n'],
    ['JSON lines', '{"time":0,"type":"join","user":"ana"}\n\n{"time":"70","type":"leave","user":"ana"}'],
  ])('may have %s', async (_name, text) => {
    const told = await read(text);
    expect(told.recording.presentCounts).toEqual([...Array.from({ length: 70 }, () => 1), 0]);
  });

  test('begins at its first event where times are of the calendar, in any zone', async () => {
    const told = await read(
      csv().replace('99,message,,', '2026-11-21T10:01:30+01:00,leave,ana,\n2026-11-21T09:00:00.250Z,join,ana,'),
    );
    expect(told.recording.presentCounts).toEqual([...Array.from({ length: 90 }, () => 1), 0]);
  });
});

describe('presence', () => {
  test('counts people who leave or act without having joined from the first second on, and says so', async () => {
    const told = await read(csv('20,message,ana,hi', '30,leave,ben,', '40,join,cleo,'));
    expect([0, 19, 30, 40].map((second) => at(told, second).present)).toEqual([2, 2, 1, 2]);
    expect(told.told.warnings.join(' ')).toContain('2 people never joined in the file');
  });

  test('is changed once by joins and leaves that come twice, and says so', async () => {
    const told = await read(csv('1,join,ana,', '2,join,ana,', '5,leave,ana,', '6,leave,ana,'));
    expect([0, 1, 4, 5, 6].map((second) => at(told, second).present)).toEqual([0, 1, 1, 0, 0]);
    expect(told.recording.leaveCounts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(told.told.warnings.join(' ')).toContain('2 joins and leaves of people who were there already');
  });

  test('believes an act long after a leave, and takes one soon after it for a straggler', async () => {
    const told = await read(
      csv('0,join,ana,', '1,join,ben,', '10,leave,ana,', '11,leave,ben,', '15,message,ana,', '80,message,ben,'),
    );
    expect([15, 79, 80].map((second) => at(told, second).present)).toEqual([0, 0, 1]);
  });

  test('is in focus until a window is blurred, where that was recorded at all', async () => {
    const told = await read(
      csv('0,join,ana,', '0,join,ben,', '5,blur,ben,', '9,focus,ben,', '12,blur,ana,', '20,leave,ana,'),
    );
    expect([0, 5, 9, 12, 20].map((second) => at(told, second).active)).toEqual([2, 1, 2, 1, 1]);
  });

  test('stays as it was for whoever comes and goes, or turns away and back, within one second', async () => {
    const told = await read(
      csv(
        '0,join,ana,',
        '5,join,ana,',
        '5,leave,ana,',
        '7,leave,ben,',
        '7,join,ben,',
        '7,join,cleo,',
        '7,leave,cleo,',
        '9,focus,ana,',
        '9,blur,ana,',
      ),
    );
    expect(at(told, 4)).toMatchObject({ present: 1, active: 1 });
    expect(at(told, 5)).toMatchObject({ present: 1, joins: 1, leaves: 1 });
    expect(at(told, 7)).toMatchObject({ present: 1, active: 1, joins: 2, leaves: 2 });
    expect(at(told, 9)).toMatchObject({ present: 1, active: 1 });
    const blurred = await read(csv('0,join,ana,', '3,blur,ana,', '9,focus,ana,', '9,blur,ana,'));
    expect(at(blurred, 9)).toMatchObject({ present: 1, active: 0 });
  });

  const event = fc.record({
    second: fc.integer({ min: 0, max: 120 }),
    type: fc.constantFrom(
      'join',
      'leave',
      'message',
      'reaction',
      'focus',
      'blur',
      'vote',
      'poll_opened',
      'poll_closed',
    ),
    user: fc.constantFrom('ana', 'ben', 'cleo', '__proto__'),
  });
  const lines = (events: readonly { second: number; type: string; user: string }[]) =>
    csv(...events.map(({ second, type, user }) => `${second},${type},${user},`));

  test('is never negative, and is what it was plus joins minus leaves, for any file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const { recording } = await read(lines(events));
        Recording.parse(recording);
        for (const [second, present] of recording.presentCounts.entries()) {
          expect(present).toBeGreaterThanOrEqual(0);
          expect(recording.activeCounts?.[second] ?? 0).toBeLessThanOrEqual(present);
          expect(recording.activeCounts?.[second] ?? 0).toBeGreaterThanOrEqual(0);
          if (second === 0) continue;
          const change = recording.joinCounts[second]! - recording.leaveCounts[second]!;
          expect(present).toBe(recording.presentCounts[second - 1]! + change);
        }
      }),
    );
  });

  test('and every other count do not depend on the order of the lines', async () => {
    const shuffled = fc
      .array(event, { maxLength: 40 })
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    await fc.assert(
      fc.asyncProperty(shuffled, async ([events, others]) => {
        expect((await read(lines(others))).recording).toEqual((await read(lines(events))).recording);
      }),
    );
  });
});

describe('polls and acts of the host', () => {
  test('a vote counts for the poll it names, else for the one that is open, and once for each person', async () => {
    const told = await read(
      csv(
        '5,poll_opened,,Ready?,p1',
        '7,vote,ana,,',
        '8,vote,ana,,p1',
        '9,vote,,,',
        '12,poll_closed,,,',
        '20,vote,ben,,',
      ),
    );
    expect(told.recording.polls).toEqual([{ openedTick: 6, closedTick: 13, question: 'Ready?', voteTicks: [8, 10] }]);
    expect(told.told.warnings.join(' ')).toContain('2 votes came twice or while no poll was open');
  });

  test('a poll that nobody opens begins with its first vote; one without a close lasts to the end', async () => {
    const told = await read(csv('30,vote,ana,,q', '31,vote,ben,,q'));
    expect(told.recording.polls).toEqual([{ openedTick: 31, closedTick: 101, question: null, voteTicks: [31, 32] }]);
    expect(told.told.warnings.join(' ')).toContain('1 poll had votes but no opening');
  });

  test('prompts, notifications, games and polls are what proposals are held against', async () => {
    const told = await read(csv('5,prompt,,Who is here?', '6,notification,,', '7,game,,Quiz', '8,poll_opened,,Ready?'));
    expect(told.recording.acts.map(({ tick, kind, text }) => [tick, kind, text])).toEqual([
      [6, 'CHAT_PROMPT', 'Who is here?'],
      [7, 'NOTIFICATION', null],
      [8, 'GAMIFICATION', 'Quiz'],
      [9, 'POLL', 'Ready?'],
    ]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['nothing', '  \n', 'test.csv is empty'],
    ['an array', '[{"time":0}]', 'write JSON lines, one object a line'],
    [
      'no column for times',
      'when,type\n0,join\n',
      'field time: there is no such column; the header has “when”, “type”',
    ],
    ['an unknown type', csv('1,dance,ana,'), 'line 2, field type: “dance” is not known; use one of join, leave'],
    [
      'a day that no calendar has',
      csv('2026-02-30T09:00:00Z,message,ana,'),
      'line 2, field time: “2026-02-30T09:00:00Z” is no',
    ],
    ['a time that is none', csv('noon,message,ana,'), 'line 2, field time: “noon” is no time; use seconds'],
    ['a time after a day', csv('86400,message,ana,'), 'lies 24 hours or more after the beginning'],
    ['two kinds of time', csv('1,message,,', '2026-11-21T09:00:00Z,message,,'), 'write all times the same way'],
    ['a join of nobody', csv('1,join,,'), 'line 2, field user: is empty, but a join counts for somebody'],
    ['less than a minute', 'time,type\n0,message\n58,message\n', 'covers only 59 s; a recording needs a minute'],
    [
      'a line of JSON that is none',
      '{"time":0,"type":"message"}\n{oops\n',
      'line 2, field (the whole line): “{oops” is no',
    ],
    ['an object where a text belongs', '{"time":0,"type":"message","text":{}}\n', 'line 1, field text: is neither'],
    [
      'more polls than anybody asks',
      csv(...many(1_001, (index) => `${index % 99},poll_opened,,,p${index}`)),
      '1000 polls at most',
    ],
    [
      'more acts than a host has',
      csv(...many(10_001, (index) => `${index % 99},prompt,,`)),
      '10000 acts of the host at most',
    ],
    [
      'a quote that never ends',
      `time,type,text\n0,message,"${'x\n'.repeat(60_000)}`,
      'cannot be read as CSV near line',
    ],
  ])('%s is refused with what would be right', async (_name, text, expected) => {
    const error = await refusal(text, { chunk: 5_000 });
    expect(error.code).toBe('bad-file');
    expect(error.message).toContain(expected);
  });

  test('a line in a hundred may be broken: it is left out and told; two are too many', async () => {
    const good = Array.from({ length: 100 }, (_, second) => `${second},message,ana,`);
    const { told } = await read(csv(...good, 'soon,message,ana,'));
    expect(told.brokenLineCount).toBe(1);
    expect(told.warnings[0]).toBe(
      '1 line could not be read and is left out; the first is line 102, field time: “soon” is no time; use seconds from the beginning (754), hh:mm:ss (00:12:34) or ISO 8601 (2026-11-21T09:12:34Z).',
    );
    const error = await refusal(csv(...good, 'soon,message,ana,', '1,dance,,'));
    expect(error.message).toContain('(2 of 103 lines cannot be read)');
    expect(error.fields.map(({ field }) => field)).toEqual(['line 102, time', 'line 103, type']);
  });

  test('a file with several sessions names them, and reads the one that is asked for', async () => {
    const text = 'session,time,type,user\na,0,join,x\nb,0,join,y\nb,80,leave,y\n';
    expect((await refusal(text)).message).toContain('holds several sessions; choose one. There are: a, b.');
    expect((await refusal(text, { session: 'c' })).message).toContain('has no session “c”. There are: a, b.');
    expect((await read(text, { session: 'b' })).recording.presentCounts).toHaveLength(81);
  });

  test('hostile texts are harmless: control characters, long ones, names of prototypes', async () => {
    const text = [
      '{"time":0,"type":"message","user":"\\u001b[2Jana","text":"\\u0000red\\u001b[31m \\u202egnp","__proto__":{"x":1}}',
      '{"time":1,"type":"join","user":"constructor","constructor":{"prototype":1}}',
      `{"time":90,"type":"message","user":"${'u'.repeat(500)}","text":"${'😀'.repeat(1_500)}\\ud800"}`,
    ].join('\n');
    const { recording, told } = await read(text);
    expect(recording.messages[0]).toEqual({ tick: 1, author: '[2Jana', text: 'red [31m  gnp' });
    expect(recording.messages[1]!.text.isWellFormed()).toBe(true);
    expect(Recording.parse(recording)).toEqual(recording);
    expect(({} as { x?: number }).x).toBeUndefined();
    expect(told.warnings.join(' ')).toContain('Not used: “__proto__”, “constructor”.');
    const huge = `{"time":0,"type":"message","text":"${'x'.repeat(200_000)}"}\n`;
    expect((await refusal(huge, { chunk: 30_000 })).message).toContain('is longer than 100000 characters');
  });
});
