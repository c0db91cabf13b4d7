/** Whoever tries secrets is slowed, and takes nobody along (PL-15, F-36). */
import { expect, test } from 'vitest';
import { ClaqueError } from '../../../server/kernel/errors.ts';
import { RefusedSecrets } from '../../../server/platform/http/refused-secrets.ts';

function startJudging() {
  const clock = { nowMs: 1_000_000, now: () => clock.nowMs };
  const refused = new RefusedSecrets(clock);
  const judged: string[] = [];
  const isMade = (secret: string) => secret === 'right, and made here';
  /** What somebody at an address is answered who shows a secret; the right one begins with it. */
  const show = async (secret: string, address = '203.0.113.9'): Promise<string> => {
    try {
      return await refused.judge({ address, secret, isMade }, async () => {
        judged.push(secret);
        await Promise.resolve(); // As the database is asked.
        if (!secret.startsWith('right')) throw new ClaqueError('unauthorized', 'no');
        return 'admitted';
      });
    } catch (error) {
      return (error as ClaqueError).code;
    }
  };
  return { clock, refused, judged, show, isMade };
}

const tenWrong = Array.from({ length: 10 }, (_, index) => `wrong-${index}`);

test('after ten different refused secrets no other of that address is looked at for the rest of the minute, right or wrong (PL-15, F-36)', async () => {
  const { clock, judged, show } = startJudging();
  for (const secret of tenWrong) expect(await show(secret)).toBe('unauthorized');
  clock.nowMs += 59_999;
  expect([await show('wrong-10'), await show('right')]).toEqual(['too-many-requests', 'too-many-requests']);
  expect(judged).toEqual(tenWrong);
  expect(await show('right', '203.0.113.10')).toBe('admitted');
  clock.nowMs += 1;
  expect([await show('right'), await show('wrong-10')]).toEqual(['admitted', 'unauthorized']);
});

test('one secret that is refused again and again is soon looked at no more, and keeps nobody else out (PL-15)', async () => {
  const { judged, show } = startJudging();
  const answers: string[] = [];
  for (let count = 0; count < 12; count += 1) answers.push(await show('revoked'));
  expect(answers).toEqual([...Array<string>(10).fill('unauthorized'), 'too-many-requests', 'too-many-requests']);
  expect(judged.length).toBe(10);
  expect(await show('right')).toBe('admitted');
});

test('what is shown rightly is never counted, however often, nor is whoever shows nothing (PL-15)', async () => {
  const { refused, show, isMade } = startJudging();
  for (let count = 0; count < 30; count += 1) expect(await show(`right-${count}`)).toBe('admitted');
  const nothing = () => {
    throw new ClaqueError('unauthorized', 'no');
  };
  for (let count = 0; count < 30; count += 1)
    await expect(refused.judge({ address: '203.0.113.9', secret: null, isMade }, nothing)).rejects.toMatchObject({
      code: 'unauthorized',
    });
  expect(await show('wrong')).toBe('unauthorized');
});

test('it says in how many seconds to try again, and a clock that is put back does not stretch them (PL-15, F-26)', async () => {
  const { clock, refused, show, isMade } = startJudging();
  for (const secret of tenWrong) await show(secret);
  clock.nowMs += 20_500;
  const other = { address: '203.0.113.9', secret: 'other', isMade };
  await expect(refused.judge(other, () => 'admitted')).rejects.toMatchObject({ retryAfterSeconds: 40 });
  clock.nowMs -= 3_600_000;
  expect(await show('right')).toBe('admitted');
});

test('of a thousand that come at once no more than ten are looked at, and a right one among the others is none of them (PL-15, F-36)', async () => {
  const { judged, show } = startJudging();
  const many = [...Array.from({ length: 1_000 }, (_, index) => `wrong-${index}`), 'right'];
  const answers = await Promise.all(many.map((secret) => show(secret)));
  expect(judged).toEqual(many.slice(0, 10));
  expect(answers.at(-1)).toBe('too-many-requests');
});

test('one that asks for much at once with the same right secret is not slowed (PL-15)', async () => {
  const { show } = startJudging();
  const answers = await Promise.all(Array.from({ length: 100 }, () => show('right')));
  expect(new Set(answers)).toEqual(new Set(['admitted']));
  for (const secret of tenWrong.slice(1)) await show(secret);
  expect(await show('right')).toBe('admitted');
});

test('what was made here, and cannot be guessed, is let in whatever else that address has tried (PL-15)', async () => {
  const { show } = startJudging();
  for (const secret of tenWrong) await show(secret);
  expect(await show('right, and made here')).toBe('admitted');
  expect(await show('right')).toBe('too-many-requests');
});
