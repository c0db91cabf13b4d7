/** Lets everybody in, for parts of a server that are tested by themselves. */
import type { Admission } from '../../server/platform/http/admission.ts';
import { openCaller } from '../../server/platform/http/caller.ts';

export const openAdmission: Admission = {
  authenticate: () => Promise.resolve(openCaller),
  stillAdmits: () => true,
};
