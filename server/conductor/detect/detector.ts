/** The session's detector: several tests side by side, one voice. */
import type { ScoredPoint } from '../../contract/conductor.ts';
import type { Observation } from '../../contract/observation.ts';
import type { Norms } from '../../contract/scenario.ts';
import { categoryFloors, type AnomalyType, type Severity } from '../../contract/vocabulary.ts';
import { mean } from '../../kernel/statistics.ts';
import { LeaveTest, SilenceTest, type CountEvidence } from './count-tests.ts';
import { DropTests, SMALLEST_FALL, type DropEvidence } from './drop-tests.ts';
import { HybridDetector } from './hybrid.ts';
import { CRITICAL_SCORE, WARNING_SCORE } from './rarity.ts';
import { RecentSeconds } from './recent.ts';
import { describeAnomaly } from './describe.ts';

/** A level below this, for a whole minute, is an anomaly of its own: critical by EC-3. */
const LOW_SCORE = categoryFloors.low;
const LOW_POINTS = 12;
/** A low score of a small audience is soon luck: the share in focus must also lie surely below this part of its norm. Assumed. */
const LOW_SHARE_RATIO = 0.6;
const SURE_DEVIATIONS = 2;
/** With fewer present there is no audience to speak of, and nothing is judged. Assumed. */
const LEAST_PRESENT = 8;
/** Part of the fall that must be older than twenty seconds to call it a decline and not a drop. Assumed. */
const GRADUAL_RATIO = 0.3;
const GRADUAL_SECONDS = 25;
/** Leaves this suspicious make a fall an exodus even before their own test has spoken. Assumed. */
const EXODUS_HINT = 0.4;
/** How long after an anomaly its severity may still rise. Assumed. */
const ESCALATION_SECONDS = 45;
/** Back within this of the share before the fall, for this long, is recovered. Assumed. */
const RECOVERED_MARGIN = 0.07;
const RECOVERED_SECONDS = 40;
/** A level that has not come back by then is the new normal. Assumed. */
const EPISODE_SECONDS = 480;
/** Rest after an episode, and before an exodus may be reported inside one. Assumed. */
const REST_SECONDS = 30;

export interface Agenda {
  /** Until this tick the audience is still building up: nothing is judged. */
  readonly buildUpSeconds: number;
  /** From this tick on leaving is expected: nothing is judged any more. */
  readonly windDownTick: number;
}

/** A fall from its detection until the audience is back, or settled on a new level. */
export interface Episode {
  readonly type: AnomalyType;
  readonly startTick: number;
  severity: Severity;
  score: number;
  /** Share in focus before the fall. */
  readonly before: number;
  recoveredSeconds: number;
}

export type Finding = ReturnType<typeof describeAnomaly>;

export interface Detection {
  /** The anomaly score of this tick in [0, 1]. */
  readonly score: number;
  readonly found: Finding | null;
  readonly escalated: Finding | null;
}

interface Evidence {
  readonly focus: DropEvidence | null;
  readonly leaves: CountEvidence;
  readonly silence: CountEvidence;
  readonly hybrid: number;
}

export class Detector {
  readonly focus = new DropTests();
  readonly #leaves = new LeaveTest();
  readonly #silence: SilenceTest;
  readonly #hybrid: HybridDetector;
  readonly #agenda: Agenda;
  readonly #norms: Norms;
  readonly #recent = new RecentSeconds();
  #scores: number[] = [];
  #lastHybrid = 0;
  #restUntil = 0;
  #episode: Episode | null = null;

  /**
   * @param norms What the format leads one to expect of attendees.
   * @param draw Uniform draws in [0, 1) for the trees.
   */
  constructor(agenda: Agenda, norms: Norms, draw: () => number) {
    this.#agenda = agenda;
    this.#norms = norms;
    this.#silence = new SilenceTest(norms.chatPerMinutePerAttendee / 60);
    this.#hybrid = new HybridDetector(5, draw);
  }

  get episode(): Episode | null {
    return this.#episode;
  }

  /** Takes one tick in, and the point of it where there is one. */
  push(observation: Observation, point: ScoredPoint | null): Detection {
    const { tick, presentCount, activeCount } = observation;
    this.#recent.push(observation);
    const isLearning = this.#episode === null;
    const focus = presentCount > 0 ? this.focus.push(activeCount / presentCount, presentCount, tick, isLearning) : null;
    const hybrid = this.#scoreHybrid(point);
    const hasFallen = this.#shareBefore() - (this.#recent.share(0, 5) ?? 0) >= SMALLEST_FALL;
    const evidence: Evidence = {
      focus: hasFallen ? focus : null,
      leaves: this.#leaves.push(observation, isLearning),
      silence: this.#silence.push(observation, isLearning),
      hybrid: hasFallen ? hybrid : 0,
    };
    if (point) this.#scores = [...this.#scores.slice(1 - LOW_POINTS), point.score];
    const score = scoreOf(evidence);
    const isOnAgenda = tick > this.#agenda.buildUpSeconds && tick < this.#agenda.windDownTick;
    const isJudging = isOnAgenda && presentCount >= LEAST_PRESENT;
    if (!isJudging) this.#resetTests(tick);
    const escalated = this.#escalate(score, tick);
    this.#closeEpisode(tick);
    const found = isJudging ? this.#judge(evidence, score, tick, point !== null) : null;
    return { score: isJudging ? score : 0, found, escalated };
  }

