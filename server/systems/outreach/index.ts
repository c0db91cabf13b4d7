/** The face of outreach: tasks given to bots, the calls made for them, and the clock they go by. */
export type { CallConversation } from './call.ts';
export { loadContacts } from './contacts.ts';
export { Conversation } from './talk/conversation.ts';
export { outreachContactsMigration, outreachMigration } from './migration.ts';
export { OutreachReading } from './reading.ts';
export { outreachRoutes } from './routes.ts';
export { OutreachService } from './service.ts';
export { outreachTopics } from './topics.ts';
