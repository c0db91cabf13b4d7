import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { type AccessToken, type Me, Right, Role, rightsOf, type Venture } from '../../../server/contract/access.ts';
import * as api from '../../../admin/src/api/access.ts';
import { isLoginNeeded, needLogin, withLoginHeld } from '../../../admin/src/api/login-state.ts';
import AccessGuard from '../../../admin/src/components/access/AccessGuard.vue';
import AccessTokenForm from '../../../admin/src/components/access/AccessTokenForm.vue';
import { refusalOf, stateOf } from '../../../admin/src/components/access/access-words.ts';
import { useAccess } from '../../../admin/src/composables/useAccess.ts';

vi.mock('../../../admin/src/api/access.ts');

const me = (role: Role): Me => ({
  id: 'a',
  name: 'Ada',
  role,
  ventures: null,
  isOpen: false,
  sessionId: null,
  expiresAt: null,
});
const as = async (role: Role) => {
  vi.mocked(api.fetchMe).mockResolvedValue(me(role));
  const access = useAccess();
  await access.load();
  return access;
};

describe('what one may do', () => {
  it('is what the server’s table of roles says, and each refusal names who may (PL-13)', async () => {
    for (const role of Role.options) {
      const { can, whyNot, guard } = await as(role);
      for (const right of Right.options) {
        const isAllowed = (rightsOf[role] as readonly Right[]).includes(right);
        expect(can(right), `${role} ${right}`).toBe(isAllowed);
        expect(whyNot(right) === undefined).toBe(isAllowed);
        expect(guard(right).disabled).toBe(!isAllowed);
        expect(guard(right, true).disabled).toBe(true);
      }
    }
    expect(refusalOf('viewer', 'steer')).toBe('Not as viewer: this takes a presenter.');
    expect(refusalOf('presenter', 'configure')).toBe('Not as presenter: this takes an admin.');
  });

  it('stays known while the server does not answer (PL-13)', async () => {
    const access = await as('viewer');
    vi.mocked(api.fetchMe).mockRejectedValue(new Error('gone'));
    await access.load();
    expect(access.can('steer')).toBe(false);
  });

  it('takes all controls within a guard out of use, and says why before them (PL-13)', async () => {
    await as('viewer');
    const guarded = () => mount(AccessGuard, { global: { stubs: { UIcon: true } }, slots: { default: '<button />' } });
    expect(guarded().get('fieldset').attributes('disabled')).toBeDefined();
    expect(guarded().text()).toContain('this takes a presenter');
    await as('presenter');
    expect(guarded().find('fieldset').exists()).toBe(false);
    expect(guarded().find('button').exists()).toBe(true);
  });
});

describe('a token', () => {
  const token = (changes: Partial<AccessToken> = {}): AccessToken => ({
    id: '019f5a2c-9b13-7aa0-8d11-000000000001',
    name: 'The host',
    role: 'presenter',
    ventures: null,
    createdAt: '2026-11-21T09:00:00.000Z',
    createdBy: 'panel',
    expiresAt: '2026-11-22T09:00:00.000Z',
    lastUsedAt: null,
    revokedAt: null,
    ...changes,
  });
  const noon = Date.parse('2026-11-22T09:00:00.000Z');

  it('is in force until the moment it expires, and revoked whatever else (PL-13)', () => {
    expect(stateOf(token(), noon - 1)).toBe('in force');
    expect(stateOf(token(), noon)).toBe('expired');
    expect(stateOf(token({ expiresAt: null }), noon)).toBe('in force');
    expect(stateOf(token({ revokedAt: '2026-11-21T10:00:00.000Z' }), noon)).toBe('revoked');
  });
});

describe('the form of a token', () => {
  const Slots = defineComponent({ template: '<div><slot name="body" /><slot name="footer" /></div>' });
  const UFormField = defineComponent({ props: { label: String }, template: '<label>{{ label }}<slot /></label>' });
  const UInput = defineComponent({
    props: { modelValue: String },
    emits: ['update:modelValue'],
    template: '<input :value="modelValue" @input="$emit(\'update:modelValue\', $event.target.value)" />',
  });
  const UiOptions = defineComponent({
    props: { modelValue: String, options: Array },
    emits: ['update:modelValue'],
    template:
      '<fieldset><button v-for="o in options" :key="o.value" :disabled="o.disabled" type="button" @click="$emit(\'update:modelValue\', o.value)">{{ o.value }}</button></fieldset>',
  });
  const ventures: Venture[] = [
    { id: 'default', name: 'Default', timeZone: 'UTC', createdAt: '2026-11-21T09:00:00.000Z' },
    { id: 'west', name: 'West', timeZone: 'UTC', createdAt: '2026-11-21T09:00:00.000Z' },
  ];
  const form = (isFirst: boolean) =>
    mount(AccessTokenForm, {
      props: { open: true, isFirst, ventures, isBusy: false, fault: null },
      global: {
        stubs: { UIcon: true, USelect: true },
        components: { USlideover: Slots, UFormField, UInput, UiOptions },
      },
    });

  it('makes an admin’s for all ventures while it is the first, whatever was chosen before (PL-13)', async () => {
    const wrapper = form(true);
    expect(wrapper.get('[data-testid="first-token"]').text()).toContain('nobody gets in without a token');
    expect(wrapper.findAll('fieldset button:not([disabled])').map((button) => button.text())).toEqual(['admin']);
    await wrapper.get('input').setValue('  Ada ');
    await wrapper.get('form').trigger('submit');
    expect(wrapper.emitted('make')![0]).toEqual([{ name: 'Ada', role: 'admin', ventures: null, expiresInDays: null }]);
  });

  it('asks for a name, and for ventures where not all are meant (PL-13)', async () => {
    const wrapper = form(false);
    await wrapper.get('form').trigger('submit');
    await wrapper.get('input').setValue('West desk');
    await wrapper.findAll('input[type="radio"]')[1]!.setValue(true);
    await wrapper.get('form').trigger('submit');
    expect(wrapper.emitted('make')).toBeUndefined();
    await wrapper.get('input[value="west"]').setValue(true);
    await wrapper.get('form').trigger('submit');
    expect(wrapper.emitted('make')![0]![0]).toMatchObject({ role: 'presenter', ventures: ['west'] });
  });
});

describe('an answer of 401', () => {
  beforeEach(() => vi.resetModules());
  afterEach(() => vi.unstubAllGlobals());

  it('asks for a login, but not while access is being closed from here (PL-13)', async () => {
    await withLoginHeld(async () => needLogin());
    expect(isLoginNeeded.value).toBe(false);
    needLogin();
    expect(isLoginNeeded.value).toBe(true);
  });

  it('asks for a login whatever was asked for (PL-13)', async () => {
    const problem = { type: '/problems/unauthorized', title: 'No', status: 401, detail: 'A token is needed.' };
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(problem), { status: 401 }));
    const { command } = await import('../../../admin/src/api/client.ts');
    const state = await import('../../../admin/src/api/login-state.ts');
    expect(state.isLoginNeeded.value).toBe(false);
    await expect(command('/api/pace')).rejects.toThrow('A token is needed.');
    await flushPromises();
    expect(state.isLoginNeeded.value).toBe(true);
  });
});
