import { createSharedComposable, useEventListener, useTimeoutFn } from '@vueuse/core';
import { readonly, ref } from 'vue';
import { isTyping } from './useKeys.ts';

/** After so long without a key or a click somebody has stopped. Assumed: longer than a thought between two words. */
export const quietMs = 5_000;
const overlay = '[role="dialog"], [role="menu"], [role="listbox"]';
/** Marks what is never a reason to wait: the dialog that would come up. */
const exempt = '[data-prompt]';

/**
 * Whether somebody is in the middle of something that must not lose the focus: writes in a field, or acts in a dialog or
 * menu. Over as soon as the field is left, and after 5 s without a key or a click.
 */
export const useAbsorbed = createSharedComposable(() => {
  const isAbsorbed = ref(false);
  const { start, stop } = useTimeoutFn(() => (isAbsorbed.value = false), quietMs, { immediate: false });

  const isAbsorbing = (target: EventTarget | null) =>
    target instanceof Element &&
    !target.closest(exempt) &&
    (isTyping(target) || target.closest(overlay)?.getAttribute('data-state') === 'open');
  const act = ({ target }: Event) => {
    if (!isAbsorbing(target)) return;
    isAbsorbed.value = true;
    start();
  };
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (isAbsorbing(relatedTarget)) return;
    stop();
    isAbsorbed.value = false;
  };
  for (const type of ['keydown', 'input', 'pointerdown'] as const)
    useEventListener(document, type, act, { capture: true, passive: true });
  useEventListener(document, 'focusout', leave);
  return readonly(isAbsorbed);
});
