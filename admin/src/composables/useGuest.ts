import { ref, shallowRef, watch } from 'vue';
import type { Me } from '../../../server/contract/access.ts';
import { keepActors } from '../actors.ts';
import { fetchMe, logout } from '../api/access.ts';
import { ApiError } from '../api/client.ts';
import { withLoginHeld } from '../api/login-state.ts';
import { openShare } from '../api/shares.ts';
import { waitingSecret } from '../shared-secret.ts';
import { useAccess } from './useAccess.ts';

/** `refused`: no link in force was opened here. `over`: it was, and is no longer. `silent`: the server does not answer. */
export type GuestStanding = 'opening' | 'open' | 'refused' | 'over' | 'silent';

/** Whoever comes by a share link: let in by its secret, or by the cookie of a visit before, until it is over (PL-14). */
export function useGuest() {
  const { see, isLoginNeeded } = useAccess();
  const standing = ref<GuestStanding>('opening');
  const guest = shallowRef<Me | null>(null);
  /** Somebody who is let in without the link as well. */
  const isInsider = ref(false);

  async function open(): Promise<void> {
    standing.value = 'opening';
    try {
      const seen = await withLoginHeld(enter);
      guest.value = seen;
      standing.value = seen === null ? 'refused' : 'open';
    } catch (cause) {
      const isRefused = cause instanceof ApiError && cause.status !== 0 && cause.status < 500;
      standing.value = isRefused ? 'refused' : 'silent';
      if (isRefused) waitingSecret.value = null;
    }
  }

  async function enter(): Promise<Me | null> {
    const secret = waitingSecret.value;
    const opened = secret === null ? null : await openShare(secret);
    waitingSecret.value = null;
    const me = await fetchMe().catch((cause: unknown) => {
      if (opened === null) throw cause;
      return opened;
    });
    isInsider.value = me.sessionId === null;
    const seen = opened ?? me;
    if (seen.sessionId === null) return null;
    see(seen);
    keepActors(seen.id, []);
    return seen;
  }

  /** To where one is asked for a token, as by anybody who has no link. */
  async function leave(): Promise<void> {
    await logout();
    location.assign('/');
  }

  watch(waitingSecret, (secret) => {
    if (secret !== null) void open();
  });
  /** The stream does not say why it was closed: that the link is no longer in force may be why. */
  const check = () => void fetchMe().catch(() => undefined);
  watch(isLoginNeeded, (isNeeded) => {
    if (isNeeded && standing.value === 'open') standing.value = 'over';
  });
  void open();

  return { standing, guest, isInsider, open, check, leave };
}
