/** People for counts: who joins, leaves, turns away and writes, where only how many is known. */

/** Far apart, so that picks of one second fall on different people; any odd numbers would do. */
const STRIDES = { second: 7_919, pick: 104_729 };

export class Crowd {
  readonly #focused: number[] = [];
  readonly #blurred: number[] = [];
  #named = 0;
  #second = 0;
  #picks = 0;

  /** Another second begins. */
  begin(second: number): void {
    this.#second = second;
    this.#picks = 0;
  }

  get size(): number {
    return this.#focused.length + this.#blurred.length;
  }

  /** Somebody new, who looks at the window. */
  join(): string {
    this.#named += 1;
    this.#focused.push(this.#named);
    return nameOf(this.#named);
  }

  /** Somebody new who is gone at once. */
  visit(): string {
    this.#named += 1;
    return nameOf(this.#named);
  }

  /** Somebody goes, of those who have turned away if there are any. */
  leave(): string {
    return nameOf(this.#take(this.#blurred.length > 0 ? this.#blurred : this.#focused));
  }

  /** Lets people turn away or back until so many look at the window. @returns Who did, and which way. */
  refocus(activeCount: number): { type: 'focus' | 'blur'; user: string }[] {
    const turned: { type: 'focus' | 'blur'; user: string }[] = [];
    const isAway = this.#focused.length > activeCount;
    const [from, to] = isAway ? [this.#focused, this.#blurred] : [this.#blurred, this.#focused];
    for (let count = Math.abs(this.#focused.length - activeCount); count > 0; count -= 1) {
      const user = this.#take(from);
      to.push(user);
      turned.push({ type: isAway ? 'blur' : 'focus', user: nameOf(user) });
    }
    return turned;
  }

  /** Somebody who is there, or nobody’s name if nobody is. */
  anybody(): string {
    const here = this.#focused.length > 0 ? this.#focused : this.#blurred;
    return here.length === 0 ? '' : nameOf(here[this.#place(here)]!);
  }

  #take(people: number[]): number {
    const place = this.#place(people);
    const taken = people[place]!;
    people[place] = people.at(-1)!;
    people.pop();
    return taken;
  }

  #place(people: readonly number[]): number {
    this.#picks += 1;
    return (this.#second * STRIDES.second + this.#picks * STRIDES.pick) % people.length;
  }
}

const nameOf = (user: number): string => `u${user}`;
