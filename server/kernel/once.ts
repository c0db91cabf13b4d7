/** However often it is asked, it acts once, and gives everybody the same: two signals in a row must not close twice. */
export function once<T extends object>(action: () => T): () => T {
  let result: T | undefined;
  return () => (result ??= action());
}
