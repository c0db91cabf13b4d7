import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import type { Activity } from '../../../server/contract/activity.ts';
import type { Question } from '../../../server/contract/question.ts';
import { ApiError } from '../../../admin/src/api/client.ts';
import * as api from '../../../admin/src/api/questions.ts';
import QuestionForm from '../../../admin/src/components/question/QuestionForm.vue';
import { useQuestionPrompt } from '../../../admin/src/composables/useQuestionPrompt.ts';
import { useQuestions } from '../../../admin/src/live/question-live.ts';
import type { TopicListener } from '../../../admin/src/live/stream-client.ts';
import { answeredBy, idOf, question } from './question-fixtures.ts';

const stream = vi.hoisted(() => ({ status: 'live', listeners: new Map<string, TopicListener>() }));
const toasts = vi.hoisted(() => ({ added: [] as { title: string; description?: string }[] }));
vi.mock('../../../admin/src/api/questions.ts');
vi.mock('../../../admin/src/api/community.ts', () => ({ fetchCommunityActivity: async () => ({ items: [] }) }));
vi.mock('../../../admin/src/api/access.ts', () => ({ fetchVentures: async () => ({ items: [{ id: 'default' }] }) }));
vi.mock('../../../admin/src/live/stream-store.ts', () => ({
  useStream: () => ({
    status: stream.status,
    listen: (topic: string, listener: TopicListener) => stream.listeners.set(topic, listener),
  }),
}));
vi.mock('@nuxt/ui/composables', () => ({
  useToast: () => ({ add: (toast: { title: string }) => toasts.added.push(toast), remove: () => {} }),
}));

const UTextarea = defineComponent({
  props: { modelValue: String },
  emits: ['update:modelValue'],
  template: '<textarea :value="modelValue" @input="$emit(\'update:modelValue\', $event.target.value)" />',
});
const UFormField = defineComponent({ props: { label: String }, template: '<label>{{ label }}<slot /></label>' });
const global = { stubs: { UIcon: true, UiKey: true }, components: { UTextarea, UFormField } };

const asked: Question = question({ liveUntil: null });
const soon = new Date(Date.now() + 3_600_000).toISOString();
const openNow = (changes: Partial<Question> = {}) => question({ liveUntil: null, expiresAt: soon, ...changes });

beforeEach(() => {
  setActivePinia(createPinia());
  stream.listeners.clear();
  toasts.added.length = 0;
  sessionStorage.clear();
  vi.mocked(api.fetchOpenQuestions).mockResolvedValue([]);
  vi.mocked(api.fetchQuestion).mockRejectedValue(new ApiError(404, 'gone'));
});

const tell = (type: string, payload: Question, at = new Date().toISOString()) =>
  stream.listeners.get('questions')!.onActivity({ number: 9, type, payload, at } as unknown as Activity);

describe('the form of a question', () => {
  const form = (shown = openNow()) =>
    mount(QuestionForm, { global, props: { question: shown }, attachTo: document.body });
  const option = (wrapper: ReturnType<typeof form>, label: string) =>
    wrapper.findAll('button').find((button) => button.text().startsWith(label))!;

  it('sends one answer however often it is clicked, and says what comes of it (OR-7)', async () => {
    const sent: unknown[] = [];
    let settle = (_: Question) => {};
    vi.mocked(api.answerQuestion).mockImplementation((_, body) => {
      sent.push(body);
      return new Promise((resolve) => (settle = resolve));
    });
    const wrapper = form();
    const yes = option(wrapper, 'Yes');
    await Promise.all([yes.trigger('click'), yes.trigger('click')]);
    expect(sent).toEqual([{ optionId: 'yes' }]);
    settle(answeredBy('panel', false));
    await flushPromises();
    expect(wrapper.emitted('answered')).toHaveLength(1);
    expect(toasts.added[0]).toMatchObject({ description: 'A new call goes out with your answer.' });
  });

  it('shows the server’s sentence when an answer came too late, and how it had ended (OR-7)', async () => {
    vi.mocked(api.answerQuestion).mockRejectedValue(new ApiError(409, 'Leo answered it at 10:04.'));
    vi.mocked(api.fetchQuestion).mockResolvedValue(answeredBy('leo', true));
    const wrapper = form();
    await option(wrapper, 'No').trigger('click');
    await flushPromises();
    expect(wrapper.get('[role="alert"]').text()).toBe('Leo answered it at 10:04.');
    expect(wrapper.get('[data-testid="question-end"]').text()).toContain('Leo answered');
    expect(wrapper.emitted('answered')).toBeUndefined();
  });

  it('keeps what was typed when it is shown anew, and sends it with Enter (OR-7)', async () => {
    vi.mocked(api.answerQuestion).mockResolvedValue(answeredBy('panel', true));
    const first = form();
    await first.get('textarea').setValue('  Only if she must.  ');
    first.unmount();
    const second = form();
    expect(second.get('textarea').element.value).toBe('  Only if she must.  ');
    await second.get('textarea').trigger('keydown', { key: 'Enter', shiftKey: true });
    expect(api.answerQuestion).not.toHaveBeenCalled();
    await second.get('textarea').trigger('keydown', { key: 'Enter' });
    expect(api.answerQuestion).toHaveBeenCalledWith(asked.id, { text: 'Only if she must.' });
  });

  it('leads to an option by its digit and takes none, and writes digits where one writes', async () => {
    const wrapper = form();
    await wrapper.trigger('keydown', { key: '2' });
    expect(document.activeElement?.textContent).toContain('No, the time stays');
    await wrapper.get('textarea').trigger('keydown', { key: '1' });
    expect(document.activeElement?.textContent).toContain('No, the time stays');
    expect(api.answerQuestion).not.toHaveBeenCalled();
  });

  it('offers words only where they are allowed, and options only where there are some (OR-7)', () => {
    expect(
      form(openNow({ id: 'a', allowsText: false }))
        .find('textarea')
        .exists(),
    ).toBe(false);
    expect(
      form(openNow({ id: 'b', options: [] }))
        .findAll('button')
        .map((button) => button.text()),
    ).toEqual(['Send']);
  });
});

