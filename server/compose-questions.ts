/** Composition of questions to people: what asks them, what shows them, what closes them in time. */
import type { Route } from './platform/http/route.ts';
import type { Job } from './platform/jobs/beat.ts';
import { systemWait } from './language/wait.ts';
import { QuestionReading, QuestionService, questionRoutes } from './systems/questions/index.ts';

type Parts = Omit<Parameters<typeof QuestionService.open>[0], 'wait'>;

export interface ComposedQuestions {
  readonly service: QuestionService;
  readonly reading: QuestionReading;
  readonly routes: readonly Route[];
  readonly job: Job;
}

/** Leaves open what somebody waited for when the last process ended. */
export async function composeQuestions(parts: Parts): Promise<ComposedQuestions> {
  const service = await QuestionService.open({ ...parts, wait: systemWait });
  const reading = new QuestionReading(parts.database.read);
  return {
    service,
    reading,
    routes: questionRoutes({ service, reading }),
    job: { name: 'questions', deadlineMs: 10_000, run: () => service.beat() },
  };
}
