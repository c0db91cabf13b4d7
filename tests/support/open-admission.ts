/** Lets everybody in, for parts of a server that are tested by themselves. */
import type { Admission } from '../../server/platform/http/admission.ts';
import { openCaller } from '../../server/platform/http/caller.ts';
import { RateLimits } from '../../server/platform/http/rate-limits.ts';

export const openAdmission: Admission = {
  authenticate: () => Promise.resolve(openCaller),
  stillAdmits: () => true,
  hasMade: () => false,
};

/** Limits that nobody meets; without their timer. */
export function noLimits(): RateLimits {
  const limits = new RateLimits({ requestsPerMinute: 0, trustedProxies: [], clock: { now: () => Date.now() } });
  limits.close();
  return limits;
}