  #scoreHybrid(point: ScoredPoint | null): number {
    if (!point) return this.#lastHybrid;
    const fresh = this.#recent.share(0, 5) ?? 0;
    const { chat, reactions, leaves } = point.parts;
    this.#lastHybrid = this.#hybrid.push([point.score, fresh, chat, reactions ?? 0, leaves], fresh);
    return this.#lastHybrid;
  }

  #judge(evidence: Evidence, score: number, tick: number, hasPoint: boolean): Finding | null {
    if (tick < this.#restUntil) return null;
    const isExodus = evidence.leaves.score >= WARNING_SCORE;
    if (this.#episode) {
      const mayReport = isExodus && this.#episode.type !== 'MASS_EXIT' && tick - this.#episode.startTick > REST_SECONDS;
      return mayReport ? this.#open('MASS_EXIT', evidence.leaves.score, evidence, tick) : null;
    }
    if (score >= WARNING_SCORE) return this.#open(this.#typeOf(evidence), score, evidence, tick);
    if (!hasPoint || this.#scores.length < LOW_POINTS) return null;
    const level = mean(this.#scores);
    if (level >= LOW_SCORE || !this.#isSurelyUnfocused()) return null;
    // From 0.6 at the bound to 1 at nothing at all.
    return this.#open('LOW_ENGAGEMENT', WARNING_SCORE + (1 - WARNING_SCORE) * (1 - level / LOW_SCORE), evidence, tick);
  }

  /** Whether the share in focus lies below what one should accept, sampling allowed for. */
  #isSurelyUnfocused(): boolean {
    const share = this.#recent.share(0, 40) ?? 0;
    const bound = LOW_SHARE_RATIO * this.#norms.activeRatio;
    const deviation = Math.sqrt((bound * (1 - bound)) / this.#recent.latestPresentCount);
    return share + SURE_DEVIATIONS * deviation < bound;
  }

  #typeOf(evidence: Evidence): AnomalyType {
    if (evidence.leaves.score >= EXODUS_HINT) return 'MASS_EXIT';
    const before = this.#shareBefore();
    const now = this.#recent.share(0, 5) ?? before;
    const earlier = this.#recent.share(20, 20) ?? before;
    const sudden = evidence.focus?.suddenScore ?? 0;
    const seconds = sudden >= WARNING_SCORE ? evidence.focus!.suddenSeconds : (evidence.focus?.slowSeconds ?? 0);
    const fall = before - now;
    const isOld = fall > 0 && before - earlier > GRADUAL_RATIO * fall;
    return isOld || seconds > GRADUAL_SECONDS ? 'GRADUAL_DECLINE' : 'SUDDEN_DROP';
  }

  #shareBefore(): number {
    return this.focus.baseline.fit(this.#recent.latestPresentCount)?.mean ?? this.#recent.share(0, 40) ?? 0;
  }

  #open(type: AnomalyType, score: number, evidence: Evidence, tick: number): Finding {
    const before = this.#episode?.before ?? this.#shareBefore();
    const severity = severityOf(score);
    this.#episode = { type, startTick: tick, severity, score, before, recoveredSeconds: 0 };
    for (const baseline of [this.focus.baseline, this.#leaves.baseline, this.#silence.baseline]) baseline.dropWaiting();
    return this.#describe(this.#episode, evidence, tick);
  }

  #describe(episode: Episode, evidence: Evidence | null, tick: number): Finding {
    return describeAnomaly({
      tick,
      type: episode.type,
      severity: episode.severity,
      score: episode.score,
      shareBefore: episode.before,
      shareNow: this.#recent.share(0, 5) ?? 0,
      chatBefore: this.#silence.baseline.perSecond * 60 * this.#recent.latestPresentCount,
      chatNow: this.#recent.chatPerMinute(),
      leaves: evidence?.leaves ?? null,
      leavesBefore: this.#leaves.baseline.perSecond * 60 * this.#recent.latestPresentCount,
      leavesNow: this.#recent.leavesPerMinute(),
      seconds: evidence?.focus?.slowSeconds ?? 0,
      level: this.#scores.length > 0 ? mean(this.#scores) : 0,
    });
  }

  #escalate(score: number, tick: number): Finding | null {
    const episode = this.#episode;
    if (!episode || episode.severity === 'CRITICAL' || tick - episode.startTick > ESCALATION_SECONDS) return null;
    if (score < CRITICAL_SCORE) return null;
    episode.severity = 'CRITICAL';
    episode.score = score;
    return this.#describe(episode, null, tick);
  }

  #closeEpisode(tick: number): void {
    const episode = this.#episode;
    if (!episode) return;
    const isBack =
      episode.type === 'LOW_ENGAGEMENT'
        ? mean(this.#scores) >= LOW_SCORE + RECOVERED_MARGIN
        : (this.#recent.share(0, 15) ?? 0) >= episode.before - RECOVERED_MARGIN;
    episode.recoveredSeconds = isBack ? episode.recoveredSeconds + 1 : 0;
    const isOver = tick - episode.startTick >= EPISODE_SECONDS;
    if (episode.recoveredSeconds < RECOVERED_SECONDS && !isOver) return;
    if (isOver || episode.type === 'LOW_ENGAGEMENT') this.focus.baseline.restart();
    this.#episode = null;
    this.#restUntil = tick + REST_SECONDS;
    this.#resetTests(tick);
  }

  #resetTests(tick: number): void {
    this.focus.reset(tick);
    this.#leaves.reset(tick);
    this.#silence.reset(tick);
  }
}

function scoreOf({ focus, leaves, silence, hybrid }: Evidence): number {
  return Math.max(focus?.suddenScore ?? 0, focus?.slowScore ?? 0, leaves.score, silence.score, hybrid);
}

function severityOf(score: number): Severity {
  return score >= CRITICAL_SCORE ? 'CRITICAL' : 'WARNING';
}
