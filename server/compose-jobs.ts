/** Composition of the beat: what is done once a second, each within a deadline of its own. */
import type { Core } from './compose-core.ts';
import type { Job } from './platform/jobs/beat.ts';
import type { Hub } from './platform/live/hub.ts';
import { Retention } from './systems/sessions/index.ts';

export function composeJobs(core: Core, hub: Hub): Job[] {
  const { service, community, access, activityLog } = core;
  const thinning = new Retention(activityLog);
  return [
    { name: 'sessions', deadlineMs: 10_000, run: (nowMs) => service.performer.beat(nowMs) },
    { name: 'heartbeats', deadlineMs: 10_000, run: (nowMs) => community.service.beat(nowMs) },
    { name: 'retention', deadlineMs: 60_000, run: (nowMs) => thinning.beat(nowMs) },
    {
      name: 'access',
      deadlineMs: 10_000,
      run: async (nowMs) => {
        try {
          await access.admission.beat(nowMs);
        } finally {
          hub.dismissStrangers();
        }
      },
    },
    core.executions.job,
    core.questions.job,
    core.outreach.job,
    core.coach.job,
    core.notifications.job,
    core.audit.job,
  ];
}
