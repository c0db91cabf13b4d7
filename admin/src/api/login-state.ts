import { readonly, ref } from 'vue';

const isNeeded = ref(false);
let isHeld = false;

/** Whether the server has answered that it does not know who asks: nothing but the login is shown then. */
export const isLoginNeeded = readonly(isNeeded);

export function needLogin(): void {
  if (!isHeld) isNeeded.value = true;
}

/** While access closes by something done here, an answer of 401 in between is no reason to take the panel away. */
export async function withLoginHeld<T>(action: () => Promise<T>): Promise<T> {
  isHeld = true;
  try {
    return await action();
  } finally {
    isHeld = false;
  }
}
