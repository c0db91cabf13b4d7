/** What a change made of a thing, field by field. Pure. */

export interface FieldChange {
  readonly field: string;
  /** Null: there was none. */
  readonly before: string | null;
  /** Null: there is none any more. */
  readonly after: string | null;
}

type Thing = Readonly<Record<string, unknown>> | null;

/** Only what differs, in the order of the fields. */
export function differences(before: Thing, after: Thing): FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was asked, laid out; as it is where it was cut and is no JSON any more. */
export function laidOut(asked: string): string {
  try {
    return JSON.stringify(JSON.parse(asked), null, 2);
  } catch {
    return asked;
  }
}
