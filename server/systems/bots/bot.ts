/** A bot while it lives: its persona, the configuration in force, its memory. */
import type { BotConfig, Pace } from '../../contract/bot.ts';
import type { Persona } from '../../contract/persona.ts';
import { Digest } from '../../kernel/digest.ts';
import type { Drawer } from '../../simulation/community/rhythm.ts';
import { Mind } from '../../simulation/community/mind.ts';
import { Taste } from '../../simulation/community/taste.ts';

export interface BotPause {
  readonly reason: string;
  readonly by: string;
}

export class LivingBot {
  readonly persona: Persona;
  readonly mind = new Mind();
  readonly who: Drawer;
  /** Null: that of all. */
  ownPace: Pace | null = null;
  /** Why it does nothing until a person has looked (F-4); null where it may. */
  pause: BotPause | null = null;
  #config: BotConfig;
  #version = 0;
  #taste: Taste;

  constructor(persona: Persona, seed: number) {
    this.persona = persona;
    this.who = { seed, agent: agentOf(persona.id) };
    this.#config = standardOf(persona);
    this.#taste = new Taste(persona.personality.interests);
  }

  get id(): string {
    return this.persona.id;
  }

  /** The configuration that its file gives. */
  get standard(): BotConfig {
    return standardOf(this.persona);
  }

  get config(): BotConfig {
    return this.#config;
  }

  /** 0 while the configuration is that of the YAML file and never was another. */
  get configVersion(): number {
    return this.#version;
  }

  /** Whether its configuration is another than its file's. */
  get isConfigured(): boolean {
    return JSON.stringify(this.#config) !== JSON.stringify(this.standard);
  }

  get taste(): Taste {
    return this.#taste;
  }

  /** Puts a configuration in force; a heartbeat under way goes on with the one it began with. */
  configure(config: BotConfig, version: number): void {
    this.#config = config;
    this.#version = version;
    this.#taste = new Taste(config.personality.interests);
  }
}

const standardOf = ({ personality, behaviour, model }: Persona): BotConfig => ({
  personality,
  behaviour,
  model,
});

/** A bot draws by its id, so that its luck is the same in whatever company it lives. */
function agentOf(botId: string): number {
  const digest = new Digest();
  digest.addValue(botId);
  return Number.parseInt(digest.toHex().slice(0, 8), 16);
}
