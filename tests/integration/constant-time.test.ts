/** How long a look for a token takes must not say how near a guess came (F-36). */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { AccessService, TokenBook } from '../../server/systems/access/index.ts';
import { temporaryFolder } from '../support/server.ts';

/** Watches the comparison of node:crypto, for whoever imports it by name too. */
function watchedComparison() {
  const compared = vi.spyOn(crypto, 'timingSafeEqual');
  syncBuiltinESMExports();
  onTestFinished(() => {
    compared.mockRestore();
    syncBuiltinESMExports();
  });
  return compared;
}

test('a secret is compared with every token in force, by hashes of one length and in constant time, found or not (F-36)', async () => {
  const database = await openDatabase(temporaryFolder(), migrations);
  onTestFinished(() => database.close());
  const [clock, read] = [{ now: () => 0 }, database.read];
  const book = await TokenBook.open({ read, clock, environmentToken: 'a token of the environment', isLoopback: true });
  const write: ConstructorParameters<typeof AccessService>[0]['write'] = (change) => database.write.transaction(change);
  const service = new AccessService({ read, write, clock, book });
  const draft = { role: 'admin', ventures: null, expiresInDays: null } as const;
  const made = [];
  for (const name of ['Ann', 'Ben', 'Cleo'])
    made.push((await service.issue({ ...draft, name }, { id: 'test', name: 'Test' })).secret);
  await book.refresh();
  const compared = watchedComparison();
  for (const secret of ['a token of the environment', ...made]) {
    compared.mockClear();
    expect(await book.find(secret)).not.toBeNull();
    expect(compared).toHaveBeenCalledTimes(4);
  }
  compared.mockClear();
  expect(await book.find(`${made[0]!.slice(0, -1)}_`)).toBeNull();
  expect(compared).toHaveBeenCalledTimes(8); // And once more, should it be new.
  for (const [one, other] of compared.mock.calls) expect([one.byteLength, other.byteLength]).toEqual([32, 32]);
});
