/** Headers as OTEL_EXPORTER_OTLP_HEADERS writes them: `key=value` pairs, separated by commas, values percent-encoded. */

/** What a header can carry: anything else would be refused with every batch. */
const carried = /^[\x20-\x7E]*$/;
const pair = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+=[\x20-\x7E]*$/;

/** @returns null, if the text is not of that form. */
export function parseOtlpHeaders(text: string): Record<string, string> | null {
  if (text === '') return {};
  const pairs = text.split(',').map((entry) => entry.trim());
  if (!pairs.every((entry) => pair.test(entry))) return null;
  try {
    const decoded = pairs.map((entry): [string, string] => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at), decodeURIComponent(entry.slice(at + 1).trim())];
    });
    return decoded.every(([, value]) => carried.test(value)) ? Object.fromEntries(decoded) : null;
  } catch {
    // A percent sign that encodes nothing.
    return null;
  }
}
