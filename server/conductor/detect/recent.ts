/** The newest forty seconds, second by second: detectors read these and not the rolling minute. */
import type { Observation } from '../../contract/observation.ts';

const KEPT_SECONDS = 40;

export class RecentSeconds {
  #seconds: Observation[] = [];

  push(observation: Observation): void {
    this.#seconds.push(observation);
    if (this.#seconds.length > KEPT_SECONDS) this.#seconds.shift();
  }

  get latestPresentCount(): number {
    return this.#seconds.at(-1)?.presentCount ?? 0;
  }

  /** Share in focus over `length` seconds that ended `ago` seconds ago; null where nothing is known of them. */
  share(ago: number, length: number): number | null {
    const end = this.#seconds.length - ago;
    let active = 0;
    let present = 0;
    for (const second of this.#seconds.slice(Math.max(0, end - length), Math.max(0, end))) {
      active += second.activeCount;
      present += second.presentCount;
    }
    return present > 0 ? active / present : null;
  }

  /** Over the newest `seconds`, as many of them as there are. */
  chatPerMinute(seconds: number): number {
    return this.#perMinute(seconds, (second) => second.chatCount);
  }

  leavesPerMinute(seconds: number): number {
    return this.#perMinute(seconds, (second) => second.leaveCount);
  }

  #perMinute(length: number, count: (second: Observation) => number): number {
    const seconds = this.#seconds.slice(-length);
    return (seconds.reduce((sum, second) => sum + count(second), 0) * 60) / Math.max(1, seconds.length);
  }
}
