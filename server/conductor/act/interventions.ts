/** The interventions of a session and their life cycle. */
import type { Content, InterventionBody, Reasoning } from '../../contract/activity.ts';
import type { AnomalyType, InterventionKind, InterventionState } from '../../contract/vocabulary.ts';
import { assert } from '../../kernel/errors.ts';
import { assertSuccessor, type LifeCycle } from '../../kernel/life-cycle.ts';
import { durationSeconds, type Arm } from '../decide/arms.ts';

/** What may follow on what. */
export const interventionLifeCycle: LifeCycle<InterventionState> = {
  generating: ['awaiting_approval', 'approved', 'cancelled', 'shadowed'],
  awaiting_approval: ['approved', 'dismissed', 'expired', 'cancelled'],
  approved: ['active', 'cancelled'],
  active: ['measured', 'cancelled'],
  measured: [],
  dismissed: [],
  expired: [],
  cancelled: [],
  shadowed: [],
};

export interface NewIntervention {
  readonly arm: Arm;
  readonly tick: number;
  readonly confidence: number | null;
  readonly anomaly: { readonly number: number; readonly type: AnomalyType } | null;
  readonly content: Content | null;
  readonly reasoning: Reasoning | null;
}

export class Interventions {
  readonly #entries: InterventionBody[] = [];

  add({ arm, tick, confidence, anomaly, content, reasoning }: NewIntervention): InterventionBody {
    const intervention: InterventionBody = {
      number: this.nextNumber,
      kind: arm.kind,
      variant: arm.variant,
      state: 'generating',
      suggestedTick: tick,
      startedTick: null,
      endedTick: null,
      expiresTick: null,
      durationSeconds: durationSeconds[arm.kind],
      confidence,
      anomalyNumber: anomaly?.number ?? null,
      anomalyType: anomaly?.type ?? null,
      content,
      reasoning,
      decidedBy: null,
      dismissReason: null,
      verdict: null,
      reachedCount: null,
      delta: null,
      uplift: null,
    };
    this.#entries.push(intervention);
    return intervention;
  }

  find(number: number): InterventionBody | undefined {
    return this.#entries[number - 1];
  }

  get(number: number): InterventionBody {
    const intervention = this.find(number);
    assert(intervention, `intervention ${number} exists`);
    return intervention;
  }

  in(state: InterventionState): InterventionBody[] {
    return this.#entries.filter((intervention) => intervention.state === state);
  }

  /** Those that have not come to an end. */
  open(): InterventionBody[] {
    return this.#entries.filter((intervention) => interventionLifeCycle[intervention.state].length > 0);
  }

  /** The number that the next one gets. */
  get nextNumber(): number {
    return this.#entries.length + 1;
  }

  get deliveredCount(): number {
    return this.#entries.filter((intervention) => intervention.startedTick !== null).length;
  }

  /** Tick at which one of a kind last began, or would have in shadow mode; null if none did. */
  lastStart(kind: InterventionKind): number | null {
    const last = this.#entries.findLast(
      (entry) => entry.kind === kind && (entry.startedTick !== null || entry.state === 'shadowed'),
    );
    return last?.startedTick ?? last?.endedTick ?? null;
  }

  /** Whether attendees have read these words in this session, or were about to. */
  hasText(text: string): boolean {
    return this.#entries.some((entry) => entry.content !== null && isSameText(entry.content.text, text));
  }

  seenTemplateIds(): Set<string> {
    return new Set(this.#entries.flatMap((entry) => entry.content?.templateId ?? []));
  }

  /** @throws {ClaqueError} illegal-transition. */
  move(intervention: InterventionBody, to: InterventionState, tick: number): InterventionBody {
    assertSuccessor(interventionLifeCycle, intervention.state, to, `Intervention ${intervention.number}`);
    intervention.state = to;
    if (interventionLifeCycle[to].length === 0) intervention.endedTick = tick;
    return intervention;
  }
}

/** Whether two texts read the same: another comma does not make another question. */
export function isSameText(one: string, other: string): boolean {
  return plainOf(one) === plainOf(other);
}

function plainOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
