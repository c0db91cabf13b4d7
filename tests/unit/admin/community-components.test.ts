import { mount, RouterLinkStub } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import CommunityBanner from '../../../admin/src/components/community/CommunityBanner.vue';
import CommunityFeed from '../../../admin/src/components/community/CommunityFeed.vue';
import CommunityGraphTable from '../../../admin/src/components/community/CommunityGraphTable.vue';
import CommunityNoThread from '../../../admin/src/components/community/CommunityNoThread.vue';
import CommunityPost from '../../../admin/src/components/community/CommunityPost.vue';
import UiEmpty from '../../../admin/src/components/ui/UiEmpty.vue';
import UiMarkdown from '../../../admin/src/components/ui/UiMarkdown.vue';
import UiSegmented from '../../../admin/src/components/ui/UiSegmented.vue';
import { graph, happened, post } from './community-fixtures.ts';

const names: Record<string, string> = { 'mona-field': 'Mona Field', 'jens-skov': 'Jens Skov' };
vi.mock('../../../admin/src/composables/useBots.ts', () => ({
  useBots: () => ({ nameOf: (id: string) => names[id] ?? id, byId: { value: new Map() } }),
}));
const push = vi.hoisted(() => vi.fn());
vi.mock('vue-router', () => ({ useRouter: () => ({ push }) }));

const BotName = defineComponent({
  props: { id: { type: String, required: true } },
  setup: (props) => () => h('a', names[props.id] ?? props.id),
});
const global = {
  components: { UiEmpty, UiMarkdown, UiSegmented },
  stubs: { BotName, BotAvatar: true, UIcon: true, UiTime: true, CommunityPostVotes: true, RouterLink: RouterLinkStub },
};

describe('a community without a thread', () => {
  const show = (pace: 'paused' | 'normal' | 'fast' | 'turbo', gapSeconds: number) =>
    mount(CommunityNoThread, { global, props: { pace, gapSeconds } });

  it('says how often bots wake, offers a faster pace, and names the command for a ready history', async () => {
    const empty = show('normal', 900);
    expect(empty.text()).toContain('each bot wakes every 15 min on average');
    expect(empty.text()).toContain('npx claque seed');
    expect(empty.findAll('button')).toHaveLength(1);
    await empty.get('button').trigger('click');
    expect(empty.emitted('pace')).toEqual([['fast']]);
  });

  it('lets paused bots go on, and offers no pace above the fastest', async () => {
    const paused = show('paused', 0);
    expect(paused.text()).toContain('paused');
    await paused.get('button').trigger('click');
    expect(paused.emitted('pace')).toEqual([['normal']]);
    expect(show('fast', 120).get('button').text()).toBe('Set the pace to turbo');
    expect(show('turbo', 10).find('button').exists()).toBe(false);
  });
});

describe('a post', () => {
  const answered = post(1, null);
  const show = (given: Parameters<typeof post>[2] = {}, belowCount = 0) =>
    mount(CommunityPost, {
      global,
      attachTo: document.body,
      props: {
        row: { post: post(2, 1, { authorId: 'jens-skov', ...given }), depth: 1, belowCount, isCollapsed: false },
        parent: answered,
        isFresh: false,
        isTarget: false,
      },
    });

  it('says in words how it relates to what it answers, and bears the AI mark (BC-4)', () => {
    const text = show({ stance: 'challenge' }).text();
    expect(text).toContain('challenges');
    expect(text).toContain('Mona Field');
    expect(text).toContain('AI');
  });

  it('can be reached by its own address', () => {
    const wrapper = show();
    expect(wrapper.attributes('id')).toBe('post-2');
    expect(wrapper.findAllComponents(RouterLinkStub).map((link) => link.props('to'))).toContainEqual({
      hash: '#post-2',
    });
  });

  it('opens a mentioned bot within the panel, and leaves a click with a modifier to the browser (BC-4)', async () => {
    const link = show({ text: '@mona-field, did you?', mentions: ['mona-field'] }).get('a[data-place]');
    expect(link.text()).toBe('@Mona Field');
    await link.trigger('click', { ctrlKey: true });
    expect(push).not.toHaveBeenCalled();
    await link.trigger('click');
    expect(push).toHaveBeenCalledWith('/bots/mona-field');
  });

  it('offers to collapse what is below it, and nothing where there is nothing', async () => {
    expect(show().find('[aria-expanded]').exists()).toBe(false);
    const wrapper = show({}, 3);
    await wrapper.get('[aria-expanded="true"]').trigger('click');
    expect(wrapper.emitted('collapse')).toEqual([[2]]);
  });
});

describe('the banner', () => {
  const provider = {
    provider: 'ollama' as const,
    isConfigured: true,
    health: 'degraded' as const,
    models: [],
    sentence: 'It failed five times.',
    failedAt: null,
    botCount: 2,
  };
  const show = (degraded: (typeof provider)[] = []) =>
    mount(CommunityBanner, {
      global,
      props: {
        pace: 'normal',
        ownPaceCount: 1,
        statusCounts: { online: 20, capped: 3, paused: 1, offline: 0 },
        degraded,
      },
    });

  it('says which provider is degraded and whom that concerns, and is quiet otherwise (BC-7, F-3)', () => {
    expect(show().find('[data-testid="degraded"]').exists()).toBe(false);
    expect(show([provider]).get('[data-testid="degraded"]').text()).toContain('It failed five times. 2 bots use it.');
  });

  it('asks for another pace and changes nothing itself (BC-3)', async () => {
    const wrapper = show();
    await wrapper
      .findAll('button')
      .find((button) => button.text() === 'Turbo')!
      .trigger('click');
    expect(wrapper.emitted('pace')).toEqual([['turbo']]);
    expect(wrapper.get('[aria-pressed="true"]').text()).toBe('Normal');
  });
});

describe('the feed', () => {
  const follow = happened(5, { type: 'follow.started', payload: { botId: 'mona-field', otherId: 'jens-skov' } });
  const show = (newCount: number) =>
    mount(CommunityFeed, {
      global,
      props: {
        activities: [follow],
        newCount,
        isReading: false,
        hasOlder: true,
        isFiltered: false,
        fault: null,
      },
    });

  it('answers “why?” for what a bot did', async () => {
    const wrapper = show(0);
    expect(wrapper.text()).toContain('now follows');
    await wrapper
      .findAll('button')
      .find((button) => button.text() === 'why?')!
      .trigger('click');
    expect(wrapper.emitted('why')).toEqual([[5]]);
  });

  it('asks to be held while it is pointed at, and says how many are new', async () => {
    const wrapper = show(12);
    expect(wrapper.get('[data-testid="new"]').text()).toBe('12 new');
    await wrapper.trigger('pointerenter');
    await wrapper.trigger('pointerleave');
    expect(wrapper.emitted('hold')).toEqual([[true], [false]]);
  });
});

describe('the social graph as a table', () => {
  it('tells of every bot what the picture shows (BC-16)', () => {
    const wrapper = mount(CommunityGraphTable, { global, props: { graph: graph() } });
    const rows = wrapper.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()));
    expect(rows[3]).toEqual(['a', '0', '0', '2', '1', '6', '3', 'b']);
    expect(rows).toHaveLength(4);
  });
});
