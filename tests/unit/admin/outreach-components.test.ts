import { mount } from '@vue/test-utils';
import { computed, ref } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import type { ContactSummary } from '../../../server/contract/contact.ts';
import OutreachCall from '../../../admin/src/components/outreach/OutreachCall.vue';
import OutreachCard from '../../../admin/src/components/outreach/OutreachCard.vue';
import OutreachContact from '../../../admin/src/components/outreach/OutreachContact.vue';
import OutreachTimeline from '../../../admin/src/components/outreach/OutreachTimeline.vue';
import { at, callDetail, contact, event, ms, task, turn } from './outreach-fixtures.ts';

const clockMs = ref(ms(0));
vi.mock('../../../admin/src/composables/useOutreachClock.ts', () => ({ useOutreachClock: () => ({ clockMs }) }));
vi.mock('../../../admin/src/composables/useContacts.ts', () => {
  const byId = computed(() => new Map<string, ContactSummary>([['joana-reis', contact()]]));
  return { useContacts: () => ({ byId, nameOf: (id: string) => byId.value.get(id)?.name ?? id }) };
});
vi.mock('../../../admin/src/composables/useBots.ts', () => ({
  useBots: () => ({ byId: ref(new Map()), nameOf: () => 'Mona Field' }),
}));

const global = { stubs: { UIcon: true, UiTime: true, RouterLink: true } };

describe('a call', () => {
  const turns = [
    turn(1, { speaker: 'line', text: 'Press 1.' }),
    turn(2, {
      text: '',
      tools: [{ name: 'send_dtmf', arguments: { keys: '1' }, isAccepted: true, result: 'Pressed.' }],
    }),
    turn(3, { speaker: 'contact', text: '<b>Hello?</b>' }),
    turn(4, { tools: [{ name: 'transfer', arguments: {}, isAccepted: false, result: 'There is no such tool.' }] }),
  ];
  const wrapper = mount(OutreachCall, {
    global,
    props: { call: callDetail({ status: 'talking', turns, turnCount: 4 }), isNewest: true },
  });

  it('tells its speakers apart, and marks what models wrote (OR-9)', () => {
    const speakers = wrapper.findAll('[data-speaker]').map((row) => row.attributes('data-speaker'));
    expect(speakers).toEqual(['line', 'bot', 'contact', 'bot']);
    expect(wrapper.findAll('[title="Written by a model"]')).toHaveLength(3);
    expect(wrapper.get('[data-turn="3"]').text()).toContain('Joana Reis');
  });

  it('shows what was said as text, whatever it holds (F-40)', () => {
    expect(wrapper.get('[data-turn="3"]').text()).toContain('<b>Hello?</b>');
    expect(wrapper.get('[data-turn="3"] .text').element.children).toHaveLength(0);
  });

  it('says of each tool whether it was accepted or refused, and what came of it (OR-3)', () => {
    const tools = wrapper.findAll('[data-testid="tool"]').map((row) => row.text());
    expect(tools[0]).toContain('Pressed keys: keys “1” · accepted: Pressed.');
    expect(tools[1]).toContain('refused: There is no such tool.');
  });

  it('is unfolded while it is the newest, and folded once another follows (OR-9)', async () => {
    const own = mount(OutreachCall, { global, props: { call: callDetail({ turns }), isNewest: true } });
    expect(own.find('[data-testid="transcript"]').exists()).toBe(true);
    await own.setProps({ isNewest: false });
    expect(own.find('[data-testid="transcript"]').exists()).toBe(false);
    await own.get('button').trigger('click');
    expect(own.find('[data-testid="transcript"]').exists()).toBe(true);
  });

  it('tells why it ended as it did (OR-4)', () => {
    const over = callDetail({ status: 'ended', outcome: 'VOICEMAIL', sentence: 'A machine answered.' });
    const ended = mount(OutreachCall, { global, props: { call: over, isNewest: true } });
    expect(ended.get('[data-testid="outcome"]').text()).toBe('voicemail');
    expect(ended.get('[data-testid="sentence"]').text()).toBe('A machine answered.');
    expect(ended.text()).toContain('Nothing was said.');
  });
});

describe('a card of the board', () => {
  const card = (given: Parameters<typeof task>[0], column: 'PENDING' | 'COMPLETED' = 'PENDING') =>
    mount(OutreachCard, { global, props: { task: task(given), column, isOpen: false } });

  it('says what is next, how often it was tried, and that the bot has asked something (OR-9)', () => {
    const wrapper = card({ openQuestionCount: 1, attemptCount: 1 });
    expect(wrapper.get('[data-testid="next-action"]').text()).toBe('in 4 min, 09:04 in Lisbon');
    expect(wrapper.text()).toContain('1 of 3 attempts');
    expect(wrapper.text()).toContain('has an open question');
    expect(wrapper.find('[data-status]').exists()).toBe(false);
  });

  it('says where it went while it is held where it was (OR-9)', () =>
    expect(card({ status: 'COMPLETED', result: 'She comes.' }).get('[data-status]').text()).toBe('Completed'));

  it('tells the time of whom it calls, and no longer once it is over', () => {
    expect(card({}).text()).toContain('09:00');
    expect(card({ status: 'COMPLETED', result: 'She comes.' }, 'COMPLETED').text()).not.toContain('09:00');
  });
});

it('says of a contact whether they can be called as the clock goes on (OR-5)', async () => {
  const wrapper = mount(OutreachContact, { global, props: { id: 'joana-reis', hasCity: true } });
  expect(wrapper.text()).toBe('Joana Reis09:00 in Lisbon, can be called now');
  clockMs.value = ms(-60);
  await wrapper.vm.$nextTick();
  expect(wrapper.text()).toContain('08:59 in Lisbon, cannot be called now');
  clockMs.value = ms(0);
});

it('tells every change, newest first: from where, to where, by whom and why (OR-1)', () => {
  const events = [event(), event({ position: 2, from: 'PENDING', to: 'IN_PROGRESS', by: 'server', why: 'It is due.' })];
  const rows = mount(OutreachTimeline, { global, props: { events } }).findAll('li');
  expect(rows[0]!.text()).toContain('In progress');
  expect(rows[0]!.text()).toContain('from pending');
  expect(rows[0]!.text()).toContain('by the server');
  expect(rows[1]!.text()).toContain('by you');
  expect(rows[0]!.text()).not.toContain('outreach clock');
  const ahead = mount(OutreachTimeline, { global, props: { events: [event({ atClock: at(7_200) })] } });
  expect(ahead.text()).toContain('on the outreach clock');
});
