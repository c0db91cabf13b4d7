/** The face of the community system: what happened in it is stored, loaded again, and read. */
export { communityMigration } from './migration.ts';
export { wordPatterns } from './rules.ts';
export { loadWorld, saveMembers, storeEvent, touchedBy } from './store.ts';
