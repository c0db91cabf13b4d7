/** What the conductor is doing, told whenever it changes (EC-20). */
import type { InterventionBody, RunActivity } from '../contract/activity.ts';
import type { ConductorState } from '../contract/vocabulary.ts';
import { armName } from './decide/arms.ts';

/** Attendees are meeting an intervention for this long before its effect is what one looks at. Assumed. */
const INTERVENING_SECONDS = 10;

export class StateTeller {
  #state: ConductorState | null = null;

  /**
   * Follows what goes on at this tick.
   *
   * @param open The intervention under way, if there is one.
   */
  follow(
    tick: number,
    now: { readonly isNewAnomaly: boolean; readonly isFallen: boolean; readonly open: InterventionBody | undefined },
  ): RunActivity[] {
    if (now.isNewAnomaly) return this.set('anomaly', 'Engagement is falling.', tick);
    const { open } = now;
    if (!open)
      return this.set(
        'monitoring',
        now.isFallen ? 'Watches whether the audience comes back.' : 'Watches the session.',
        tick,
      );
    const name = armName(open);
    switch (open.state) {
      case 'generating':
        return this.#state === 'deciding' ? this.set('generating', 'Finds the words.', tick) : [];
      case 'awaiting_approval':
        return this.set('awaiting_approval', `Waits for a person to decide on a ${name}.`, tick);
      case 'approved':
        return this.set('intervening', `Launches a ${name}.`, tick);
      default:
        return tick - (open.startedTick ?? tick) < INTERVENING_SECONDS
          ? this.set('intervening', `Attendees meet a ${name}.`, tick)
          : this.set('measuring', `Measures what the ${name} changes.`, tick);
    }
  }

  set(state: ConductorState, sentence: string, tick: number): RunActivity[] {
    if (state === this.#state) return [];
    this.#state = state;
    return [{ type: 'conductor.state_changed', tick, payload: { state, sentence } }];
  }
}
