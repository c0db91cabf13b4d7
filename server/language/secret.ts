import { inspect } from 'node:util';

/** A key that shows itself to nobody who does not ask: not to JSON, not to a template, not to `util.inspect`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The key itself, for the one line that sends it. */
  reveal(): string {
    return this.#value;
  }

  /** The text without the key, should somebody have echoed it. */
  maskIn(text: string): string {
    return this.#value === '' ? text : text.replaceAll(this.#value, '[key]');
  }

  toString(): string {
    return '[key]';
  }

  toJSON(): string {
    return '[key]';
  }

  [inspect.custom](): string {
    return '[key]';
  }
}
