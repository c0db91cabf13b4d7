/**
 * A process that asks one question after the other, to be killed meanwhile: each id it prints has been acknowledged.
 * Begins at a line on standard input.
 */
import { once } from 'node:events';
import { pino } from 'pino';
import { systemWait } from '../../server/language/wait.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { QuestionService } from '../../server/systems/questions/index.ts';
import { questionDraft } from './question-draft.ts';

const clock = { now: () => Date.now() };
const database = await openDatabase(process.argv[2]!, migrations);
const activityLog = await ActivityLog.open(database, clock, () => undefined);
const service = await QuestionService.open({
  database,
  activityLog,
  clock,
  wait: systemWait,
  log: pino({ level: 'silent' }),
  onClosed: () => Promise.resolve(),
});
await once(process.stdin, 'data');
for (let index = 1; ; index += 1) {
  const { id } = await service.ask(questionDraft({ text: `Question ${index}?`, liveForSeconds: 3_000 }));
  process.stdout.write(`${id}\n`);
}
