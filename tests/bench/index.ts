/** Benchmarks: what a session costs. Every timing stands beside a floor that was measured in the same run. */
import { benchAudience } from './audience.ts';
import { benchSession } from './session.ts';

const lines = [
  ...benchSession(),
  ...benchAudience({ attendeeCount: 500, ticks: 20_000 }),
  ...benchAudience({ attendeeCount: 1_000_000, ticks: 20 }),
];
process.stdout.write(`${lines.join('\n')}\n`);
