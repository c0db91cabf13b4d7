/** How much room a database takes, and how much is left for it. */
import { statSync, statfsSync } from 'node:fs';
import path from 'node:path';

export interface Storage {
  readonly databaseBytes: number;
  /** Of the write-ahead log: it is used again and again, and grows only while somebody reads for long. */
  readonly walBytes: number;
  /** What whoever runs the server may still write to that disk. */
  readonly freeBytes: number;
}

export function storageOf(folder: string): Storage {
  const file = path.join(folder, 'claque.db');
  const { bavail, bsize } = statfsSync(folder);
  const sizeOf = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return { databaseBytes: sizeOf(file), walBytes: sizeOf(`${file}-wal`), freeBytes: bavail * bsize };
}
