/**
 * The audit log: who changed what (PL-13). A line is on disk before the request is performed, so that nothing happens
 * that it does not know; what came of the request is noted after it. A line without an answer says honestly that the
 * server went down in between. What a system writes with before and after, it writes itself: see recordAudit.
 */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { ActivityLog } from '../activity/activity-log.ts';
import { maskSecrets } from '../telemetry/mask-secrets.ts';
import { keptRequest } from './kept-request.ts';
import { storeFailure } from '../database/store-failure.ts';

/** A request that is about to be performed, or was refused. */
export interface AuditedRequest {
  readonly who: string;
  readonly name: string;
  /** Such as PUT /api/sessions/{id}/mode. */
  readonly what: string;
  /** Its path, with ids. */
  readonly subject: string;
  /** Looked up for what is written only. Null where it is about none, or all, or one that is not known. */
  readonly ventureOf: () => Promise<string | null>;
  readonly asked: unknown;
}

/** What came of a request. */
export interface AuditAnswer {
  readonly status: number;
  /** Id of what it made, where it made something. */
  readonly created: string | null;
}

export interface AuditLogParts {
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  /** Secrets in force, however they look. */
  readonly secrets: readonly string[];
}

const dayMs = 86_400_000;
/** Lines of a day that are remembered: what is forgotten has one more. Assumed. */
const mostRemembered = 10_000;
/** Longest path that is kept, in characters. Ids are far shorter. */
const longestSubject = 300;

export class AuditLog {
  readonly #parts: AuditLogParts;
  /** Answers that are not on disk yet, by the number of their line. */
  readonly #answers = new Map<number, AuditAnswer>();
  /** Lines of today that stand for all of their kind, being written or on disk. */
  readonly #today = new Map<string, Promise<number>>();
  #day = 0;

  constructor(parts: AuditLogParts) {
    this.#parts = parts;
  }

  /**
   * Has the line of a request on disk.
   *
   * @returns Its number, for `finish`.
   * @throws {ClaqueError} unavailable, if it cannot be written: then the request must not be performed.
   */
  begin(request: AuditedRequest): Promise<number> {
    return this.#write({ ...request, kind: 'ahead', status: null });
  }

  /**
   * The same for what comes by the thousand: the first a day (UTC) by the same one, to the same route and subject.
   *
   * @returns Null where the line was there already. @throws {ClaqueError} as `begin`.
   */
  async beginDaily(request: AuditedRequest): Promise<number | null> {
    this.#turnDay();
    const key = JSON.stringify([request.who, request.what, request.subject]);
    const known = this.#today.get(key);
    if (known) return known.then(() => null);
    const written = this.#write({ ...request, kind: 'daily', status: null });
    this.#today.set(key, written);
    written.catch(() => this.#today.delete(key));
    return written;
  }

  /** Notes what came of a request: on disk with the next line, or the next beat. */
  finish(number: number, answer: AuditAnswer): void {
    this.#answers.set(number, answer);
  }

  /** Notes a request that was refused, where its system would have written the line of what it did. */
  async refused(request: AuditedRequest, status: number): Promise<void> {
    await this.#write({ ...request, kind: 'ahead', status });
  }

  /** What came of a request, if that is not on disk yet. */
  answerOf(number: number): AuditAnswer | undefined {
    return this.#answers.get(number);
  }

  /** Writes the answers that wait. */
  async flush(): Promise<void> {
    if (this.#answers.size === 0) return;
    const answers = [...this.#answers];
    await this.#parts.activityLog.write((trx) => writeAnswers(trx, answers));
    this.#forget(answers);
  }

  async #write(line: Line): Promise<number> {
    const { activityLog, clock, log } = this.#parts;
    const answers = [...this.#answers];
    try {
      const row = { ...this.#rowOf(line), venture_id: await line.ventureOf() };
      const number = await activityLog.write(async (trx) => {
        await writeAnswers(trx, answers);
        const inserted = (await trx('audit').insert({ ...row, at_ms: clock.now() }, 'number')) as { number: number }[];
        return inserted[0]!.number;
      });
      this.#forget(answers);
      return number;
    } catch (cause) {
      log.error({ err: cause, what: line.what }, 'A line of the audit log could not be written');
      const why = storeFailure(cause)?.message ?? 'The log of the server says why.';
      const sentence = `Nothing was done, for the audit log cannot be written. ${why}`;
      throw new ClaqueError('unavailable', sentence, { cause });
    }
  }

  #rowOf({ who, name, what, subject, asked, kind, status }: Line) {
    const { secrets } = this.#parts;
    const kept = maskSecrets(subject, secrets).slice(0, longestSubject);
    return { who, name, what, subject: kept, asked: keptRequest(asked, secrets), kind, status };
  }

  /** Those that are on disk now. */
  #forget(answers: readonly Answer[]): void {
    for (const [number] of answers) this.#answers.delete(number);
  }

  #turnDay(): void {
    const day = Math.floor(this.#parts.clock.now() / dayMs);
    if (day !== this.#day || this.#today.size >= mostRemembered) this.#today.clear();
    this.#day = day;
  }
}

interface Line extends AuditedRequest {
  readonly kind: 'ahead' | 'daily';
  readonly status: number | null;
}

type Answer = readonly [number: number, answer: AuditAnswer];

/** Lines that begin at the same time may both bring an answer: the second one changes nothing. */
async function writeAnswers(trx: Knex, answers: readonly Answer[]): Promise<void> {
  for (const [number, { created }] of answers) if (created !== null) await nameCreated(trx, number, created);
  for (const status of new Set(answers.map(([, answer]) => answer.status))) {
    const numbers = answers.filter(([, answer]) => answer.status === status).map(([number]) => number);
    await trx('audit').whereIn('number', numbers).update({ status });
  }
}

const nameCreated = (trx: Knex, number: number, id: string) =>
  trx('audit')
    .where({ number })
    .whereNull('status')
    .update({ subject: trx.raw("subject || '/' || ?", [id]) });
