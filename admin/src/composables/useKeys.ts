import { onScopeDispose } from 'vue';
import { createKeyReader, type KeyMap } from '../key-reader.ts';

const maps = new Set<KeyMap>();
const read = createKeyReader(() => performance.now());

/** Binds keys while the calling component lives. None of them acts while a person types or a dialog is open. */
export function useKeys(map: KeyMap): void {
  maps.add(map);
  onScopeDispose(() => maps.delete(map));
}

window.addEventListener('keydown', (event) => {
  const stroke = {
    key: event.key,
    hasModifier: event.ctrlKey || event.metaKey || event.altKey,
    isRepeat: event.repeat,
    isTyping: isTyping(event.target),
    // A button that was clicked keeps the focus, but not the space bar: only one reached by keyboard does.
    isOnControl:
      event.target instanceof Element &&
      event.target.closest('button, a, summary, [type="checkbox"]')?.matches(':focus-visible') === true,
    isInDialog: document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null,
  };
  const action = read(stroke, [...maps]);
  if (!action) return;
  event.preventDefault();
  action();
});

/** Whether keys go into what has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="range"], [type="checkbox"]), textarea, select'))
  );
}
