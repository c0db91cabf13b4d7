/** The face of notifications: the one way anything reaches a person. */
export { CapWatch } from './cap-watch.ts';
export { Follower } from './follower.ts';
export { notificationsMigration } from './migration.ts';
export { notificationRoutes } from './routes.ts';
export { Notifications } from './service.ts';
export { notificationTopics } from './topics.ts';
