/**
 * How long words take to be said.
 *
 * 150 words a minute: assumed. Tauroza and Allison, "Speech rates in British English", Applied Linguistics 11 (1990),
 * measured 140 in lectures and 210 in conversation; on the phone, with a stranger, people take their time.
 */
const wordsPerMinute = 150;

/** Between two turns, in seconds. Stivers and others, "Universals … in turn-taking", PNAS 106 (2009): 0.2 on average. */
const gapSeconds = 0.2;

/** In seconds of simulated time, the gap after it included. */
export function speechSeconds(text: string): number {
  const wordCount = text.split(/\s+/).filter((word) => word !== '').length;
  return (wordCount * 60) / wordsPerMinute + gapSeconds;
}
