import '@fontsource-variable/inter';
import './styles/main.css';
import ui from '@nuxt/ui/vue-plugin';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { queryClient } from './api/query-client.ts';
import { router } from './router.ts';

createApp(App).use(createPinia()).use(VueQueryPlugin, { queryClient }).use(router).use(ui).mount('#app');
