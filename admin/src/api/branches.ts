import { Branch, type BranchRequest } from '../../../server/contract/branch.ts';
import { pageOf } from '../../../server/contract/page.ts';
import { command, request } from './client.ts';
import { pageLimit } from './sessions.ts';

const BranchPage = pageOf(Branch, 'BranchPage');
const ofSession = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}/branches`;
const of = (id: string) => `/api/branches/${encodeURIComponent(id)}`;

export const fetchBranches = (sessionId: string) =>
  request(BranchPage, ofSession(sessionId), { query: { limit: pageLimit } });

/** Performs the session once more from some tick on, with something else done; takes as long as that takes. */
export const createBranch = (sessionId: string, body: BranchRequest) =>
  request(Branch, ofSession(sessionId), { method: 'POST', body });

export const deleteBranch = (id: string) => command(of(id), { method: 'DELETE' });

/** Where the run file of a branch is downloaded. */
export const branchRunFileUrl = (id: string) => `${of(id)}/run-file`;
