/** The session's detector: several tests side by side, one voice. */
import type { ScoredPoint } from '../../contract/conductor.ts';
import type { Observation } from '../../contract/observation.ts';
import type { Norms } from '../../contract/scenario.ts';
import { categoryFloors, type AnomalyType, type Severity } from '../../contract/vocabulary.ts';
import { mean } from '../../kernel/statistics.ts';
import { ChatTest } from './chat-test.ts';
import { describeAnomaly } from './describe.ts';
import { DropTests, SMALLEST_FALL, type DropEvidence } from './drop-tests.ts';
import { followEpisode, type Cause, type Episode } from './episode.ts';
import { HybridDetector } from './hybrid.ts';
import { LeaveTest, type CountEvidence } from './leave-test.ts';
import type { Sight } from './limit.ts';
import { CRITICAL_SCORE, WARNING_SCORE } from './rarity.ts';
import { RecentSeconds } from './recent.ts';

/** A level below this, for a whole minute, is an anomaly of its own: critical by EC-3. */
const LOW_SCORE = categoryFloors.low;
const LOW_POINTS = 12;
/** A low score of a small audience is soon luck: the share in focus must also lie surely below this part of its norm. Assumed. */
const LOW_SHARE_RATIO = 0.6;
const SURE_DEVIATIONS = 2;
/** With fewer present there is no audience to speak of, and nothing is judged. Assumed. */
const LEAST_PRESENT = 8;
/** A decline and not a drop: this part of the fall is older than twenty seconds, its evidence this old, on average of both. */
const GRADUAL_RATIO = 0.25;
const GRADUAL_SECONDS = 17;
/** Leaves this suspicious make a fall an exodus even before their own test has spoken. Assumed. */
const EXODUS_HINT = 0.4;
/** A share in focus less suspicious than this had no part in what chat gave away. Assumed. */
const HEARD_SCORE = 0.3;
/** How long after an anomaly its severity may still rise. Assumed. */
const ESCALATION_SECONDS = 45;
/** Rest after an episode, and before an exodus may be reported inside one. Assumed. */
const REST_SECONDS = 30;

export interface Agenda {
  /** Until this tick the audience is still building up: nothing is judged. */
  readonly buildUpSeconds: number;
  /** From this tick on leaving is expected: nothing is judged any more. */
  readonly windDownTick: number;
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
  readonly chat: CountEvidence;
  readonly hybrid: number;
}

export class Detector {
  readonly #focus = new DropTests();
  readonly #leaves = new LeaveTest();
  readonly #chat = new ChatTest();
  readonly #hybrid: HybridDetector;
  readonly #agenda: Agenda;
  readonly #norms: Norms;
  readonly #recent = new RecentSeconds();
  #scores: number[] = [];
  #lastHybrid = 0;
  #restUntil = 0;
  #episode: Episode | null = null;
  #firstShare: number | null = null;
  /** Whether the share in focus has ever moved: one that is not reported, or not really, stands still. */
  #isFocusReported = false;

  /**
   * @param norms What the format leads one to expect of attendees.
   * @param draw Uniform draws in [0, 1) for the trees.
   */
  constructor(agenda: Agenda, norms: Norms, draw: () => number) {
    this.#agenda = agenda;
    this.#norms = norms;
    this.#hybrid = new HybridDetector(5, draw);
  }

  get episode(): Episode | null {
    return this.#episode;
  }

  /** What the session has to go by, for its detection limit (EC-7). */
  sight(presentCount: number): Sight {
    return {
      fit: this.#focus.baseline.fit(presentCount),
      isFocusReported: this.#isFocusReported,
      chatRate: this.#chat.isLearnt ? this.#chat.effectiveRate(presentCount) : null,
    };
  }

  /** Takes one tick in, and the point of it where there is one. */
  push(observation: Observation, point: ScoredPoint | null): Detection {
    const { tick, presentCount } = observation;
    this.#recent.push(observation);
    const evidence = this.#weigh(observation, point);
    if (point) this.#scores = [...this.#scores.slice(1 - LOW_POINTS), point.score];
    const score = scoreOf(evidence);
    const isOnAgenda = tick > this.#agenda.buildUpSeconds && tick < this.#agenda.windDownTick;
    const isJudging = isOnAgenda && presentCount >= LEAST_PRESENT;
    if (!isJudging) this.#resetTests(tick);
    const escalated = this.#escalate(evidence, score, tick);
    this.#followEpisode(tick);
    const found = isJudging ? this.#judge(evidence, score, tick, point !== null) : null;
    return { score: isJudging ? score : 0, found, escalated };
  }

