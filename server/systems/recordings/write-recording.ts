/** A simulated session as a platform would have recorded it: what `claque run --record` writes (EC-27). */
import { stringify } from 'csv-stringify/sync';
import type { RunActivity } from '../../contract/activity.ts';
import type { Observation } from '../../contract/observation.ts';
import type { InterventionKind } from '../../contract/vocabulary.ts';
import { Crowd } from './crowd.ts';
import type { EventType } from './recorded-event.ts';

const columns = ['time', 'type', 'user', 'text', 'poll'];

/** How what a host does is recorded; a poll is seen by itself. */
const actTypes: Record<InterventionKind, EventType | null> = {
  POLL: null,
  CHAT_PROMPT: 'prompt',
  NOTIFICATION: 'notification',
  GAMIFICATION: 'game',
};

type Row = [second: number, type: EventType, user?: string, text?: string, poll?: string];

/**
 * Writes the seconds of a session one after the other.
 *
 * Only counts can be seen of an audience, so that people are made up to fit them: read again, the file gives the same
 * counts in every second.
 */
export class RecordingWriter {
  readonly #crowd = new Crowd();
  #poll: { openedTick: number; voteCount: number } | null = null;

  /** The first line. */
  header(): string {
    return stringify([columns]);
  }

  /** The lines of one second. @param activities What the run told of it. */
  lines(observation: Observation, activities: readonly RunActivity[]): string {
    const second = observation.tick - 1;
    this.#crowd.begin(second);
    const rows: Row[] = [
      ...this.#comings(second, observation),
      ...(observation.unreported?.includes('focus') ? [] : this.#turns(second, observation)),
      ...this.#polls(second, observation, activities),
      ...actRows(second, activities),
      ...this.#chat(second, observation.chatCount, activities),
      ...Array.from({ length: observation.reactionCount }, (): Row => [second, 'reaction', this.#crowd.anybody()]),
    ];
    const cells = rows.map((row) => columns.map((_, place) => row[place] ?? ''));
    // Words of people and models are in it: none may run as a formula where somebody opens the file (F-42).
    return stringify(cells, { escape_formulas: true });
  }

  /** Leaves first, so that nobody goes who has just come; who is left over has come and gone within the second. */
  #comings(second: number, { joinCount, leaveCount }: Observation): Row[] {
    const leavers = Math.min(leaveCount, this.#crowd.size);
    const visits = leaveCount - leavers;
    return [
      ...Array.from({ length: leavers }, (): Row => [second, 'leave', this.#crowd.leave()]),
      ...Array.from({ length: joinCount - visits }, (): Row => [second, 'join', this.#crowd.join()]),
      ...Array.from({ length: visits }, () => this.#crowd.visit()).flatMap((user): Row[] => [
        [second, 'join', user],
        [second, 'leave', user],
      ]),
    ];
  }

  #turns(second: number, { activeCount }: Observation): Row[] {
    return this.#crowd.refocus(activeCount).map(({ type, user }) => [second, type, user]);
  }

  #polls(second: number, { poll }: Observation, activities: readonly RunActivity[]): Row[] {
    const before = this.#poll;
    this.#poll = poll;
    const isSame = before?.openedTick === poll?.openedTick;
    const rows: Row[] = [];
    if (before && !isSame) rows.push([second, 'poll_closed', '', '', pollName(before)]);
    if (!poll) return rows;
    const started = startedOf(activities).find(({ kind }) => kind === 'POLL');
    if (!isSame) rows.push([second, 'poll_opened', '', started?.content?.text ?? '', pollName(poll)]);
    const newVotes = poll.voteCount - (before && isSame ? before.voteCount : 0);
    for (let vote = 0; vote < newVotes; vote += 1) rows.push([second, 'vote', '', '', pollName(poll)]);
    return rows;
  }

  /** The words that could be read of a second’s chat; the others have been counted only. */
  #chat(second: number, chatCount: number, activities: readonly RunActivity[]): Row[] {
    const texts = activities.flatMap((activity) => (activity.type === 'chat.posted' ? [activity.payload.text] : []));
    return Array.from({ length: chatCount }, (_, index) => [
      second,
      'message',
      this.#crowd.anybody(),
      texts[index] ?? '',
    ]);
  }
}

const pollName = ({ openedTick }: { openedTick: number }): string => `p${openedTick}`;

const startedOf = (activities: readonly RunActivity[]) =>
  activities.flatMap((activity) => (activity.type === 'intervention.started' ? [activity.payload] : []));

function actRows(second: number, activities: readonly RunActivity[]): Row[] {
  return startedOf(activities).flatMap(({ kind, content }): Row[] => {
    const type = actTypes[kind];
    return type === null ? [] : [[second, type, '', content?.text ?? '']];
  });
}
