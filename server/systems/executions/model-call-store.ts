/** Model calls of executions in the database: the table, rows in, rows out. */
import type { Knex } from 'knex';
import type { ModelCall, ModelCallPage, ModelCallQuery } from '../../contract/model-call.ts';
import type { Migration } from '../../platform/database/migrate.ts';
import { insertRows } from '../../platform/database/rows.ts';
import type { KeptCall } from './model-call.ts';
import { isoOf } from './rules.ts';

export const modelCallsMigration: Migration = {
  name: '015-model-calls',
  async up(database) {
    await database.schema.alterTable('agent_executions', (table) => {
      table.integer('model_call_count').notNullable().defaultTo(0);
    });
    await database.schema.createTable('execution_prompts', (table) => {
      table.string('digest').primary();
      table.text('stable').notNullable(); // JSON: string[].
    });
    await database.schema.createTable('execution_model_calls', (table) => {
      table.increments('number');
      table.uuid('execution_id').notNullable().references('id').inTable('agent_executions').onDelete('CASCADE');
      table.integer('position').notNullable();
      table.string('provider').notNullable();
      table.string('model').notNullable();
      table.string('purpose').notNullable();
      table.string('code').nullable();
      table.text('sentence').nullable();
      table.string('stable_digest').notNullable().references('digest').inTable('execution_prompts');
      table.text('messages').notNullable(); // JSON.
      table.integer('left_out_count').notNullable();
      table.text('answer').nullable();
      table.text('tool_calls').notNullable(); // JSON.
      table.integer('attempt_count').notNullable();
      table.integer('duration_ms').notNullable();
      table.integer('input_tokens').notNullable();
      table.integer('cached_tokens').notNullable();
      table.integer('output_tokens').notNullable();
      table.double('cost_usd').nullable();
      table.bigInteger('at_ms').notNullable();
      table.integer('character_count').notNullable(); // Of its own texts, for the bound on all of them.
      table.unique(['execution_id', 'position']);
      table.index(['at_ms']);
      table.index(['number', 'character_count']);
      table.index(['stable_digest']);
    });
  },
  async down(database) {
    await database.schema.dropTable('execution_model_calls');
    await database.schema.dropTable('execution_prompts');
    await database.schema.alterTable('agent_executions', (table) => table.dropColumn('model_call_count'));
  },
};

export interface PlacedCall {
  readonly executionId: string;
  readonly position: number;
  readonly atMs: number;
  readonly call: KeptCall;
}

export async function insertModelCalls(trx: Knex, placed: readonly PlacedCall[]): Promise<void> {
  if (placed.length === 0) return;
  const prompts = new Map(placed.map(({ call }) => [call.stableDigest, call.stableText]));
  await trx('execution_prompts')
    .insert([...prompts].map(([digest, stable]) => ({ digest, stable })))
    .onConflict('digest')
    .ignore();
  await insertRows(trx, 'execution_model_calls', placed.map(rowOf));
}

function rowOf({ executionId, position, atMs, call }: PlacedCall) {
  const [messages, toolCalls] = [JSON.stringify(call.messages), JSON.stringify(call.toolCalls)];
  return {
    execution_id: executionId,
    position,
    provider: call.provider,
    model: call.model,
    purpose: call.purpose,
    code: call.code,
    sentence: call.sentence,
    stable_digest: call.stableDigest,
    messages,
    left_out_count: call.leftOutCount,
    answer: call.answer,
    tool_calls: toolCalls,
    attempt_count: call.attemptCount,
    duration_ms: Math.round(call.durationMs),
    input_tokens: call.inputTokens,
    cached_tokens: call.cachedTokens,
    output_tokens: call.outputTokens,
    cost_usd: call.costUsd,
    at_ms: atMs,
    character_count: messages.length + toolCalls.length + (call.answer?.length ?? 0),
  };
}

type Row = Omit<ReturnType<typeof rowOf>, 'execution_id' | 'character_count'> & { stable: string };

/** Calls of an execution in their order, as far as they are still kept. */
export async function modelCallsOf(read: Knex, id: string, { limit, offset }: ModelCallQuery): Promise<ModelCallPage> {
  const calls = () => read('execution_model_calls').where({ execution_id: id });
  const [counted] = await calls().count<{ total: number }[]>({ total: '*' });
  const rows: Row[] = await calls()
    .join('execution_prompts', 'digest', 'stable_digest')
    .orderBy('position')
    .limit(limit)
    .offset(offset)
    .select('execution_model_calls.*', 'stable');
  return { items: rows.map(callOf), total: counted?.total ?? 0, limit, offset };
}

const callOf = (row: Row): ModelCall => ({
  position: row.position,
  provider: row.provider,
  model: row.model,
  purpose: row.purpose,
  code: row.code,
  sentence: row.sentence,
  stable: JSON.parse(row.stable) as string[],
  messages: JSON.parse(row.messages) as ModelCall['messages'],
  leftOutCount: row.left_out_count,
  answer: row.answer,
  toolCalls: JSON.parse(row.tool_calls) as ModelCall['toolCalls'],
  attemptCount: row.attempt_count,
  durationSeconds: row.duration_ms / 1_000,
  inputTokens: row.input_tokens,
  cachedTokens: row.cached_tokens,
  outputTokens: row.output_tokens,
  costUsd: row.cost_usd,
  endedAt: isoOf(row.at_ms),
});
