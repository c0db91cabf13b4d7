import { computed, onScopeDispose, shallowReactive } from 'vue';

export interface PaletteCommand {
  label: string;
  icon: string;
  key?: string;
  run: () => void;
}

const providers = shallowReactive(new Set<() => readonly PaletteCommand[]>());

/** What the palette offers beyond places: each view adds its own while it is open. */
export function usePaletteCommands() {
  return {
    commands: computed(() => [...providers].flatMap((provide) => provide())),
    provideCommands(provide: () => readonly PaletteCommand[]) {
      providers.add(provide);
      onScopeDispose(() => providers.delete(provide));
    },
  };
}
