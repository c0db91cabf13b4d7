/** Says when a cap is nearly used up, and when it is: once each a UTC day (CO-9). */
import type { NotificationDraft } from './rules.ts';

/** Share of a cap from which on it is nearly used up. Assumed: a fifth of a day's budget leaves time to act. */
const nearRatio = 0.8;

/** What a bot, or with null the venture, has used of its cap of the day. */
export interface CapUse {
  readonly botId: string | null;
  /** The UTC day, such as 2026-11-21. */
  readonly day: string;
  /** Spent of its tokens or its money, whichever is nearer its end. */
  readonly spentRatio: number;
  readonly isCapped: boolean;
}

/** What is to be said of a cap; null: nothing. */
export function capDraft(ventureId: string, use: CapUse, nameOf: (botId: string) => string): NotificationDraft | null {
  const { botId, day, spentRatio, isCapped } = use;
  if (!isCapped && spentRatio < nearRatio) return null;
  const stage = isCapped ? 'reached' : 'near';
  const whose = botId === null ? 'The venture' : nameOf(botId);
  const key = `cap:${botId ?? 'venture'}:${stage}`;
  const percent = Math.floor(spentRatio * 100);
  const texts = {
    near: [
      `${whose} has used ${percent}% of today’s cap`,
      'Once it is used up, nothing that needs a model goes on until the next UTC day.',
    ],
    reached: [
      `${whose} has reached today’s cap`,
      'Nothing that needs a model goes on before the next UTC day, unless the cap is raised.',
    ],
  } as const;
  const [title, text] = texts[stage];
  return {
    ventureId,
    reader: null,
    kind: 'cap',
    level: isCapped && botId === null ? 'error' : 'warning',
    // When all of a venture stands still, whoever cares wants to be woken.
    isCritical: isCapped && botId === null,
    title,
    text,
    link: botId === null ? '/settings' : `/bots/${botId}`,
    groupKey: key,
    onceKey: `${key}:${day}`,
  };
}

export interface CapWatchParts {
  readonly ventureId: string;
  /** Where everybody who has used anything today stands. */
  readonly uses: () => Promise<readonly CapUse[]>;
  readonly nameOf: (botId: string) => string;
  readonly notify: (draft: NotificationDraft) => Promise<void>;
}

export class CapWatch {
  readonly #parts: CapWatchParts;
  /** What needs no asking of the database any more. */
  #said = new Set<string>();

  constructor(parts: CapWatchParts) {
    this.#parts = parts;
  }

  async beat(): Promise<void> {
    const { ventureId, uses, nameOf, notify } = this.#parts;
    const drafts = (await uses()).flatMap((use) => capDraft(ventureId, use, nameOf) ?? []);
    for (const draft of drafts) if (!this.#said.has(draft.onceKey!)) await notify(draft);
    this.#said = new Set(drafts.map(({ onceKey }) => onceKey!));
  }
}
