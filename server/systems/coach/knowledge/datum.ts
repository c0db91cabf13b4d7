/** One thing that the coach knows, or why it does not. */
export type Datum<T> = { readonly value: T } | { readonly missing: string };

/** Whose data, and as of when: nothing that came later is looked at. */
export interface Moment {
  readonly ventureId: string;
  readonly timeZone: string;
  readonly atMs: number;
}
export type DataReader<T> = (moment: Moment) => Promise<Datum<T>>;
