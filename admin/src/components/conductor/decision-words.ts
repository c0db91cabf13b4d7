/** Who decided, why, and where the words came from, in sentences. Pure. */
import { actorName } from '../../actors.ts';
import { isWordedByModel, WORDING_SECONDS } from '../../../../server/contract/conductor.ts';
import type { InterventionBody } from '../../../../server/contract/activity.ts';
import type { Session } from '../../../../server/contract/session.ts';
import type { Mode } from '../../../../server/contract/vocabulary.ts';
import type { KnownActivity } from '../../live/known-activity.ts';
import { percent, plural } from '../../numbers.ts';

type Known = ReadonlyMap<number, KnownActivity>;
type ModeChange = Extract<KnownActivity, { type: 'conductor.mode_changed' }>;

/** The mode of a session at a tick; null where a change is known to have come later, but not what it changed. */
export function modeAt(tick: number, session: Pick<Session, 'mode'>, known: Known): Mode | null {
  const changes = [...known.values()].filter((activity): activity is ModeChange => {
    return activity.type === 'conductor.mode_changed';
  });
  const before = changes.filter((change) => change.tick <= tick).toSorted((a, b) => a.number - b.number);
  if (before.length > 0) return before.at(-1)!.payload.mode;
  return changes.length === 0 ? session.mode : null;
}

export interface Decider {
  /** Nobody while it is open, or nobody answered. */
  name: string;
  sentence: string;
}

/** Who decided on an intervention, and why it was theirs to decide. */
export function deciderOf(
  intervention: InterventionBody,
  mode: Mode | null,
  session: Pick<Session, 'semiConfidenceRatio' | 'isRecorded'>,
): Decider {
  const { state, decidedBy, confidence, dismissReason } = intervention;
  if (state === 'shadowed') return shadowDecider(intervention, session.isRecorded);
  if (state === 'generating') return { name: 'Nobody yet', sentence: `Its words are being written.` };
  if (state === 'awaiting_approval')
    return { name: 'Nobody yet', sentence: `It waits for you to approve or dismiss it.` };
  if (state === 'expired') return { name: 'Nobody', sentence: `Nobody answered in time, so it expired.` };
  if (state === 'cancelled')
    return { name: 'Nobody', sentence: 'It was taken back, or the session ended, before anybody met it.' };
  const name = actorName(decidedBy);
  if (state === 'dismissed')
    return { name, sentence: `Dismissed${dismissReason ? `: “${dismissReason}”` : ''}. That teaches the policy too.` };
  if (decidedBy === 'policy')
    return {
      name,
      sentence:
        mode === 'semi' && confidence !== null
          ? `Its confidence of ${percent(confidence)} is at least the ${percent(session.semiConfidenceRatio)} from which semi mode asks nobody.`
          : `It approved itself at once.`,
    };
  if (decidedBy === 'demo') return { name, sentence: 'Nobody answered, so the demo approved it to go on.' };
  if (confidence === null) return { name, sentence: 'A person asked for it by hand; the policy was not asked.' };
  return { name, sentence: `Approved by a person. That teaches the policy too.` };
}

function shadowDecider({ decidedBy, verdict }: InterventionBody, isRecorded: boolean): Decider {
  const launched = 'Decided in shadow mode: it was written down, and nobody met it.';
  if (verdict === null)
    return {
      name: 'Nobody yet',
      sentence: `${launched} ${isRecorded ? 'The host did nothing within a minute that could be compared.' : 'Nobody has said whether they would have done it.'}`,
    };
  if (decidedBy === 'host')
    return {
      name: 'The host',
      sentence: `${launched} Within a minute the host ${verdict === 'agree' ? 'did the same' : 'did something else'}.`,
    };
  return { name: actorName(decidedBy), sentence: `${launched} ${verdictWords[verdict]}` };
}

const verdictWords = {
  agree: 'A person would have done it too. That teaches the policy.',
  disagree: 'A person would not have done it. That teaches the policy.',
} as const;

/** Where the words of an intervention came from, and why not from a language model where one was asked. */
export function wordsSentence({ kind, content, state }: InterventionBody, session: Pick<Session, 'wording'>): string {
  if (!content) return state === 'generating' ? 'They are being written.' : 'There were none yet.';
  if (content.source === 'model') return 'Written by the language model for this moment.';
  if (content.source === 'person') return 'Written by a person.';
  const template = `From a template${content.category ? `, ${content.category.replaceAll('_', ' ')}` : ''}.`;
  if (content.note) return `${template} ${content.note}`;
  if (session.wording !== 'model') return `${template} The session was started with templates.`;
  if (state === 'shadowed') return `${template} In shadow mode no language model is asked: nobody would read it.`;
  if (!isWordedByModel(kind)) return `${template} A language model writes polls and chat prompts only.`;
  return `${template} The language model had nothing within ${plural(WORDING_SECONDS, 'second')}.`;
}
