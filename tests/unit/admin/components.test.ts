import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import ConductorStrip from '../../../admin/src/components/conductor/ConductorStrip.vue';
import SuggestionCard from '../../../admin/src/components/conductor/SuggestionCard.vue';
import SessionChartTable from '../../../admin/src/components/session/SessionChartTable.vue';
import UiConfirm from '../../../admin/src/components/ui/UiConfirm.vue';
import SessionChat from '../../../admin/src/components/session/SessionChat.vue';
import type { ChatActivity } from '../../../admin/src/live/session-state.ts';
import { anomaly, intervention, point } from './fixtures.ts';

const global = { stubs: { UIcon: true, UiKey: true, SuggestionDismiss: true } };
const message = (number: number, text: string) =>
  ({
    number,
    type: 'chat.posted',
    tick: number,
    sessionId: 's1',
    causedBy: null,
    at: '2026-11-21T10:00:00.000Z',
    payload: { author: 'Mona Field', isBot: true, colour: '#7c8cff', text, hiddenCount: 0 },
  }) as ChatActivity;

describe('a suggestion', () => {
  const card = (given: Parameters<typeof intervention>[0] = {}) =>
    mount(SuggestionCard, {
      global,
      props: {
        intervention: intervention(given),
        tick: 150,
        hasKeys: true,
        isBusy: false,
        dismissing: false,
        autoFromRatio: 0.75,
      },
    });
  const content = intervention().content!;

  it('bears the AI mark only if a model wrote it', () => {
    expect(card().text()).not.toContain('AI-generated');
    expect(card({ content: { ...content, source: 'model' } }).text()).toContain('AI-generated');
  });

  it('cannot be approved before its words are there', () => {
    const generating = card({ content: null, state: 'generating' });
    expect(generating.text()).toContain('Generating question…');
    expect(generating.get('[data-testid="approve"]').attributes('disabled')).toBeDefined();
  });

  it('counts down to its end in session time', () => expect(card().text()).toContain('expires in 00:45'));

  it('emits the approval and decides nothing itself', async () => {
    const wrapper = card();
    await wrapper.get('[data-testid="approve"]').trigger('click');
    expect(wrapper.emitted('approve')).toHaveLength(1);
  });
});

describe('a question before something that cannot be undone', () => {
  it('is answered before it closes, while it is still known what was asked', async () => {
    const heard: string[] = [];
    const wrapper = mount(UiConfirm, {
      global: { stubs: { UModal: { template: '<div><slot name="footer" /></div>' } } },
      props: {
        open: true,
        title: 'Stop?',
        text: 'It ends.',
        action: 'Stop',
        onConfirm: () => heard.push('confirm'),
        'onUpdate:open': () => heard.push('close'),
      },
    });
    await wrapper.get('.button-primary').trigger('click');
    expect(heard).toEqual(['confirm', 'close']);
  });
});

describe('the chat', () => {
  it('shows what was written as text, never as markup', () => {
    const wrapper = mount(SessionChat, {
      global,
      props: { chat: [message(1, '<img src=x onerror=alert(1)>')], perMinute: 3 },
    });
    expect(wrapper.text()).toContain('<img src=x onerror=alert(1)>');
    expect(wrapper.find('img').exists()).toBe(false);
  });

  it('does not move under the pointer: it collects and says how many are new', async () => {
    const wrapper = mount(SessionChat, { global, props: { chat: [message(1, 'first')], perMinute: 3 } });
    await wrapper.get('[role="region"]').trigger('pointerenter');
    await wrapper.setProps({ chat: [message(1, 'first'), message(2, 'second'), message(3, 'third')] });
    expect(wrapper.text()).not.toContain('second');
    expect(wrapper.text()).toContain('2 new');
    await wrapper.get('[role="region"]').trigger('pointerleave');
    await nextTick();
    expect(wrapper.text()).toContain('third');
    expect(wrapper.text()).not.toContain('new');
  });
});

describe('the conductor’s strip', () => {
  it('says its state to everybody: in words, in the markup, as the current step', () => {
    const wrapper = mount(ConductorStrip, {
      global,
      props: { state: 'awaiting_approval', sentence: 'A poll waits for you.' },
    });
    expect(wrapper.get('[aria-current="step"]').text()).toBe('Awaiting approval');
    expect(wrapper.attributes('data-state')).toBe('awaiting_approval');
    expect(wrapper.text()).toContain('A poll waits for you.');
  });
});

describe('the chart as table', () => {
  it('tells score, category, the ghost and marks at their point, newest first', () => {
    const wrapper = mount(SessionChartTable, {
      global,
      props: {
        points: [point(95, 0.6), point(100, 0.5), point(105, 0.25, { ghostScore: 0.2 })],
        anomalies: [anomaly({ tick: 98 })],
        interventions: [intervention({ startedTick: 105 })],
        window: { from: 0, to: 300 },
      },
    });
    const rows = wrapper.findAll('tbody tr').map((row) => row.findAll('td').map((cell) => cell.text()));
    expect(rows).toEqual([
      ['01:45', '25%', 'Critical', '20%', 'Poll'],
      ['01:40', '50%', 'Steady', '–', 'Sudden drop'],
      ['01:35', '60%', 'Steady', '–', ''],
    ]);
  });
});
