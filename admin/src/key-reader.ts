/** Which action a keystroke means. Pure but for the time it is given. */
export type KeyMap = Readonly<Record<string, () => void>>;

export interface KeyStroke {
  key: string;
  hasModifier: boolean;
  isRepeat: boolean;
  isTyping: boolean;
  /** On a button or link, which has its own use for space. */
  isOnControl: boolean;
  isInDialog: boolean;
}

/** After a first key such as `g`, the second must follow within this time. */
const sequenceMs = 1_200;

/**
 * Reads single keys and sequences of two (`g l`). With Ctrl or Cmd only `mod+…` entries count; those act while typing too.
 */
export function createKeyReader(now: () => number) {
  let prefix: { key: string; at: number } | null = null;

  return (stroke: KeyStroke, maps: readonly KeyMap[]): (() => void) | null => {
    const find = (name: string) => maps.findLast((map) => name in map)?.[name] ?? null;
    const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
    if (stroke.hasModifier) return find(`mod+${key}`);
    if (stroke.isTyping || stroke.isInDialog || stroke.isRepeat) return null;
    if (stroke.isOnControl && (key === ' ' || key === 'Enter')) return null;
    if (prefix && now() - prefix.at < sequenceMs) {
      const action = find(`${prefix.key} ${key}`);
      prefix = null;
      if (action) return action;
    }
    const isPrefix = maps.some((map) => Object.keys(map).some((name) => name.startsWith(`${key} `) && name.length > 2));
    prefix = isPrefix ? { key, at: now() } : null;
    return isPrefix ? null : find(key);
  };
}
