import { createSharedComposable, useColorMode } from '@vueuse/core';
import { computed } from 'vue';

/** Light, dark, or as the system has it until a person chooses. */
export const useTheme = createSharedComposable(() => {
  const mode = useColorMode();
  const isDark = computed(() => mode.value === 'dark');
  return { isDark, toggle: () => (mode.value = isDark.value ? 'light' : 'dark') };
});
