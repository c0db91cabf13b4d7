/** `claque token`: makes, lists and revokes tokens on the data folder itself, so that whoever is locked out gets in again. */
import type { Config } from '../config.ts';
import type { AccessToken, NewAccessToken } from '../contract/access.ts';
import { migrations } from '../migrations.ts';
import { connectBeside } from '../platform/database/connect-beside.ts';
import { takeWriteLock } from '../platform/database/write-lock.ts';
import { isLoopback } from '../platform/http/own-site.ts';
import { AccessService, TokenBook } from '../systems/access/index.ts';

/** In the audit log. */
const by = { id: 'command line', name: 'command line' };
const clock = { now: () => Date.now() };

export interface CreateFlags {
  readonly name: string;
  readonly role: NewAccessToken['role'];
  readonly venture?: string[];
  readonly expiresInDays?: number;
  readonly json?: boolean;
}

export async function createTokenCommand(flags: CreateFlags, config: Config): Promise<void> {
  const { name, role, venture: ventures = null, expiresInDays = null } = flags;
  const issued = await withAccess(config, (service) => service.issue({ name, role, ventures, expiresInDays }, by));
  print(flags.json ? JSON.stringify(issued) : issued.secret);
  if (!flags.json) process.stderr.write('This is shown once and kept nowhere: only its hash is.\n');
}

export async function listTokensCommand({ json }: { json?: boolean }, config: Config): Promise<void> {
  const { items } = await withAccess(config, (service) => service.tokens({ limit: 1_000, offset: 0 }));
  if (json) return print(JSON.stringify(items));
  if (items.length === 0) return print('There is no token.');
  for (const token of items) print(lineOf(token));
}

export async function revokeTokenCommand(id: string, config: Config): Promise<void> {
  const { name } = await withAccess(config, (service) => service.revoke(id, by));
  print(`“${name}” is revoked; a running server refuses it within two seconds.`);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function lineOf({ id, name, role, ventures, expiresAt, lastUsedAt, revokedAt }: AccessToken): string {
  const state = revokedAt === null ? `until ${expiresAt ?? 'revoked'}` : `revoked ${revokedAt}`;
  return [id, role, ventures?.join(',') ?? 'all ventures', state, `used ${lastUsedAt ?? 'never'}`, name].join('  ');
}

async function withAccess<T>(config: Config, work: (service: AccessService) => Promise<T>): Promise<T> {
  const database = await connectBeside(config.dataFolder, migrations);
  try {
    const environmentToken = config.token?.reveal() ?? null;
    const parts = { read: database, clock, environmentToken, isLoopback: isLoopback(config.host) };
    const write: ConstructorParameters<typeof AccessService>[0]['write'] = (change) =>
      database.transaction(async (trx) => {
        await takeWriteLock(trx);
        return change(trx);
      });
    return await work(new AccessService({ read: database, write, clock, book: await TokenBook.open(parts) }));
  } finally {
    await database.destroy();
  }
}
