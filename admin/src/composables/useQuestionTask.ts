import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import type { Question } from '../../../server/contract/question.ts';
import { fetchTask } from '../api/outreach.ts';
import { useContacts } from './useContacts.ts';

/** The errand and the call that a question belongs to; null until they are read, and where it belongs to none. */
export function useQuestionTask(question: MaybeRefOrGetter<Question>) {
  const { nameOf } = useContacts();
  const taskId = computed(() => toValue(question).taskId);
  const callId = computed(() => toValue(question).callId);
  const { data } = useQuery({
    // A later call asks it again: which one it is has to be read then.
    queryKey: ['question-task', taskId, callId],
    queryFn: () => fetchTask(taskId.value ?? ''),
    enabled: () => taskId.value !== null,
    staleTime: Infinity,
  });
  return computed(() => {
    const task = data.value;
    if (!task) return null;
    const call = task.calls.find(({ id }) => id === callId.value);
    return { objective: task.objective, callNumber: call?.number ?? null, contact: nameOf(task.contactId) };
  });
}
