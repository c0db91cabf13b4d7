/** Ollama's own port, where an address names neither port nor scheme. */
const standardPort = '11434';

/** Addresses that a server listens on to be reached from everywhere; nobody can call them. */
const calledInstead = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['[::]', '[::1]'],
]);

/**
 * The base URL that an OLLAMA_HOST stands for, without a slash at its end; null if it stands for none.
 *
 * As Ollama reads it: `host`, `host:port`, `:port` and URLs; without a scheme the port is 11434, with one it is 80 or
 * 443. Where a server is told to listen on all addresses, it is called on loopback. A user name is not accepted: calls
 * could not carry it.
 */
export function ollamaAddress(host: string): string | null {
  const given = host.trim().replace(/^(["'])(.*)\1$/, '$2');
  const hasScheme = given.includes('://');
  const written = hasScheme ? given : `http://${withName(given)}`;
  const url = URL.parse(written);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  // A URL drops the port that goes with its scheme; without a scheme it was not meant to.
  const isBare = !hasScheme && url.port === '' && !/:80(\/|$)/.test(written);
  const port = isBare ? standardPort : url.port;
  const name = calledInstead.get(url.hostname) ?? url.hostname;
  return `${url.protocol}//${name}${port === '' ? '' : `:${port}`}${url.pathname.replace(/\/+$/, '')}`;
}

/** Completes a port alone, and puts an IPv6 address into brackets, as a URL wants it. */
function withName(host: string): string {
  if (/^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(host)) return `[${host}]`;
  return host.startsWith(':') ? `127.0.0.1${host}` : host;
}
