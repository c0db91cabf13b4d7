/** The secret of a share link on its way from the address to the server; it stays in no address and no history (PL-14). */
import { shallowRef } from 'vue';

const kept = shallowRef<string | null>(null);

/** A secret that waits to be sent; its change says that another link was opened in the same tab. */
export const waitingSecret = kept;

/** @param hash Of the address, with its #. */
export function keepSecret(hash: string): void {
  kept.value = hash.slice(1);
  history.replaceState(history.state, '', location.pathname + location.search);
}
