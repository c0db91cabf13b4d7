import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import * as api from '../../../admin/src/api/bots.ts';
import BotCapField from '../../../admin/src/components/bot/BotCapField.vue';
import BotChips from '../../../admin/src/components/bot/BotChips.vue';
import BotConfigModel from '../../../admin/src/components/bot/BotConfigModel.vue';
import BotDraw from '../../../admin/src/components/bot/BotDraw.vue';
import BotHeartbeatBars from '../../../admin/src/components/bot/BotHeartbeatBars.vue';
import BotSlider from '../../../admin/src/components/bot/BotSlider.vue';
import { dollars } from '../../../admin/src/components/bot/budget.ts';
import UiSegmented from '../../../admin/src/components/ui/UiSegmented.vue';
import { useBotInterview } from '../../../admin/src/composables/useBotInterview.ts';
import { edited, heartbeat } from './bot-fixtures.ts';

vi.mock('../../../admin/src/api/bots.ts');

const global = { stubs: { UIcon: true, USelect: true, UInput: true, UiKey: true }, components: { UiSegmented } };

describe('a slider', () => {
  const slider = (modelValue: number) =>
    mount(BotSlider, { global, props: { label: 'Shyness', hint: 'Writes less', standard: 20, modelValue } });

  it('says its value and what the file says, and goes back to it by one button (BC-11)', async () => {
    const wrapper = slider(35);
    expect(wrapper.get('output').text()).toBe('35');
    await wrapper.get('button').trigger('click');
    expect(wrapper.emitted('update:modelValue')).toEqual([[20]]);
  });

  it('offers no way back where nothing differs', () =>
    expect(slider(20).get('button').attributes('disabled')).toBeDefined());
});

describe('the model', () => {
  const card = (provider: 'scripted' | 'anthropic') => {
    const state = edited();
    state.config.model.provider = provider;
    return mount(BotConfigModel, {
      global,
      props: { edited: state, standard: edited().config, providers: [] },
    });
  };

  it('has no temperature where the provider ignores it, and says so (BC-11)', () => {
    expect(card('anthropic').find('[data-field="temperature"]').exists()).toBe(false);
    expect(card('anthropic').get('[data-testid="no-temperature"]').text()).toContain('no effect');
    expect(card('scripted').find('[data-field="temperature"]').attributes('step')).toBe('0.1');
  });
});

describe('a cap', () => {
  const cap = (modelValue: number | null) =>
    mount(BotCapField, {
      global,
      props: { label: 'US dollars', unit: 'usd', standard: 1, text: dollars, modelValue },
    });

  it('says whose it is and the value in force, beside a custom one the default too (BC-11)', () => {
    expect(cap(null).get('[aria-pressed="true"]').text()).toBe('Default (global)');
    expect(cap(null).text()).toContain('in force $1.00');
    expect(cap(2.5).get('[aria-pressed="true"]').text()).toBe('Custom');
    expect(cap(2.5).text()).toContain('in force $2.50 · default $1.00');
  });

  it('follows the default again as null, never as a copy of it (BC-9)', async () => {
    const wrapper = cap(2.5);
    await wrapper.findAll('button')[0]!.trigger('click');
    expect(wrapper.emitted('update:modelValue')).toEqual([[null]]);
  });
});

describe('chips', () => {
  const chips = (modelValue: string[], given = {}) =>
    mount(BotChips, {
      global,
      props: { label: 'Traits', hint: '', max: 3, maxLength: 60, modelValue, ...given },
    });
  const type = async (wrapper: ReturnType<typeof chips>, text: string) => {
    await wrapper.get('input').setValue(text);
    await wrapper.get('input').trigger('keydown', { key: 'Enter' });
  };

  it('take a new one by Enter, trimmed, and no second of the same', async () => {
    const wrapper = chips(['warm']);
    await type(wrapper, ' dry ');
    expect(wrapper.emitted('update:modelValue')).toEqual([[['warm', 'dry']]]);
    await type(wrapper, 'warm');
    expect(wrapper.emitted('update:modelValue')).toHaveLength(1);
    expect(wrapper.get('[role="alert"]').text()).toContain('already');
  });

  it('keep the last where one is needed', async () => {
    const wrapper = chips(['warm']);
    await wrapper.get('button').trigger('click');
    expect(wrapper.emitted('update:modelValue')).toBeUndefined();
    const optional = chips(['warm'], { isOptional: true });
    await optional.get('button').trigger('click');
    expect(optional.emitted('update:modelValue')).toEqual([[[]]]);
  });
});

describe('why a bot did it', () => {
  const considered = [
    { action: 'reply' as const, target: '“Caches”', chanceRatio: 0.2, excludedBy: null, why: 'Leo named it' },
    { action: 'thread' as const, target: 'caching', chanceRatio: 0, excludedBy: 'cooldown' as const, why: 'it wrote' },
    { action: 'nothing' as const, target: null, chanceRatio: 0.8, excludedBy: null, why: 'always' },
  ];

  it('shows each chance, the one that was drawn, and what held the others back (BC-7)', () => {
    const rows = mount(BotDraw, { global, props: { heartbeat: { considered, drawRatio: 0.1 } } }).findAll('li');
    expect(rows.map((row) => row.text())).toEqual([
      expect.stringMatching(/^Nothing.*80%/),
      expect.stringMatching(/^Reply.*drawn.*20%/),
      expect.stringMatching(/^Start a thread.*cool-down.*0%/),
    ]);
  });

  it('tells the bars to whoever cannot see them', () => {
    const wrapper = mount(BotHeartbeatBars, {
      global,
      props: { heartbeats: [heartbeat({ number: 2, gate: 'cap' }), heartbeat()], selected: null },
    });
    expect(wrapper.get('svg').attributes('aria-label')).toContain('1 did nothing, 1 held back');
  });
});

describe('an interview', () => {
  const open = (id: string) => {
    let talk: ReturnType<typeof useBotInterview> | undefined;
    mount(
      defineComponent(() => {
        talk = useBotInterview(id);
        return () => h('div');
      }),
      { global: { plugins: [VueQueryPlugin] } },
    );
    return talk!;
  };
  const answer = {
    text: 'Yes.',
    memories: [],
    tokens: 3,
    provider: 'scripted',
    model: 'scripted',
    isRemembered: false,
  };

  it('asks the bot to remember nothing unless a person says so (BC-17)', async () => {
    vi.mocked(api.askBot).mockResolvedValue(answer);
    await open('asked').ask('Well?');
    expect(vi.mocked(api.askBot).mock.lastCall?.[1]).toMatchObject({ question: 'Well?', isRemembered: false });
  });

  it('is as it was before where the bot did not answer, and says why', async () => {
    vi.mocked(api.askBot).mockRejectedValue(new Error('Its budget is used up.'));
    const talk = open('silent');
    expect(await talk.ask('Well?')).toBe(false);
    await flushPromises();
    expect(talk.talk.value).toEqual([]);
    expect(talk.fault.value).toBe('Its budget is used up.');
  });
});
