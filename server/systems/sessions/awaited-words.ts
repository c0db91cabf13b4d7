/** What a run waits for a language model to write, and what the model has to know: folded from what happened (EC-16). */
import type { RunActivity } from '../../contract/activity.ts';
import { isAboutAnomaly, isAboutIntervention } from '../../contract/activity.ts';
import { WORDING_SECONDS } from '../../contract/conductor.ts';
import type { AnomalyType, InterventionKind } from '../../contract/vocabulary.ts';

/** Chat messages that a model gets to see. Assumed: the last minute of a lively chat. */
const chatCount = 12;

/** As things stood at the tick of the decision: what a model is told must not depend on when it is asked. */
export interface AwaitedWords {
  readonly interventionNumber: number;
  readonly kind: InterventionKind;
  readonly variant: string;
  readonly decidedTick: number;
  /** The tick at which the words take effect, however soon they come: an evening must not depend on a model's speed. */
  readonly dueTick: number;
  readonly anomaly: { readonly type: AnomalyType; readonly sentence: string } | null;
  /** The newest messages, the newest last. */
  readonly chat: readonly { readonly author: string; readonly text: string }[];
  /** What this session was asked or told before. */
  readonly asked: readonly string[];
}

export class WordsFollower {
  #awaited: AwaitedWords | null = null;
  #anomaly: AwaitedWords['anomaly'] = null;
  #chat: AwaitedWords['chat'] = [];
  readonly #asked = new Map<number, string>();

  /** Null while no intervention waits for its words. */
  get awaited(): AwaitedWords | null {
    return this.#awaited;
  }

  follow(activity: RunActivity): void {
    if (activity.type === 'chat.posted') {
      const { author, text } = activity.payload;
      this.#chat = [...this.#chat.slice(1 - chatCount), { author, text }];
    } else if (isAboutAnomaly(activity)) {
      const { type, sentence } = activity.payload;
      this.#anomaly = { type, sentence };
    } else if (isAboutIntervention(activity)) this.#followIntervention(activity);
  }

  #followIntervention({ type, tick, payload }: Extract<RunActivity, { type: `intervention.${string}` }>): void {
    const { number, kind, variant, anomalyNumber, content } = payload;
    if (content) this.#asked.set(number, content.text);
    if (this.#awaited?.interventionNumber === number) this.#awaited = null;
    if (type !== 'intervention.generating') return;
    this.#awaited = {
      interventionNumber: number,
      kind,
      variant,
      decidedTick: tick,
      dueTick: tick + WORDING_SECONDS,
      anomaly: anomalyNumber === null ? null : this.#anomaly,
      chat: this.#chat,
      asked: [...this.#asked.values()],
    };
  }
}
