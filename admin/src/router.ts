import { createRouter, createWebHistory } from 'vue-router';
import { keepSecret } from './shared-secret.ts';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/live' },
    { path: '/live', name: 'live', component: () => import('./views/LiveIndexView.vue') },
    { path: '/live/:sessionId', name: 'session', component: () => import('./views/LiveView.vue'), props: true },
    { path: '/sessions', name: 'sessions', component: () => import('./views/SessionsView.vue') },
    { path: '/sessions/compare', name: 'compare', component: () => import('./views/CompareView.vue') },
    { path: '/community', name: 'community', component: () => import('./views/CommunityView.vue') },
    { path: '/community/graph', name: 'graph', component: () => import('./views/GraphView.vue') },
    {
      path: '/community/threads/:threadId(\\d+)',
      name: 'thread',
      component: () => import('./views/ThreadView.vue'),
      props: ({ params }) => ({ threadId: Number(params['threadId']) }),
    },
    { path: '/bots', name: 'bots', component: () => import('./views/BotsView.vue') },
    { path: '/bots/:botId', name: 'bot', component: () => import('./views/BotView.vue'), props: true },
    { path: '/outreach', name: 'outreach', component: () => import('./views/OutreachView.vue') },
    { path: '/coach', name: 'coach', component: () => import('./views/CoachView.vue') },
    { path: '/executions', name: 'executions', component: () => import('./views/ExecutionsView.vue') },
    {
      path: '/executions/:executionId',
      name: 'execution',
      component: () => import('./views/ExecutionView.vue'),
      props: true,
    },
    { path: '/statistics', name: 'statistics', component: () => import('./views/StatisticsView.vue') },
    { path: '/shared', name: 'shared', component: () => import('./views/SharedView.vue') },
    { path: '/settings', name: 'settings', component: () => import('./views/SettingsView.vue') },
    { path: '/settings/audit', name: 'audit', component: () => import('./views/AuditView.vue') },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('./views/MissingView.vue') },
  ],
});

router.beforeEach(({ name, hash, query }) => {
  if (name !== 'shared' || hash === '') return true;
  keepSecret(hash);
  return { name, query, replace: true };
});
