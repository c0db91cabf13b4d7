/** The face of the community system: what was posted, voted and followed, stored, loaded again, and read. */
export { communityMigration } from './migration.ts';
export { CommunityReading } from './reading.ts';
export { communityRoutes } from './routes.ts';
export { wordPatterns } from './rules.ts';
export { loadWorld, saveMembers, storeEvent, touchedBy } from './store.ts';
export { communityTopics } from './topics.ts';
