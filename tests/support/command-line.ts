/** `claque` as somebody runs it, in a process of its own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { inherited } from './inherited.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it from the root of the repository, or another folder, in an environment of its own. */
export function claque(
  words: readonly string[],
  environment: Record<string, string> = {},
  folder: string = root,
): Promise<Ended> {
  const env = { ...inherited(), NODE_ENV: 'test', ...environment };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, 'server/cli.ts'), ...words],
      { cwd: folder, env },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}
