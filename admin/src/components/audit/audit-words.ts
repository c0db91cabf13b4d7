/** The audit log in words: who, what, and what came of it. Pure, but for the names that the panel knows. */
import type { AuditLine, AuditOutcome } from '../../../../server/contract/audit.ts';
import { actorName, nameless } from '../../actors.ts';

/** What systems call what they do, as routes are called. */
const changes: Readonly<Record<string, string>> = {
  'token.create': 'Make a token',
  'token.revoke': 'Revoke a token',
  'venture.create': 'Create a venture',
  'login.begin': 'Log in',
  'login.end': 'Log out',
  'share.create': 'Share a session',
  'share.revoke': 'Revoke a share link',
  'share.open': 'Open a share link',
  'question.answer': 'Answer a question',
  'execution.create': 'Create an execution',
  'execution.running': 'Start an execution',
  'execution.completed': 'Complete an execution',
  'execution.failed': 'Fail an execution',
  'execution.cancelled': 'Call an execution off',
  'executions.delete': 'Delete old executions',
  'audit.delete': 'Delete old lines of this log',
  'database.restore': 'Restore a backup',
};

export const whatWords = ({ title, what }: Pick<AuditLine, 'title' | 'what'>): string => title ?? changes[what] ?? what;

/** By the name that is known now, else by that of then. */
export function whoWords({ who, name }: Pick<AuditLine, 'who' | 'name'>): string {
  const known = actorName(who);
  return known === nameless ? (name ?? known) : known;
}

/** The path without what all of them begin with. */
export const subjectWords = (subject: string): string => subject.replace(/^\/api\//, '');

export const outcomes: Readonly<Record<AuditOutcome, { label: string; icon: string; tone: string; text: string }>> = {
  done: { label: 'Done', icon: 'i-lucide-check', tone: 'text-high', text: 'It is on disk.' },
  refused: {
    label: 'Refused',
    icon: 'i-lucide-ban',
    tone: 'text-low',
    text: 'Nothing was changed, and whoever asked was told why.',
  },
  failed: {
    label: 'Failed',
    icon: 'i-lucide-triangle-alert',
    tone: 'text-critical',
    text: 'Something broke on the server’s side; its log says what.',
  },
  open: {
    label: 'Open',
    icon: 'i-lucide-circle-dashed',
    tone: 'text-muted',
    text: 'It is under way, or the server went down before it could say: look at the thing itself.',
  },
};
