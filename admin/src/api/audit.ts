import { type AuditLine, AuditPage, type AuditQuery } from '../../../server/contract/audit.ts';
import { request } from './client.ts';
import { pageLimit } from './sessions.ts';

export const fetchAudit = (query: Partial<AuditQuery>) => request(AuditPage, '/api/audit', { query });

/** All that match, newest first, page by page up to `mostCount`. */
export async function fetchAllAudit(query: Partial<AuditQuery>, mostCount: number): Promise<AuditLine[]> {
  const byNumber = new Map<number, AuditLine>();
  for (let offset = 0; offset < mostCount; offset += pageLimit) {
    const page = await fetchAudit({ ...query, limit: pageLimit, offset });
    // One written meanwhile moves the others on by a place.
    for (const line of page.items) byNumber.set(line.number, line);
    if (offset + page.items.length >= page.total || page.items.length === 0) break;
  }
  return [...byNumber.values()];
}
