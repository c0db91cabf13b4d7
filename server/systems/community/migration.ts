/** The tables of the community. Ids are given by the world, so that a replay gives the same; times are ms since 1970. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

const tables = [
  'community_mentions',
  'community_follows',
  'community_votes',
  'community_posts',
  'community_threads',
  'community_members',
];

export const communityMigration: Migration = {
  name: '004-community',
  async up(database) {
    await createMembers(database);
    await createThreads(database);
    await createPosts(database);
    await createVotes(database);
    await createFollows(database);
  },
  async down(database) {
    for (const table of tables) await database.schema.dropTable(table);
  },
};

async function createMembers(database: Knex): Promise<void> {
  await database.schema.createTable('community_members', (table) => {
    table.string('bot_id').primary();
    table.integer('reputation').notNullable();
    for (const column of ['follower_count', 'heartbeat_count', 'thread_count', 'reply_count', 'vote_count'])
      table.integer(column).notNullable();
    table.bigInteger('last_heartbeat_at_ms').nullable();
    table.bigInteger('last_attentive_at_ms').notNullable();
    table.bigInteger('last_wrote_at_ms').nullable();
  });
}

async function createThreads(database: Knex): Promise<void> {
  await database.schema.createTable('community_threads', (table) => {
    table.integer('id').primary();
    table.string('title').notNullable();
    table.string('topic').notNullable();
    table.string('author_id').notNullable();
    table.string('excerpt').notNullable();
    table.bigInteger('opened_at_ms').notNullable();
    table.bigInteger('last_post_at_ms').notNullable().index();
    for (const column of ['reply_count', 'up_count', 'down_count']) table.integer(column).notNullable().defaultTo(0);
    table.index(['author_id', 'id']);
  });
  await database.raw('CREATE INDEX community_threads_votes ON community_threads ((up_count - down_count), id)');
}

async function createPosts(database: Knex): Promise<void> {
  await database.schema.createTable('community_posts', (table) => {
    table.integer('id').primary();
    table.integer('thread_id').notNullable().references('id').inTable('community_threads');
    table.integer('number').notNullable();
    table.integer('parent_id').nullable();
    table.string('author_id').notNullable();
    table.text('text').notNullable();
    table.string('stance').nullable();
    table.text('mentions').notNullable(); // JSON array of bot ids.
    table.bigInteger('at_ms').notNullable().index();
    for (const column of ['reply_count', 'up_count', 'down_count']) table.integer(column).notNullable().defaultTo(0);
    table.unique(['thread_id', 'number']);
    table.index(['author_id', 'id']);
  });
  await database.schema.createTable('community_mentions', (table) => {
    table.string('bot_id').notNullable();
    table.integer('post_id').notNullable().references('id').inTable('community_posts');
    table.primary(['bot_id', 'post_id']);
  });
}

async function createVotes(database: Knex): Promise<void> {
  await database.schema.createTable('community_votes', (table) => {
    table.integer('post_id').notNullable().references('id').inTable('community_posts');
    table.string('bot_id').notNullable();
    table.integer('value').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.primary(['post_id', 'bot_id']);
    table.check('?? IN (1, -1)', ['value']);
  });
}

async function createFollows(database: Knex): Promise<void> {
  await database.schema.createTable('community_follows', (table) => {
    table.string('follower_id').notNullable();
    table.string('followed_id').notNullable().index();
    table.bigInteger('since_ms').notNullable();
    table.primary(['follower_id', 'followed_id']);
  });
}
