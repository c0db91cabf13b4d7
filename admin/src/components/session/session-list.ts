/** The list of sessions: which are shown, and how they are exported. Pure. */
import type { Session, SessionStatus } from '../../../../server/contract/session.ts';
import { toCsv } from '../../csv.ts';

export interface SessionFilter {
  status: SessionStatus | null;
  scenarioId: string | null;
  text: string;
}

export function filterSessions(sessions: readonly Session[], { status, scenarioId, text }: SessionFilter): Session[] {
  const needle = text.trim().toLowerCase();
  return sessions.filter(
    (session) =>
      (status === null || session.status === status) &&
      (scenarioId === null || session.scenarioId === scenarioId) &&
      (needle === '' ||
        [session.title, session.eventTitle, session.scenarioId, session.id, `seed ${session.seed}`].some((field) =>
          field.toLowerCase().includes(needle),
        )),
  );
}

const columns: [string, (session: Session) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['title', ({ title }) => title],
  ['event', ({ eventTitle }) => eventTitle],
  ['scenario', ({ scenarioId }) => scenarioId],
  ['seed', ({ seed }) => seed],
  ['mode', ({ mode }) => mode],
  ['policy', ({ policy }) => policy],
  ['status', ({ status }) => status],
  ['score', ({ score }) => (score === null ? null : Number(score.toFixed(4)))],
  ['category', ({ category }) => category],
  ['anomalies', ({ anomalyCount }) => anomalyCount],
  ['interventions', ({ interventionCount }) => interventionCount],
  ['tick', ({ tick }) => tick],
  ['ticks', ({ tickCount }) => tickCount],
  ['attendees', ({ attendeeCount }) => attendeeCount],
  ['digest', ({ digest }) => digest],
  ['created_at', ({ createdAt }) => createdAt],
];

export const sessionsCsv = (sessions: readonly Session[]) =>
  toCsv(
    columns.map(([name]) => name),
    sessions.map((session) => columns.map(([, read]) => read(session))),
  );
