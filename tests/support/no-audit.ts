/** Notes nothing, for parts of a server that are tested by themselves. */
import type { Audit } from '../../server/platform/http/audited.ts';

export const noAudit: Audit = {
  begin: () => Promise.resolve(1),
  beginDaily: () => Promise.resolve(null),
  finish: () => undefined,
  refused: () => Promise.resolve(),
};
