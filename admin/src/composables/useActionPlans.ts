import { useToast } from '@nuxt/ui/composables';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import type {
  ActionPlan,
  ActionPlanChange,
  ActionPlanPage,
  NewActionPlan,
  PlanTask,
} from '../../../server/contract/coach.ts';
import * as api from '../api/coach.ts';

/** Action plans of a venture, and what a person does about them. A refusal is shown and changes nothing (CO-7). */
export function useActionPlans(ventureId: MaybeRefOrGetter<string>) {
  const queries = useQueryClient();
  const toast = useToast();
  const venture = computed(() => toValue(ventureId));
  const query = useQuery({
    queryKey: ['coach', 'plans', venture],
    queryFn: () => api.fetchActionPlans(venture.value),
    placeholderData: keepPreviousData,
  });
  const readAgain = () => queries.invalidateQueries({ queryKey: ['coach'] });
  const take = (plan: ActionPlan) =>
    queries.setQueriesData<ActionPlanPage>(
      { queryKey: ['coach', 'plans'] },
      (page) => page && { ...page, items: page.items.map((one) => (one.id === plan.id ? plan : one)) },
    );

  async function perform(title: string, command: () => Promise<ActionPlan>): Promise<ActionPlan | null> {
    try {
      const plan = await command();
      take(plan);
      return plan;
    } catch (cause) {
      toast.add({ title, description: (cause as Error).message, color: 'error', icon: 'i-lucide-shield-x' });
      return null;
    } finally {
      void readAgain();
    }
  }

  return {
    query,
    plans: computed(() => query.data.value?.items ?? []),
    create: (body: NewActionPlan) =>
      perform('The plan was not created', () => api.createActionPlan(venture.value, body)),
    tick: ({ id }: ActionPlan, { id: taskId, isDone }: PlanTask) =>
      perform('Nothing was ticked off', () => api.changePlanTask(venture.value, id, taskId, { isDone: !isDone })),
    change: ({ id }: ActionPlan, body: ActionPlanChange) =>
      perform('The plan was not changed', () => api.changeActionPlan(venture.value, id, body)),
  };
}
