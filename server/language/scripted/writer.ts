/** A post in the making: chooses fresh phrases, fills their slots, and lets no sentence come twice. */
import type { Ask } from './part.ts';
import { contracted, isPlural, upperFirst } from './english.ts';
import type { Template } from './grammar.ts';
import { expand } from './grammar.ts';
import { imageSources } from './phrases/bodies.ts';
import type { Scene } from './scene.ts';
import type { Voice } from './voice.ts';

/** Phrases used in so many of the bot's last posts, or of the thread's, are avoided while there are others. */
const freshPosts = 14;
/** How often a sentence is written anew because it was said lately. */
const mostAttempts = 12;
const kitSlots = { claim: 'claims', trouble: 'troubles', step: 'steps', measure: 'measures', tale: 'tales' } as const;

/** A slot may meet a phrase that begins or ends with the same word. */
const stutter = /\b(\p{L}+)[ -]\1\b/iu;

export class Writer {
  readonly scene: Scene;
  readonly voice: Voice;
  readonly sentences: string[] = [];
  /** What stood in the slots of the sentences kept so far. */
  readonly filled = new Map<string, string>();
  readonly #ask: Ask;
  readonly #recent: string;
  readonly #late: string;
  #drawCount = 0;

  constructor(ask: Ask, scene: Scene, voice: Voice) {
    [this.#ask, this.scene, this.voice] = [ask, scene, voice];
    this.#recent = ask.facts.recent.join('\n');
    const thread = ask.facts.posts.map(({ text }) => text);
    this.#late = [...ask.facts.recent.slice(-freshPosts), ...thread.slice(-freshPosts)].join('\n');
  }

  /** A draw of this post, in order. */
  draw(what: string): number {
    return this.#ask.draw(`${what} ${this.sentences.length}`);
  }

  /**
   * Adds a sentence from these templates.
   *
   * @param more What may stand in slots besides what the scene offers.
   * @returns False where no template could be filled, or all that could were said lately.
   */
  say(pool: readonly Template[], more: Readonly<Record<string, string>> = {}): boolean {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const chosen = this.#choose(pool, more, attempt);
      if (!chosen) return false;
      const filled = new Map<string, string>();
      const text = expand(chosen, `words ${this.#drawCount}`, this.#ask.draw, (slot) => this.#fill(slot, more, filled));
      const sentence = this.#finish(text);
      if (this.#wasSaid(sentence) || stutter.test(sentence)) continue;
      this.sentences.push(sentence);
      for (const [slot, value] of filled) this.filled.set(slot, value);
      return true;
    }
    return false;
  }

  /** Puts a turn before the first sentence, such as "Small question: …". */
  lead(pool: readonly Template[], more: Readonly<Record<string, string>>): boolean {
    const first = this.sentences[0];
    if (first === undefined || /[:–]/.test(first)) return false;
    const rest = /^(?:I\b|I’|“)/.test(first) ? first : first.charAt(0).toLowerCase() + first.slice(1);
    const chosen = this.#choose(pool, { ...more, rest }, 0);
    if (!chosen) return false;
    const text = expand(chosen, 'lead', this.#ask.draw, (slot) => more[slot] ?? rest);
    this.sentences[0] = upperFirst(text);
    return true;
  }

  #choose(pool: readonly Template[], more: Readonly<Record<string, string>>, attempt: number): Template | null {
    const fit = pool.filter(({ slots }) => [...slots].every((slot) => slot in more || this.#canFill(slot)));
    return this.#fresh(fit, attempt);
  }

  /** One of the templates, by preference one whose words were not used lately. */
  #fresh(pool: readonly Template[], attempt: number): Template | null {
    const start = Math.floor(this.#ask.draw(`choice ${(this.#drawCount += 1)}`) * pool.length);
    const inTurn = (index: number): Template => pool[(start + index) % pool.length]!;
    if (attempt < 4)
      for (let index = 0; index < pool.length; index += 1) if (!this.#wasUsed(inTurn(index).mark)) return inTurn(index);
    return pool.length > 0 ? inTurn(0) : null;
  }

  #wasUsed(mark: string): boolean {
    if (mark.length < 8) return false;
    const words = this.voice.isContracted ? contracted(mark) : mark;
    return this.#late.includes(words) || this.sentences.some((sentence) => sentence.includes(words));
  }

  #wasSaid(sentence: string): boolean {
    const inner = sentence.slice(1);
    return (
      this.#recent.includes(inner) || this.#late.includes(inner) || this.sentences.some((said) => said.includes(inner))
    );
  }

  #finish(text: string): string {
    return upperFirst(this.voice.isContracted ? contracted(text) : text);
  }

  #canFill(slot: string): boolean {
    const { scene } = this;
    switch (slot) {
      case 'quote':
        return this.#nextQuote() !== undefined;
      case 'author':
        return scene.author !== null && !this.filled.has('author');
      case 'earlier':
      case 'earlierQuote':
        return scene.earlier !== null && !this.filled.has('earlier');
      case 'articleTitle':
      case 'articlePoint':
        return scene.article !== null && !this.filled.has('articleTitle');
      case 'memory':
        return scene.memory !== null && !this.filled.has('memory');
      case 'word':
        return scene.word !== null;
      case 'saying':
      case 'rest':
        return false;
      default:
        return true;
    }
  }

  #fill(slot: string, more: Readonly<Record<string, string>>, filled: Map<string, string>): string {
    const value = more[slot] ?? this.#value(slot, filled);
    filled.set(slot, value);
    return value;
  }

