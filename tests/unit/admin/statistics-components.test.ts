import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { CostForecast } from '../../../server/contract/usage.ts';
import StatisticsBand from '../../../admin/src/components/statistics/StatisticsBand.vue';
import StatisticsCostAnswer from '../../../admin/src/components/statistics/StatisticsCostAnswer.vue';
import StatisticsLegend from '../../../admin/src/components/statistics/StatisticsLegend.vue';
import StatisticsState from '../../../admin/src/components/statistics/StatisticsState.vue';
import UiEmpty from '../../../admin/src/components/ui/UiEmpty.vue';

const global = { stubs: { UIcon: true, UiTime: true }, components: { UiEmpty } };

describe('the legend', () => {
  const entries = ['a', 'b', 'c'].map((id) => ({ id, label: id, colour: '#000000', figure: '1' }));
  const legend = (hidden: string[]) => mount(StatisticsLegend, { global, props: { label: 'Bots', entries, hidden } });
  const hides = (wrapper: ReturnType<typeof legend>) => wrapper.emitted('hide')!.at(-1);

  it('takes a series out, and in again (BC-12)', async () => {
    const wrapper = legend([]);
    await wrapper.findAll('button')[1]!.trigger('click');
    expect(hides(wrapper)).toEqual([['b']]);
    await wrapper.setProps({ hidden: ['b'] });
    expect(wrapper.findAll('button')[1]!.attributes('aria-pressed')).toBe('false');
    await wrapper.findAll('button')[1]!.trigger('click');
    expect(hides(wrapper)).toEqual([[]]);
  });

  it('leaves only one with Alt, and all again the second time (BC-12)', async () => {
    const wrapper = legend([]);
    await wrapper.findAll('button')[0]!.trigger('click', { altKey: true });
    expect(hides(wrapper)).toEqual([['b', 'c']]);
    await wrapper.setProps({ hidden: ['b', 'c'] });
    await wrapper.findAll('button')[0]!.trigger('click', { altKey: true });
    expect(hides(wrapper)).toEqual([[]]);
  });

  it('never takes the last one out: it shows all instead (BC-12)', async () => {
    const wrapper = legend(['a', 'b']);
    await wrapper.findAll('button')[2]!.trigger('click');
    expect(hides(wrapper)).toEqual([[]]);
  });
});

describe('figures that cannot be read', () => {
  const state = (given: Partial<InstanceType<typeof StatisticsState>['$props']>) =>
    mount(StatisticsState, {
      global,
      props: { isPending: false, error: null, hasData: true, readAt: 0, ...given },
      slots: { default: 'the figures', skeleton: 'a skeleton' },
    });

  it('leave the last ones there and say that they are old (BC-12)', async () => {
    const wrapper = state({ error: new Error('The server does not answer.') });
    expect(wrapper.text()).toContain('the figures');
    expect(wrapper.text()).toContain('The server does not answer.');
    await wrapper.get('button').trigger('click');
    expect(wrapper.emitted('retry')).toHaveLength(1);
  });

  it('say why where there never were any, and show a skeleton before (BC-12)', () => {
    expect(state({ error: new Error('No.'), hasData: false }).text()).toContain('No.');
    expect(state({ isPending: true, hasData: false }).text()).toBe('a skeleton');
  });
});

describe('a band', () => {
  it('is told to who cannot see it (BC-18)', () => {
    const row = {
      id: 'gini',
      name: 'Inequality',
      value: 0.5,
      unit: 'ratio',
      low: 0.7,
      high: 0.9,
      isInside: false,
      published: '',
      source: '',
      isBandOurs: false,
      sampleCount: 3,
      note: null,
    };
    const label = mount(StatisticsBand, { global, props: { row } }).get('[role="img"]').attributes('aria-label');
    expect(label).toBe('Published: 0.70 to 0.90. Ours: 0.50, outside.');
  });
});

describe('the cost estimate', () => {
  const forecast: CostForecast = {
    callCount: 2_304,
    basis: 'history',
    sampleCount: 41,
    likelyTokens: 3_000_000,
    likelyUsd: 12,
    lowUsd: 10,
    highUsd: 14,
    worstUsd: 20,
  };
  const cap = {
    tokens: { capTokens: 2_400_000, spentTokens: 0, reservedTokens: 0 },
    usd: { capUsd: 10, spentUsd: 0, reservedUsd: 0 },
  };
  const venture = { ...cap, day: '2026-11-21', isCapped: false, forecast: null };
  const answer = (given: Partial<CostForecast> = {}) =>
    mount(StatisticsCostAnswer, {
      global,
      props: { forecast: { ...forecast, ...given }, fault: null, venture, botCount: 24 },
    }).text();

  it('shows its interval and where it comes from (BC-8)', () => {
    expect(answer()).toContain('$10.00 to $14.00');
    expect(answer()).toContain('From 41 calls');
    expect(answer({ basis: 'price', sampleCount: 0 })).toContain('At most, a day');
  });

  it('warns of each cap that it would break, and of none that it keeps (BC-9)', () => {
    expect(answer()).toContain('cap of $10.00');
    expect(answer()).toContain('cap of 2.4M tokens');
    expect(answer({ likelyUsd: 1, likelyTokens: 1 })).not.toContain('More than');
  });
});
