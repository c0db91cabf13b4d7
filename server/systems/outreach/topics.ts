/** Topics of the stream: everything of one task, its questions too, or what all of outreach does but the turns. */
import { OutreachActivity } from '../../contract/outreach.ts';
import type { TopicFamily } from '../../platform/live/topic-family.ts';
import { subjectOf } from './changes.ts';

const all = 'outreach';
const onePrefix = 'task:';

const types = OutreachActivity.options.map(({ shape }) => shape.type.value);
/** What a board of tasks has to know; the turns are for who looks at one. */
const listTypes: readonly string[] = types.filter((type) => type !== 'call.turn');
const [own, listed] = [new Set<string>(types), new Set(listTypes)];

export const outreachTopics: TopicFamily = {
  has: (topic) => topic === all || topic.startsWith(onePrefix),
  topicsOf: ({ type, payload }) => {
    const isOfTask = own.has(type) || type.startsWith('question.');
    const task = payload['task'] as { readonly id?: unknown } | undefined;
    const id = payload['taskId'] ?? task?.id;
    const one = isOfTask && typeof id === 'string' ? [subjectOf(id)] : [];
    return listed.has(type) ? [...one, all] : one;
  },
  filterOf: (topic) => (topic === all ? { types: listTypes } : { subject: topic }),
};
