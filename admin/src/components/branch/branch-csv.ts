/** The branches of a session as rows of a table. Pure. */
import type { Branch } from '../../../../server/contract/branch.ts';
import { changeSentence } from './branch-words.ts';

type Row = readonly (string | number | null)[];

const header = [
  'number',
  'title',
  'change',
  'from_seconds',
  'mean_score',
  'session_mean_score',
  'uplift',
  'anomalies',
  'interventions',
  'digest',
] as const;

export const branchCsv = (branches: readonly Branch[]): [readonly string[], readonly Row[]] => [
  header,
  branches.map((branch) => [
    branch.number,
    branch.title,
    changeSentence(branch.change),
    branch.fromTick,
    branch.meanScore,
    branch.sessionMeanScore,
    branch.uplift,
    branch.anomalies.length,
    branch.interventions.length,
    branch.digest,
  ]),
];
