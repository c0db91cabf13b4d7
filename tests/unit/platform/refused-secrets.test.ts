/** Whoever tries secrets is slowed, and takes nobody along (PL-15, F-36). */
import { expect, test } from 'vitest';
import { ClaqueError } from '../../../server/kernel/errors.ts';
import { RefusedSecrets } from '../../../server/platform/http/refused-secrets.ts';

function startJudging() {
  const clock = { nowMs: 1_000_000, now: () => clock.nowMs };
  const refused = new RefusedSecrets(clock);
  const judged: string[] = [];
  /** What somebody at an address is answered who shows a secret; the right one begins with it. */
  const show = async (secret: string, address = '203.0.113.9'): Promise<string> => {
    try {
      return await refused.judge(address, secret, () => {
        judged.push(secret);
        if (!secret.startsWith('right')) throw new ClaqueError('unauthorized', 'no');
        return 'admitted';
      });
    } catch (error) {
      return (error as ClaqueError).code;
    }
  };
  return { clock, refused, judged, show };
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
  const { refused, show } = startJudging();
  for (let count = 0; count < 30; count += 1) expect(await show(`right-${count}`)).toBe('admitted');
  const nothing = () => {
    throw new ClaqueError('unauthorized', 'no');
  };
  for (let count = 0; count < 30; count += 1)
    await expect(refused.judge('203.0.113.9', null, nothing)).rejects.toMatchObject({ code: 'unauthorized' });
  expect(await show('wrong')).toBe('unauthorized');
});

test('it says in how many seconds to try again, and a clock that is put back does not stretch them (PL-15, F-26)', async () => {
  const { clock, refused, show } = startJudging();
  for (const secret of tenWrong) await show(secret);
  clock.nowMs += 20_500;
  await expect(refused.judge('203.0.113.9', 'other', () => 'admitted')).rejects.toMatchObject({
    retryAfterSeconds: 40,
  });
  clock.nowMs -= 3_600_000;
  expect(await show('right')).toBe('admitted');
});
