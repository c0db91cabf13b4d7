/** What the doctor says of one thing that it looked at. */
export interface Finding {
  /** What was looked at, such as `database`. */
  readonly about: string;
  /** `stop`: the server would not start, or not work. `note`: it starts, and somebody should know. */
  readonly state: 'ok' | 'note' | 'stop';
  /** What was found. */
  readonly sentence: string;
  /** What to do about it; null where there is nothing to do. */
  readonly advice: string | null;
}

export const fine = (about: string, sentence: string): Finding => ({ about, state: 'ok', sentence, advice: null });

export const note = (about: string, sentence: string, advice: string | null = null): Finding => ({
  about,
  state: 'note',
  sentence,
  advice,
});

export const stop = (about: string, sentence: string, advice: string): Finding => ({
  about,
  state: 'stop',
  sentence,
  advice,
});
