/** Benchmarks of learning: published problems, and what the policy earns on sessions that it did not learn on. */
import { benchReferences } from './learning-references.ts';
import { benchSessions } from './learning-sessions.ts';

process.stdout.write(`${(await benchReferences()).join('\n')}\n`);
process.stdout.write(`${(await benchSessions()).join('\n')}\n`);