  #weigh(observation: Observation, point: ScoredPoint | null): Evidence {
    const { tick, presentCount, activeCount } = observation;
    const isLearning = this.#episode === null;
    const share = presentCount > 0 ? activeCount / presentCount : null;
    if (share !== null && !observation.unreported?.includes('focus'))
      this.#isFocusReported ||= share !== (this.#firstShare ??= share);
    const focus = share === null ? null : this.#focus.push(share, presentCount, tick, isLearning);
    const hybrid = this.#scoreHybrid(point);
    const hasFallen = this.#isFocusReported && this.#shareBefore() - (this.#recent.share(0, 5) ?? 0) >= SMALLEST_FALL;
    return {
      focus: hasFallen ? focus : null,
      leaves: this.#leaves.push(observation, isLearning),
      chat: this.#chat.push(observation, isLearning),
      hybrid: hasFallen ? hybrid : 0,
    };
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
      return mayReport ? this.#open('MASS_EXIT', 'leaves', evidence.leaves.score, evidence, tick) : null;
    }
    if (score >= WARNING_SCORE) return this.#open(...this.#nameOf(evidence), score, evidence, tick);
    if (!hasPoint || this.#scores.length < LOW_POINTS) return null;
    const level = mean(this.#scores);
    if (level >= LOW_SCORE || !this.#isSurelyUnfocused()) return null;
    // From 0.6 at the bound to 1 at nothing at all.
    const low = WARNING_SCORE + (1 - WARNING_SCORE) * (1 - level / LOW_SCORE);
    return this.#open('LOW_ENGAGEMENT', 'level', low, evidence, tick);
  }

  /** Whether the share in focus lies below what one should accept, sampling allowed for. */
  #isSurelyUnfocused(): boolean {
    if (!this.#isFocusReported) return false;
    const share = this.#recent.share(0, 40) ?? 0;
    const bound = LOW_SHARE_RATIO * this.#norms.activeRatio;
    const deviation = Math.sqrt((bound * (1 - bound)) / this.#recent.latestPresentCount);
    return share + SURE_DEVIATIONS * deviation < bound;
  }

  #nameOf(evidence: Evidence): [AnomalyType, Cause] {
    if (evidence.leaves.score >= EXODUS_HINT) return ['MASS_EXIT', 'leaves'];
    const { focus } = evidence;
    if (!focus || Math.max(focusScore(evidence), evidence.hybrid) < HEARD_SCORE) return ['SUDDEN_DROP', 'chat'];
    const before = this.#shareBefore();
    const now = this.#recent.share(0, 5) ?? before;
    const earlier = this.#recent.share(20, 20) ?? before;
    const agedRatio = (before - earlier) / (before - now);
    const isGradual = agedRatio / GRADUAL_RATIO + focus.slowSeconds / GRADUAL_SECONDS > 2;
    return [isGradual ? 'GRADUAL_DECLINE' : 'SUDDEN_DROP', 'focus'];
  }

  #shareBefore(): number {
    return this.#focus.baseline.fit(this.#recent.latestPresentCount)?.mean ?? this.#recent.share(0, 40) ?? 0;
  }

  #open(type: AnomalyType, cause: Cause, score: number, evidence: Evidence, tick: number): Finding {
    const shareBefore = this.#episode?.shareBefore ?? this.#shareBefore();
    const severity = severityOf(score);
    const chatBefore = this.#chat.perSecond(this.#recent.latestPresentCount) * 60;
    this.#episode = { type, cause, startTick: tick, severity, score, shareBefore, chatBefore, recoveredSeconds: 0 };
    for (const baseline of [this.#focus.baseline, this.#leaves.baseline, this.#chat.level]) baseline.dropWaiting();
    return this.#describe(this.#episode, evidence, tick);
  }

  #describe(episode: Episode, evidence: Evidence, tick: number): Finding {
    const { type, cause, severity, score, shareBefore, chatBefore } = episode;
    const chat = cause === 'chat' && evidence.chat.seconds > 0 ? evidence.chat : null;
    return describeAnomaly({
      tick,
      type,
      cause,
      severity,
      score,
      shareBefore: this.#isFocusReported ? shareBefore : null,
      shareNow: this.#recent.share(0, 5) ?? 0,
      shareExpected: this.#norms.activeRatio,
      isByHybrid: evidence.hybrid > focusScore(evidence),
      chatBefore,
      chatNow: chat ? (chat.count * 60) / chat.seconds : this.#recent.chatPerMinute(20),
      leaves: evidence.leaves,
      leavesBefore: this.#leaves.baseline.perSecond * 60 * this.#recent.latestPresentCount,
      leavesNow: this.#recent.leavesPerMinute(20),
      seconds: chat?.seconds ?? evidence.focus?.slowSeconds ?? 0,
      level: this.#scores.length > 0 ? mean(this.#scores) : 0,
    });
  }

  #escalate(evidence: Evidence, score: number, tick: number): Finding | null {
    const episode = this.#episode;
    if (!episode || episode.severity === 'CRITICAL' || tick - episode.startTick > ESCALATION_SECONDS) return null;
    if (score < CRITICAL_SCORE) return null;
    episode.severity = 'CRITICAL';
    episode.score = score;
    return this.#describe(episode, evidence, tick);
  }

  #followEpisode(tick: number): void {
    const episode = this.#episode;
    if (!episode) return;
    const presentCount = this.#recent.latestPresentCount;
    const present = {
      share: this.#recent.share(0, 15) ?? 0,
      chatPerMinute: this.#recent.chatPerMinute(40),
      isLeaving: this.#recent.leavesPerMinute(20) >= this.#leaves.exodusPerMinute(presentCount),
      level: mean(this.#scores),
      lowestLevel: LOW_SCORE,
    };
    const end = followEpisode(episode, present, tick);
    if (!end) return;
    if (end === 'settled' || episode.cause === 'level') this.#focus.baseline.restart();
    if (end === 'settled') this.#chat.level.restart();
    this.#episode = null;
    this.#restUntil = tick + REST_SECONDS;
    this.#resetTests(tick);
  }

  #resetTests(tick: number): void {
    this.#focus.reset(tick);
    this.#leaves.reset(tick);
    this.#chat.reset(tick);
  }
}

function scoreOf(evidence: Evidence): number {
  return Math.max(focusScore(evidence), evidence.leaves.score, evidence.chat.score, evidence.hybrid);
}

function focusScore({ focus }: Evidence): number {
  return Math.max(focus?.suddenScore ?? 0, focus?.slowScore ?? 0);
}

function severityOf(score: number): Severity {
  return score >= CRITICAL_SCORE ? 'CRITICAL' : 'WARNING';
}
