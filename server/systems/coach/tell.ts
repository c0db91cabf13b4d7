/** How the coach reaches people: through an interface, since what becomes of it there is no matter of its own (CO-8). */
import type { Knex } from 'knex';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';

export interface Told {
  readonly ventureId: string;
  /** Which of them are counted together. */
  readonly groupKey: string;
  readonly title: string;
  readonly text: string;
  readonly link: string;
}

/** Tells everybody of a venture, as part of a transaction. */
export type Tell = (trx: Knex, record: RecordActivity, told: Told) => Promise<void>;
