/** Names whose values are not for a screen: what is written to a log from outside may hold anything. */
const secretName = /(api[-_]?key|secret|password|passphrase|authorization|cookie|credential|(^|[-_a-z])token$)/i;
const mask = '••••••';

/** JSON to read, indented; the text under a name that sounds like a secret is masked. */
export const maskedJson = (value: unknown): string =>
  JSON.stringify(
    value,
    (name, inner: unknown) => (typeof inner === 'string' && secretName.test(name) ? mask : inner),
    2,
  );
