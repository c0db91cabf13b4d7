import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import type { ProviderState } from '../../../server/contract/bot.ts';
import type { Caps } from '../../../server/contract/usage.ts';
import SettingsCaps from '../../../admin/src/components/settings/SettingsCaps.vue';
import SettingsMeter from '../../../admin/src/components/settings/SettingsMeter.vue';
import SettingsProvider from '../../../admin/src/components/settings/SettingsProvider.vue';

/** As the component library’s: a label with its fault, a field with its value. */
const UFormField = defineComponent({
  props: { label: String, error: { type: [String, Boolean] } },
  template: '<label>{{ label }}<slot /><em>{{ error || "" }}</em></label>',
});
const UInput = defineComponent({
  props: { modelValue: String, name: String },
  emits: ['update:modelValue'],
  template: '<input :name="name" :value="modelValue" @input="$emit(\'update:modelValue\', $event.target.value)" />',
});
const global = { stubs: { UIcon: true, UiTime: true }, components: { UFormField, UInput } };

describe('a provider', () => {
  const state = (given: Partial<ProviderState> = {}): ProviderState => ({
    provider: 'anthropic',
    isConfigured: false,
    health: 'unknown',
    sentence: 'No key is set.',
    failedAt: null,
    models: ['claude-haiku-5-5'],
    botCount: 3,
    ...given,
  });
  const card = (
    given: Partial<ProviderState> = {},
    check: InstanceType<typeof SettingsProvider>['$props']['check'] = null,
  ) => mount(SettingsProvider, { global, props: { state: state(given), check } });

  it('names the variable to set where it is not configured, and takes no key (BC-7)', () => {
    expect(card().text()).toContain('ANTHROPIC_API_KEY');
    expect(card().find('input, textarea').exists()).toBe(false);
    expect(card({ isConfigured: true }).text()).not.toContain('ANTHROPIC_API_KEY');
  });

  it('is asked by its button, and its answer is shown in its own words (BC-7)', async () => {
    const wrapper = card({ provider: 'ollama', isConfigured: true });
    await wrapper.get('button').trigger('click');
    expect(wrapper.emitted('check')).toHaveLength(1);
    const at = '2026-11-21T12:00:00.000Z';
    await wrapper.setProps({ check: { isAnswering: false, sentence: 'Nobody is there.', at, isAsking: false } });
    expect(wrapper.get('[role="status"]').text()).toContain('Nobody is there.');
  });

  it('is not asked twice at a time (BC-7)', () => {
    const at = '2026-11-21T12:00:00.000Z';
    const asking = card({}, { isAnswering: null, sentence: 'Asking…', at, isAsking: true });
    expect(asking.get('button').attributes('disabled')).toBeDefined();
  });
});

describe('the form of the caps', () => {
  const caps = (capTokens: number): Caps => ({
    default: { capTokens, capUsd: 1 },
    venture: {
      day: '2026-11-21',
      tokens: { capTokens: 2_400_000, spentTokens: 0, reservedTokens: 0 },
      usd: { capUsd: 10, spentUsd: 0, reservedUsd: 0 },
      isCapped: false,
      forecast: null,
    },
  });
  const form = () => mount(SettingsCaps, { global, props: { caps: caps(100_000), isSaving: false } });
  const tokens = (wrapper: ReturnType<typeof form>) => wrapper.get<HTMLInputElement>('[name="botTokens"]');

  it('gives the change that was typed, for somebody to confirm (BC-9)', async () => {
    const wrapper = form();
    await tokens(wrapper).setValue('50 000');
    await wrapper.get('form').trigger('submit');
    expect(wrapper.emitted('save')![0]).toEqual([
      { default: { capTokens: 50_000, capUsd: 1 }, venture: { capTokens: 2_400_000, capUsd: 10 } },
    ]);
  });

  it('saves nothing that cannot be, and says why (BC-9)', async () => {
    const wrapper = form();
    await tokens(wrapper).setValue('lots');
    expect(wrapper.text()).toContain('A whole number of tokens');
    await wrapper.get('form').trigger('submit');
    expect(wrapper.emitted('save')).toBeUndefined();
    expect(wrapper.emitted('changed')!.at(-1)).toEqual([true]);
  });

  it('follows the server while nobody types, and never overwrites who does (BC-11)', async () => {
    const wrapper = form();
    await wrapper.setProps({ caps: caps(70_000) });
    expect(tokens(wrapper).element.value.replaceAll(/\D/g, '')).toBe('70000');
    await tokens(wrapper).setValue('55');
    await wrapper.setProps({ caps: caps(80_000) });
    expect(tokens(wrapper).element.value).toBe('55');
  });
});

describe('a meter', () => {
  it('counts what is set aside as used, and is full where a cap is 0 (BC-9)', () => {
    const meter = (props: { spent: number; reserved: number; cap: number }) =>
      mount(SettingsMeter, { global, props: { label: 'Tokens', write: String, ...props } })
        .get('[role="meter"]')
        .attributes('aria-valuenow');
    expect(meter({ spent: 30, reserved: 20, cap: 100 })).toBe('50');
    expect(meter({ spent: 0, reserved: 0, cap: 0 })).toBe('100');
  });
});
