import { computed, ref, shallowRef } from 'vue';
import { type Me, type Right, rightsOf } from '../../../server/contract/access.ts';
import * as access from '../api/access.ts';
import { isLoginNeeded } from '../api/login-state.ts';
import { refusalOf } from '../components/access/access-words.ts';

const me = shallowRef<Me | null>(null);
const isAsked = ref(false);

/** Who one is, and what one may do here; the server decides anyway (PL-13). */
export function useAccess() {
  /** Asks who one is. Without an answer the panel opens all the same: the server says of each request what it thinks. */
  async function load(): Promise<void> {
    me.value = await access.fetchMe().catch(() => me.value);
    isAsked.value = true;
  }

  /** Everything is read anew by whoever one is now, from where one was. @throws {ApiError} With the server's sentence. */
  async function login(secret: string): Promise<void> {
    await access.login(secret);
    location.reload();
  }

  async function logout(): Promise<void> {
    await access.logout();
    location.reload();
  }

  const can = (right: Right) => me.value === null || (rightsOf[me.value.role] as readonly Right[]).includes(right);
  const whyNot = (right: Right) => (me.value && !can(right) ? refusalOf(me.value.role, right) : undefined);
  return {
    me,
    isLoginNeeded,
    /** Whether the server has been asked who one is, and has answered or has taken too long. */
    isAsked,
    /** No token is asked for; nothing of access needs to be shown then. */
    isOpen: computed(() => me.value?.isOpen ?? true),
    /** Whoever came by a share link: they look at one session, and nothing that could be done is shown to them. */
    isGuest: computed(() => (me.value?.sessionId ?? null) !== null),
    /** From here on the panel shows what this one may see, whoever else one is as well. */
    see: (guest: Me) => (me.value = guest),
    can,
    /** Why one may not, as a sentence; undefined where one may. */
    whyNot,
    /** What a control takes that needs a right: out of use, with why, where one has not got it. */
    guard: (right: Right, isDisabled = false) =>
      can(right) ? { disabled: isDisabled } : { disabled: true, title: whyNot(right) },
    load,
    login,
    logout,
  };
}