describe('questions of the stream', () => {
  it('wait in their order, those asked while the panel was away too (OR-7)', async () => {
    const [first, second] = [openNow({ id: idOf(1) }), openNow({ id: idOf(2) })];
    vi.mocked(api.fetchOpenQuestions).mockResolvedValue([first, second]);
    const questions = useQuestions();
    await flushPromises();
    tell('question.asked', openNow({ id: idOf(0), askedAt: '2026-11-21T08:00:00.000Z' }));
    tell('question.asked', openNow({ id: idOf(3), creator: 'another' }));
    expect(questions.open.map(({ id }) => id)).toEqual([idOf(0), idOf(1), idOf(2)]);
    tell('question.answered', answeredBy('leo', true, { id: idOf(1) }));
    expect(questions.open.map(({ id }) => id)).toEqual([idOf(0), idOf(2)]);
  });

  it('come up no more once answered, though the stream tells again that they were asked (OR-7)', async () => {
    vi.useFakeTimers();
    const questions = useQuestions();
    await vi.advanceTimersByTimeAsync(1);
    const readBefore = vi.mocked(api.fetchOpenQuestions).mock.calls.length;
    tell('question.asked', openNow({ id: idOf(4) }), new Date(Date.now() - 60_000).toISOString());
    expect(questions.open).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(vi.mocked(api.fetchOpenQuestions).mock.calls.length).toBe(readBefore + 1);
    vi.useRealTimers();
  });

  it('tell how one ended that was closed while nobody was told (OR-7)', async () => {
    const questions = useQuestions();
    await flushPromises();
    tell('question.asked', openNow({ id: idOf(1) }));
    vi.mocked(api.fetchQuestion).mockResolvedValue(question({ id: idOf(1), status: 'expired' }));
    await questions.read();
    expect(questions.open).toEqual([]);
    expect(questions.known.get(idOf(1))?.status).toBe('expired');
  });
});

describe('the question that comes up', () => {
  const prompt = () => {
    let given: ReturnType<typeof useQuestionPrompt>;
    const wrapper = mount(defineComponent({ setup: () => ((given = useQuestionPrompt()), () => null) }));
    return { ...given!, leave: () => wrapper.unmount() };
  };
  const ask = (id: string, changes: Partial<Question> = {}) => tell('question.asked', openNow({ id, ...changes }));

  it('is the oldest, one at a time, and Later brings the next while the first stays open (OR-7)', async () => {
    const { shown, moreCount, later, leave } = prompt();
    await flushPromises();
    ask(idOf(1), { askedAt: '2026-11-21T09:00:00.000Z' });
    ask(idOf(2), { askedAt: '2026-11-21T09:00:01.000Z' });
    await flushPromises();
    expect([shown.value?.id, moreCount.value]).toEqual([idOf(1), 1]);
    later(idOf(1));
    await flushPromises();
    expect([shown.value?.id, moreCount.value]).toEqual([idOf(2), 0]);
    later(idOf(2));
    await flushPromises();
    expect(shown.value).toBeNull();
    expect(useQuestions().open).toHaveLength(2);
    ask(idOf(1), { callId: idOf(77) });
    await flushPromises();
    expect(shown.value?.id).toBe(idOf(1));
    leave();
  });

  it('lets all that wait be put aside at once, and comes up again for one that is asked afterwards (OR-7)', async () => {
    const { shown, moreCount, allLater, leave } = prompt();
    await flushPromises();
    for (const number of [1, 2, 3]) ask(idOf(number));
    await flushPromises();
    expect(moreCount.value).toBe(2);
    allLater();
    await flushPromises();
    expect(shown.value).toBeNull();
    expect(useQuestions().open).toHaveLength(3);
    ask(idOf(4));
    await flushPromises();
    expect(shown.value?.id).toBe(idOf(4));
    leave();
  });

  it('waits while somebody writes, comes up when they leave the field, and is there at once on a click (OR-7)', async () => {
    const { shown, heldBack, show, leave } = prompt();
    await flushPromises();
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
    ask(idOf(1));
    await flushPromises();
    expect([shown.value, heldBack.value?.id]).toEqual([null, idOf(1)]);
    field.blur();
    await flushPromises();
    expect(shown.value?.id).toBe(idOf(1));
    field.remove();
    show(idOf(1));
    expect(heldBack.value).toBeNull();
    leave();
  });

  it('stays, with how it ended, when another answers it meanwhile (OR-7)', async () => {
    const { shown, leave } = prompt();
    await flushPromises();
    ask(idOf(1));
    await flushPromises();
    tell('question.answered', answeredBy('leo', true, { id: idOf(1) }));
    await flushPromises();
    expect(shown.value).toMatchObject({ id: idOf(1), status: 'answered' });
    leave();
  });
});
