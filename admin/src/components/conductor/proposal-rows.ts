/** What the conductor proposed in a recorded session, beside what the host did. Pure. */
import type { InterventionBody } from '../../../../server/contract/activity.ts';
import type { RecordedAct } from '../../../../server/contract/recording.ts';
import { momentOf } from '../../live/session-figures.ts';

/** A host's act answers a proposal if it comes from this long before it to this long after, in seconds: as the run has it. */
const aheadSeconds = 10;
const answerSeconds = 60;

export interface ProposalRow {
  key: string;
  tick: number;
  /** Null where the host acted and nothing had been proposed. */
  proposal: InterventionBody | null;
  /** Acts of the host that belong to it. */
  acts: readonly RecordedAct[];
}

/** In order of time: each proposal with the acts that answer it, and each act that answers none. */
export function proposalRows(interventions: readonly InterventionBody[], acts: readonly RecordedAct[]): ProposalRow[] {
  const proposals = interventions.filter(({ state }) => state === 'shadowed');
  const answering = (tick: number) => (act: RecordedAct) =>
    act.tick >= tick - aheadSeconds && act.tick <= tick + answerSeconds;
  const rows = proposals.map((proposal): ProposalRow => {
    const tick = momentOf(proposal);
    return { key: `p${proposal.number}`, tick, proposal, acts: acts.filter(answering(tick)) };
  });
  const isAnswer = (act: RecordedAct) => rows.some((row) => row.acts.includes(act));
  const alone = acts
    .filter((act) => !isAnswer(act))
    .map((act, index): ProposalRow => ({ key: `a${index}`, tick: act.tick, proposal: null, acts: [act] }));
  return [...rows, ...alone].toSorted((a, b) => a.tick - b.tick);
}
