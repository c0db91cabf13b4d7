import { Agreement } from '../../../server/contract/report.ts';
import { request } from './client.ts';

/** How often people would have done what the conductor decided, over all sessions (EC-14). */
export const fetchAgreement = () => request(Agreement, '/api/conductor/agreement');
