import { flushPromises, mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import type { Me } from '../../../server/contract/access.ts';
import * as access from '../../../admin/src/api/access.ts';
import { ApiError } from '../../../admin/src/api/client.ts';
import { needLogin } from '../../../admin/src/api/login-state.ts';
import * as shares from '../../../admin/src/api/shares.ts';
import SuggestionCard from '../../../admin/src/components/conductor/SuggestionCard.vue';
import ShareForm from '../../../admin/src/components/share/ShareForm.vue';
import ShareIssued from '../../../admin/src/components/share/ShareIssued.vue';
import UiCopyable from '../../../admin/src/components/ui/UiCopyable.vue';
import { useAccess } from '../../../admin/src/composables/useAccess.ts';
import { useGuest } from '../../../admin/src/composables/useGuest.ts';
import { router } from '../../../admin/src/router.ts';
import { keepSecret, waitingSecret } from '../../../admin/src/shared-secret.ts';
import type { ShareLink } from '../../../server/contract/share.ts';
import { intervention } from './fixtures.ts';

vi.mock('../../../admin/src/api/access.ts');
vi.mock('../../../admin/src/api/shares.ts');

const guest: Me = {
  id: 'g',
  name: 'The sponsor',
  role: 'viewer',
  ventures: ['default'],
  isOpen: false,
  sessionId: 's',
  expiresAt: '2026-11-28T09:00:00.000Z',
};
const admin: Me = { ...guest, id: 'a', role: 'admin', sessionId: null, expiresAt: null };
const refusal = new ApiError(401, 'The link is not known.');

beforeEach(() => {
  waitingSecret.value = null;
  vi.mocked(access.fetchMe).mockResolvedValue(guest);
  vi.mocked(shares.openShare).mockResolvedValue(guest);
});

/** What came of a visit, once the server has answered. */
async function visit() {
  let found: ReturnType<typeof useGuest>;
  const Visit = defineComponent({
    setup() {
      found = useGuest();
      return () => null;
    },
  });
  mount(Visit);
  await flushPromises();
  return found!;
}

describe('the secret of a link', () => {
  it('is out of the address and its history before anything is shown, and waits to be sent (PL-14, F-36)', async () => {
    history.replaceState(null, '', '/shared?table=1#claque_share_x');
    await router.push('/shared?table=1#claque_share_x').catch(() => undefined);
    expect(location.href).not.toContain('claque_share');
    expect(router.currentRoute.value.fullPath).toBe('/shared?table=1');
    expect(waitingSecret.value).toBe('claque_share_x');
  });

  it('is sent once, and forgotten with the answer (PL-14)', async () => {
    keepSecret('#claque_share_x');
    const { standing } = await visit();
    expect([standing.value, waitingSecret.value]).toEqual(['open', null]);
    expect(vi.mocked(shares.openShare).mock.calls).toEqual([['claque_share_x']]);
  });
});

describe('a visit', () => {
  it('without a secret goes by the cookie of the visit before, and is refused without one (PL-14)', async () => {
    expect((await visit()).standing.value).toBe('open');
    expect(shares.openShare).not.toHaveBeenCalled();
    vi.mocked(access.fetchMe).mockRejectedValue(refusal);
    expect((await visit()).standing.value).toBe('refused');
  });

  it('by a link that is wrong is refused, though another was opened before; a silent server may be asked again (PL-14)', async () => {
    keepSecret('#claque_share_wrong');
    vi.mocked(shares.openShare).mockRejectedValueOnce(refusal);
    expect([(await visit()).standing.value, waitingSecret.value]).toEqual(['refused', null]);
    keepSecret('#claque_share_x');
    vi.mocked(shares.openShare).mockRejectedValueOnce(new ApiError(0, 'The server does not answer.'));
    const { standing, open } = await visit();
    expect(standing.value).toBe('silent');
    await open();
    expect([standing.value, vi.mocked(shares.openShare).mock.lastCall]).toEqual(['open', ['claque_share_x']]);
  });

  it('of somebody who is let in anyway shows what guests see, and says so (PL-14)', async () => {
    vi.mocked(access.fetchMe).mockResolvedValue(admin);
    keepSecret('#claque_share_x');
    const { standing, isInsider } = await visit();
    expect([standing.value, isInsider.value, useAccess().isGuest.value]).toEqual(['open', true, true]);
    expect(useAccess().can('steer')).toBe(false);
    expect((await visit()).standing.value).toBe('refused');
  });

  it('is over when the server no longer knows the guest (PL-14)', async () => {
    const { standing } = await visit();
    needLogin();
    await flushPromises();
    expect(standing.value).toBe('over');
  });
});

it('a guest is shown what waits for a decision, and nothing to decide with (PL-14)', () => {
  const card = () =>
    mount(SuggestionCard, {
      global: { stubs: { UIcon: true, UiKey: true, SuggestionDismiss: true } },
      props: {
        intervention: intervention(),
        tick: 110,
        hasKeys: true,
        isBusy: false,
        autoFromRatio: 0.75,
        dismissing: false,
      },
    });
  useAccess().see(guest);
  expect(card().find('[data-testid="approve"]').exists()).toBe(false);
  expect(card().text()).toContain('It waits for whoever runs the session.');
  useAccess().see(admin);
  expect(card().find('[data-testid="approve"]').exists()).toBe(true);
});

it('a link has a name and seven days, unless something else is chosen, and is shown as the address to follow (PL-14)', async () => {
  const Field = defineComponent({ template: '<label><slot /></label>' });
  const UInput = defineComponent({
    props: { modelValue: String },
    emits: ['update:modelValue'],
    template: '<input :value="modelValue" @input="$emit(\'update:modelValue\', $event.target.value)" />',
  });
  const form = mount(ShareForm, {
    props: { isBusy: false, fault: null },
    global: { stubs: { USelect: true }, components: { UFormField: Field, UInput } },
  });
  await form.get('form').trigger('submit');
  expect(form.emitted('make')).toBeUndefined();
  await form.get('input').setValue('  The sponsor ');
  await form.get('form').trigger('submit');
  expect(form.emitted('make')![0]).toEqual([{ name: 'The sponsor', expiresInDays: 7 }]);

  const at = '2026-11-21T09:00:00.000Z';
  const past = { createdBy: 'a', createdAt: at, expiresAt: at, revokedAt: null, lastUsedAt: null };
  const link: ShareLink = { id: 'g', sessionId: 's', name: 'The sponsor', ...past };
  const issued = { link, secret: 'x', path: '/shared#x' };
  const shown = mount(ShareIssued, {
    props: { issued },
    global: { components: { UiCopyable }, stubs: { UIcon: true } },
  });
  expect(shown.get('input').element.value).toBe(`${location.origin}/shared#x`);
});
