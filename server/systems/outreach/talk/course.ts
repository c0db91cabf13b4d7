import type { ToolUse, TurnDraft } from '../../../contract/outreach.ts';
import type { CallBrief, CallHands } from '../call.ts';
import { CallOver } from './ending.ts';
import { speechSeconds } from './speech.ts';

/** What was said, as prompts need it. */
export interface SaidTurn {
  readonly speaker: TurnDraft['speaker'];
  readonly text: string;
  readonly tools: readonly ToolUse[];
}

/** Something the creator answered. */
export type Answer = CallBrief['answers'][number];

/** One call as it goes: what was said, what the creator answered, and how much simulated time went by. */
export class Course {
  readonly brief: CallBrief;
  readonly hands: CallHands;
  readonly turns: SaidTurn[] = [];
  readonly answers: Answer[];
  /** Simulated seconds since it was dialled. */
  atSecond = 0;
  /** Questions put to the creator in this call. */
  askedCount = 0;
  /** An answer that came in and was not passed on yet. */
  freshAnswer: Answer | null = null;
  #turnsUntilDrop = Infinity;

  constructor(brief: CallBrief, hands: CallHands) {
    [this.brief, this.hands, this.answers] = [brief, hands, [...brief.answers]];
  }

  /** Lets simulated time pass. */
  async wait(seconds: number): Promise<void> {
    await this.hands.pass(seconds);
    this.atSecond += seconds;
  }

  /** Stores a turn, then lets pass the time that its words take. */
  async say(
    speaker: 'bot' | 'contact' | 'line',
    text: string,
    { tools = [], seconds = speechSeconds(text) }: { tools?: readonly ToolUse[]; seconds?: number } = {},
  ): Promise<void> {
    await this.#store({ speaker, text, tools });
    await this.wait(seconds);
    if (speaker === 'line') return;
    this.#turnsUntilDrop -= 1;
    if (this.#turnsUntilDrop > 0) return;
    await this.#store({ speaker: 'line', text: 'The line goes dead.', tools: [] });
    throw new CallOver({ kind: 'dropped' });
  }

  /** What happened beside the talk; nobody hears it, and it takes no time. */
  note(text: string): Promise<void> {
    return this.#store({ speaker: 'note', text, tools: [] });
  }

  /** From now on the line holds for so many turns of talk; null: to the end. */
  dropAfter(turns: number | null): void {
    this.#turnsUntilDrop = turns ?? Infinity;
  }

  /** What one side has said so far. */
  saidBy(speaker: 'bot' | 'contact'): readonly SaidTurn[] {
    return this.turns.filter((turn) => turn.speaker === speaker);
  }

  async #store(turn: SaidTurn): Promise<void> {
    this.turns.push(turn);
    await this.hands.turn({ ...turn, tools: [...turn.tools], atSecond: Math.round(this.atSecond * 10) / 10 });
  }
}
