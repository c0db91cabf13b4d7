import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, ref, shallowRef } from 'vue';
import type { AccessToken, IssuedToken, NewAccessToken, NewVenture } from '../../../server/contract/access.ts';
import * as access from '../api/access.ts';
import { withLoginHeld } from '../api/login-state.ts';
import { serverClock } from '../api/server-clock.ts';
import { stateOf } from '../components/access/access-words.ts';
import { useAccess } from './useAccess.ts';

/** Tokens and ventures, for an admin (PL-13). */
export function useAccessTokens() {
  const toast = useToast();
  const queries = useQueryClient();
  const { can, isOpen, load } = useAccess();
  const enabled = computed(() => can('configure'));
  const query = useQuery({ queryKey: ['access', 'tokens'], queryFn: access.fetchTokens, enabled });
  const ventureQuery = useQuery({ queryKey: ['access', 'ventures'], queryFn: access.fetchVentures });
  const tokens = computed(() => query.data.value?.items ?? []);
  /** Just made, with its secret: gone with the closing of what shows it. */
  const issued = shallowRef<IssuedToken | null>(null);
  const fault = ref<string | null>(null);
  const isBusy = ref(false);

  const readAgain = () => queries.invalidateQueries({ queryKey: ['access'] });

  async function attempt(action: () => Promise<void>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    fault.value = null;
    try {
      await action();
      return true;
    } catch (cause) {
      fault.value = (cause as Error).message;
      return false;
    } finally {
      isBusy.value = false;
      void readAgain();
    }
  }

  /** The first one closes access: the panel logs in with it before anybody is asked for a token. */
  const create = (body: NewAccessToken): Promise<boolean> =>
    attempt(() =>
      withLoginHeld(async () => {
        const wasOpen = isOpen.value;
        issued.value = await access.createToken(body);
        if (!wasOpen) return;
        await access.login(issued.value.secret);
        await load();
      }),
    );

  async function revoke(token: AccessToken): Promise<void> {
    const isDone = await attempt(async () => void (await access.revokeToken(token.id)));
    // It may have been the one that lets us in, or the last of all.
    await load();
    if (isDone) toast.add({ title: `“${token.name}” is revoked`, icon: 'i-lucide-check' });
    else
      toast.add({
        title: `“${token.name}” was not revoked`,
        description: fault.value ?? '',
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
  }

  return {
    query,
    tokens,
    /** None in force: the first that is made closes access. */
    isFirst: computed(
      () => isOpen.value && tokens.value.every((token) => stateOf(token, serverClock.now()) !== 'in force'),
    ),
    ventures: computed(() => ventureQuery.data.value?.items ?? []),
    issued,
    fault,
    isBusy,
    create,
    revoke,
    createVenture: (body: NewVenture) => attempt(async () => void (await access.createVenture(body))),
  };
}
