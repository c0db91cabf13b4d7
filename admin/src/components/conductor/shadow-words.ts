/** A decision made in shadow mode, in a line: what was said of it, and how the score went on. Pure. */
import type { InterventionBody } from '../../../../server/contract/activity.ts';
import { actorName } from '../../actors.ts';
import { inPoints } from '../../numbers.ts';

type Shadowed = Pick<InterventionBody, 'verdict' | 'decidedBy' | 'delta'>;

export function shadowSentence({ verdict, decidedBy, delta }: Shadowed, isRecorded: boolean): string {
  const went = delta === null ? '' : ` The score moved by ${inPoints(delta)}.`;
  if (verdict === null)
    return `${isRecorded ? 'The host did nothing comparable within a minute.' : 'Nobody has answered.'}${went}`;
  const isAgreed = verdict === 'agree';
  if (decidedBy === 'host')
    return `The host ${isAgreed ? 'did the same' : 'did something else'} within a minute.${went}`;
  const who = decidedBy === null ? 'You' : actorName(decidedBy);
  return `${who} would ${isAgreed ? 'have done it too' : 'not have done it'}.${went}`;
}
