import type { Session } from '../../../../server/contract/session.ts';
import { Mode } from '../../../../server/contract/vocabulary.ts';

/** What was recorded has happened: the conductor may think about it, and that is all (EC-27). */
const recordedModes: readonly Mode[] = ['shadow', 'off'];

/** The modes that a session can be in. */
export const modesOf = ({ isRecorded }: Pick<Session, 'isRecorded'>): readonly Mode[] =>
  isRecorded ? recordedModes : Mode.options;
