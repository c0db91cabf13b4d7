import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import * as api from '../../../admin/src/api/bots.ts';
import { ApiError } from '../../../admin/src/api/client.ts';
import { copyOf } from '../../../admin/src/components/bot/config-draft.ts';
import { type BotConfigForm, useBotConfig } from '../../../admin/src/composables/useBotConfig.ts';
import { costCap, edited } from './bot-fixtures.ts';

vi.mock('@nuxt/ui/composables', () => ({ useToast: () => ({ add: () => {} }) }));
vi.mock('../../../admin/src/api/bots.ts');

const state = (version: number, config = edited().config) => ({
  botId: 'mona-field',
  version,
  config,
  standard: edited().config,
  changedAt: null,
  changedBy: null,
});

/** The form as a page opens it; each call is a panel that was loaded anew. */
async function open(): Promise<BotConfigForm> {
  let form: BotConfigForm | undefined;
  const Host = defineComponent(() => {
    form = useBotConfig('mona-field');
    return () => h('div');
  });
  mount(Host, { global: { plugins: [VueQueryPlugin] } });
  await flushPromises();
  return form!;
}
const shier = (form: BotConfigForm) => form.edit(({ config }) => (config.behaviour.shyness = 77));

beforeEach(() => {
  localStorage.clear();
  vi.mocked(api.fetchBotConfig).mockImplementation(() => Promise.resolve(state(3)));
  vi.mocked(api.fetchCostCap).mockImplementation(() => Promise.resolve(costCap()));
  vi.mocked(api.saveBotConfig).mockReset();
  vi.mocked(api.saveCostCap).mockReset();
});

describe('a bot’s configuration as a form', () => {
  it('keeps what is not saved over a reload (BC-11)', async () => {
    shier(await open());
    await flushPromises();
    const again = await open();
    expect(again.edited.value?.config.behaviour.shyness).toBe(77);
    expect(again.changes.value.map(({ field }) => field.name)).toEqual(['behaviour.shyness']);
  });

  it('has nothing unsaved once a change is taken back by hand', async () => {
    const form = await open();
    shier(form);
    form.edit(({ config }) => (config.behaviour.shyness = 20));
    expect(form.changes.value).toEqual([]);
    await flushPromises();
    expect((await open()).changes.value).toEqual([]);
  });

  it('saves the configuration with the version that was edited, and no cap that was not touched (BC-10)', async () => {
    const form = await open();
    vi.mocked(api.saveBotConfig).mockImplementation((_, { config }) => Promise.resolve(state(4, config)));
    shier(form);
    await form.save();
    expect(api.saveBotConfig).toHaveBeenCalledWith('mona-field', expect.objectContaining({ version: 3 }));
    expect(api.saveCostCap).not.toHaveBeenCalled();
    expect(form.changes.value).toEqual([]);
  });

  it('saves a cap of its own alone, the other still following the default (BC-9)', async () => {
    const form = await open();
    vi.mocked(api.saveCostCap).mockResolvedValue(costCap());
    form.edit(({ cap }) => (cap.capUsd = 2.5));
    await form.save();
    expect(api.saveCostCap).toHaveBeenCalledWith('mona-field', { capTokens: null, capUsd: 2.5 });
    expect(api.saveBotConfig).not.toHaveBeenCalled();
  });

  it('keeps the caps as unsaved where only the configuration was accepted', async () => {
    const form = await open();
    vi.mocked(api.saveBotConfig).mockImplementation((_, { config }) => Promise.resolve(state(4, config)));
    vi.mocked(api.saveCostCap).mockRejectedValue(new ApiError(400, 'no'));
    shier(form);
    form.edit(({ cap }) => (cap.capUsd = 2.5));
    const saved = copyOf(form.edited.value!).config;
    vi.mocked(api.fetchBotConfig).mockImplementation(() => Promise.resolve(state(4, saved)));
    await form.save();
    await flushPromises();
    expect(form.changes.value.map(({ field }) => field.name)).toEqual(['cap.capUsd']);
    expect(form.isStale.value).toBe(false);
  });

  it('loses nothing on a conflict: shows what changed meanwhile, and puts the person’s changes on top (BC-10)', async () => {
    const form = await open();
    shier(form);
    const theirs = edited().config;
    theirs.behaviour.creativity = 5;
    vi.mocked(api.saveBotConfig).mockRejectedValue(new ApiError(409, 'Version 4 is in force.'));
    vi.mocked(api.fetchBotConfig).mockImplementation(() => Promise.resolve(state(4, theirs)));
    await form.save();
    await flushPromises();
    expect(form.isStale.value).toBe(true);
    expect(form.meanwhile.value.map(({ field, to }) => [field.name, to])).toEqual([['behaviour.creativity', 5]]);
    form.carryOver();
    expect(form.isStale.value).toBe(false);
    expect(form.edited.value?.config.behaviour).toMatchObject({ creativity: 5, shyness: 77 });
  });

  it('takes a draft that is no draft for none', async () => {
    localStorage.setItem('claque-bot-draft-mona-field', '{"version":"x"}');
    expect((await open()).changes.value).toEqual([]);
  });
});
