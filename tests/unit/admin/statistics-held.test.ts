import { describe, expect, it } from 'vitest';
import { effectScope, nextTick, ref, shallowRef } from 'vue';
import { useStatisticsHeld } from '../../../admin/src/composables/useStatisticsHeld.ts';

function held() {
  const data = shallowRef<string | undefined>('first');
  const isPlaceholder = ref(false);
  const question = ref('7 days');
  const isPointedAt = ref(false);
  const made = effectScope().run(() => useStatisticsHeld({ data, isPlaceholder, question, isPointedAt }))!;
  return { data, isPlaceholder, question, isPointedAt, ...made };
}

describe('figures', () => {
  it('follow what is read while nobody points at them (BC-14)', async () => {
    const { data, shown } = held();
    data.value = 'second';
    await nextTick();
    expect(shown.value).toBe('second');
  });

  it('stay as they are under the pointer, say that there are newer ones, and catch up after it (BC-14)', async () => {
    const { data, shown, isNewer, isPointedAt } = held();
    isPointedAt.value = true;
    data.value = 'second';
    await nextTick();
    expect([shown.value, isNewer.value]).toEqual(['first', true]);
    isPointedAt.value = false;
    await nextTick();
    expect([shown.value, isNewer.value]).toEqual(['second', false]);
  });

  it('answer another question at once, also under the pointer (BC-12)', async () => {
    const { data, shown, isPointedAt, isPlaceholder, question } = held();
    isPointedAt.value = true;
    question.value = '30 days';
    isPlaceholder.value = true;
    await nextTick();
    expect(shown.value).toBe('first');
    data.value = 'of 30 days';
    isPlaceholder.value = false;
    await nextTick();
    expect(shown.value).toBe('of 30 days');
    data.value = 'of 30 days, newer';
    await nextTick();
    expect(shown.value).toBe('of 30 days');
  });

  it('come with their first answer, also under the pointer (BC-12)', async () => {
    const { data, shown, isPointedAt, question } = held();
    isPointedAt.value = true;
    question.value = 'another tab';
    data.value = undefined;
    await nextTick();
    data.value = 'its answer';
    await nextTick();
    expect(shown.value).toBe('its answer');
  });
});
