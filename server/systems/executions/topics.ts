/** Topics of the stream: everything of one execution, or the life cycle of all of a venture (EX-7). */
import { ExecutionActivity } from '../../contract/execution.ts';
import type { TopicFamily } from '../../platform/live/topic-family.ts';

const all = 'executions';
const onePrefix = 'execution:';

/** What a list of executions has to know; their logs and model calls are for who looks at one. */
const listTypes: readonly string[] = ExecutionActivity.options
  .map(({ shape }) => shape.type.value)
  .filter((type) => type !== 'execution.logged' && type !== 'execution.model_called');
const listed = new Set(listTypes);

export const executionTopics: TopicFamily = {
  has: (topic) => topic === all || topic.startsWith(onePrefix),
  topicsOf: ({ type, payload }) => {
    if (!type.startsWith('execution.')) return [];
    const id = payload['executionId'];
    const own = typeof id === 'string' ? [onePrefix + id] : [];
    return listed.has(type) ? [...own, all] : own;
  },
  filterOf: (topic) => (topic === all ? { types: listTypes } : { subject: topic.slice(onePrefix.length) }),
};
