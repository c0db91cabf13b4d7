/** The face of the community system: what was posted, voted and followed. */
export { communityMigration } from './migration.ts';
export { loadWorld, saveMembers, storeEvent, touchedBy } from './store.ts';
