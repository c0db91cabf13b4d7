/** What holders used of the newest day and the day before, in memory. */
import type { Holder, Standing } from './caps.ts';
import { dayBefore, emptyWindow } from './rules.ts';

type Kept = Omit<Standing, 'cap'>;

const keyOf = (ventureId: string, holder: Holder): string => JSON.stringify([ventureId, holder]);

export class DayWindows {
  #newestDay = '';
  /** By day, then by venture and holder. */
  #days = new Map<string, Map<string, Kept>>();

  /**
   * Begins a day if it is new, and then forgets all but the day before it.
   *
   * @returns Whether the day is known: one that is forgotten must not begin anew (F-17).
   */
  open(day: string): boolean {
    if (day > this.#newestDay) {
      this.#newestDay = day;
      this.#days = new Map(
        [dayBefore(day), day].map((kept) => [kept, this.#days.get(kept) ?? new Map<string, Kept>()]),
      );
    }
    return this.#days.has(day);
  }

  find(day: string, ventureId: string, holder: Holder): Kept {
    return this.#days.get(day)?.get(keyOf(ventureId, holder)) ?? { window: emptyWindow, refused: null };
  }

  /** Changes what is kept of some holders, unless the day is forgotten. */
  change(
    { day, ventureId }: { day: string; ventureId: string },
    holders: readonly Holder[],
    step: (kept: Kept) => Kept,
  ): void {
    for (const holder of holders)
      this.#days.get(day)?.set(keyOf(ventureId, holder), step(this.find(day, ventureId, holder)));
  }

  /** Forgets the refusals of a day, of one holder or, with null, of the whole venture. */
  forgetRefusals({ day, ventureId }: { day: string; ventureId: string }, holder: Holder | null): void {
    const windows = this.#days.get(day) ?? new Map<string, Kept>();
    for (const [key, kept] of windows) {
      const [whose, which] = JSON.parse(key) as [string, Holder];
      if (whose === ventureId && (holder === null || which === holder)) windows.set(key, { ...kept, refused: null });
    }
  }
}
