/** Where the panel shows what a line of the audit log is about. Pure. */
import type { AuditLine } from '../../../../server/contract/audit.ts';

export interface Place {
  readonly label: string;
  readonly to: string;
}

/** By the beginning of what was asked for: what comes after it is an id, and perhaps a part of that thing. */
const shown: readonly { begins: string; label: string; place: string }[] = [
  { begins: '/api/sessions/', label: 'Open the session', place: '/live/' },
  { begins: '/api/recordings/', label: 'Open the session', place: '/live/' },
  { begins: '/api/bots/', label: 'Open the bot', place: '/bots/' },
  { begins: '/api/agents/executions/', label: 'Open the execution', place: '/executions/' },
  { begins: '/api/tasks/', label: 'Open the task', place: '/outreach?task=' },
];

/** Null where there is no such place, or was no such thing. */
export function placeOf({ what, subject, status, before, after }: AuditLine): Place | null {
  if (status === 404) return null;
  const path = pathOf(what, subject, (after ?? before)?.['sessionId']);
  const found = shown.find(({ begins }) => path.startsWith(begins));
  const id = found && path.slice(found.begins.length).split('/')[0];
  return id ? { label: found.label, to: found.place + id } : null;
}

/** Systems that write their own lines give the id alone. */
function pathOf(what: string, subject: string, sessionId: unknown): string {
  if (what.startsWith('execution.')) return `/api/agents/executions/${subject}`;
  if (what.startsWith('share.') && typeof sessionId === 'string') return `/api/sessions/${sessionId}`;
  return subject;
}
