/** Every template of advice, by category (CO-3). */
import type { Template } from '../template.ts';
import { botTakesMost } from './budget/bot-takes-most.ts';
import { burnRising } from './budget/burn-rising.ts';
import { cacheUnread } from './budget/cache-unread.ts';
import { callsEstimated } from './budget/calls-estimated.ts';
import { capIdle } from './budget/cap-idle.ts';
import { capSoon } from './budget/cap-soon.ts';
import { cappedOften } from './budget/capped-often.ts';
import { oneScenarioOnly } from './content_inventory/one-scenario-only.ts';
import { sameIntervention } from './content_inventory/same-intervention.ts';
import { scenariosUnused } from './content_inventory/scenarios-unused.ts';
import { threadsUnanswered } from './content_inventory/threads-unanswered.ts';
import { topicsQuiet } from './content_inventory/topics-quiet.ts';
import { audienceLeaves } from './engagement/audience-leaves.ts';
import { dropsUnanswered } from './engagement/drops-unanswered.ts';
import { engagedMinutesFalling } from './engagement/engaged-minutes-falling.ts';
import { lowSessions } from './engagement/low-sessions.ts';
import { slowOpenings } from './engagement/slow-openings.ts';
import { suggestionsExpire } from './engagement/suggestions-expire.ts';
import { returnFalling } from './return/return-falling.ts';
import { shadowAgreed } from './return/shadow-agreed.ts';
import { stillLearning } from './return/still-learning.ts';
import { variantFails } from './return/variant-fails.ts';
import { variantWorks } from './return/variant-works.ts';
import { botFailing } from './operations/bot-failing.ts';
import { botsPaused } from './operations/bots-paused.ts';
import { callsReachNobody } from './operations/calls-reach-nobody.ts';
import { executionsFailing } from './operations/executions-failing.ts';
import { executionsStill } from './operations/executions-still.ts';
import { heartbeatsFailing } from './operations/heartbeats-failing.ts';
import { planTasksOverdue } from './operations/plan-tasks-overdue.ts';
import { questionsOpenLong } from './operations/questions-open-long.ts';
import { audienceGrows } from './growth/audience-grows.ts';
import { fewAuthors } from './growth/few-authors.ts';
import { postsFalling } from './growth/posts-falling.ts';
import { sessionsStopped } from './growth/sessions-stopped.ts';
import { silentBots } from './growth/silent-bots.ts';

export const templates: readonly Template[] = [
  botTakesMost,
  burnRising,
  cacheUnread,
  callsEstimated,
  capIdle,
  capSoon,
  cappedOften,
  oneScenarioOnly,
  sameIntervention,
  scenariosUnused,
  threadsUnanswered,
  topicsQuiet,
  audienceLeaves,
  dropsUnanswered,
  engagedMinutesFalling,
  lowSessions,
  slowOpenings,
  suggestionsExpire,
  returnFalling,
  shadowAgreed,
  stillLearning,
  variantFails,
  variantWorks,
  botFailing,
  botsPaused,
  callsReachNobody,
  executionsFailing,
  executionsStill,
  heartbeatsFailing,
  planTasksOverdue,
  questionsOpenLong,
  audienceGrows,
  fewAuthors,
  postsFalling,
  sessionsStopped,
  silentBots,
];