  #value(slot: string, filled: ReadonlyMap<string, string>): string {
    const { scene } = this;
    if (slot in kitSlots) return this.#fromKit(scene.kit[kitSlots[slot as keyof typeof kitSlots]]);
    const isNamed = this.#isNamed(filled);
    switch (slot) {
      case 'topic':
        return isNamed ? 'this' : scene.topic;
      case 'topicIs':
        return isNamed ? 'this is' : `${scene.topic} ${isPlural(scene.topic) ? 'are' : 'is'}`;
      case 'point':
        return this.#point(filled);
      case 'pointIs': {
        const point = this.#point(filled);
        return `${point} ${isPlural(point) ? 'are' : 'is'}`;
      }
      case 'quote':
        return this.#nextQuote() ?? '';
      case 'author':
        return scene.author ?? '';
      case 'word':
        return scene.word ?? '';
      case 'earlier':
        return scene.earlier?.author ?? '';
      case 'earlierQuote':
        return scene.earlier?.quote ?? '';
      case 'articleTitle':
        return scene.article?.title ?? '';
      case 'articlePoint':
        return scene.article?.point ?? '';
      case 'memory':
        return scene.memory ?? '';
      case 'image':
        return this.#fromKit(this.voice.imageSources.flatMap((source) => imageSources[source]));
      default:
        throw new Error(`No phrase has a slot called ${slot}.`);
    }
  }

  /** Nobody names a topic in full twice in a few sentences. */
  #isNamed(filled: ReadonlyMap<string, string>): boolean {
    const topic = this.scene.topic.toLowerCase();
    return [...filled.values(), ...this.sentences].some((said) => said.toLowerCase().includes(topic));
  }

  #point(filled: ReadonlyMap<string, string>): string {
    const said = this.filled.get('point') ?? filled.get('point');
    const point = this.scene.points.find((one) => one !== said);
    return point ?? (said !== undefined || this.#isNamed(filled) ? 'this' : this.scene.topic);
  }

  #nextQuote(): string | undefined {
    return (
      this.scene.quotes.find((quote) => !this.#late.includes(`“${quote}`) && quote !== this.filled.get('quote')) ??
      (this.filled.has('quote') ? undefined : this.scene.quotes[0])
    );
  }

  #fromKit(pool: readonly Template[]): string {
    const chosen = this.#fresh(pool, 0)!;
    return expand(chosen, `kit ${this.#drawCount}`, this.#ask.draw, () => '');
  }
}
