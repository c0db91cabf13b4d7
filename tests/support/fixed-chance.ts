/**
 * In CI every property is tried with the same cases each time: what is judged there is the change, not the luck of the
 * draw. Everywhere else the cases are new each time, and what they find is mended when it is found.
 */
import fc from 'fast-check';

if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_121 });
