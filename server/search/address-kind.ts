import ipaddr from 'ipaddr.js';

/** `own` is the machine itself or its private network; `forbidden` is everything else that is not public. */
export type AddressKind = 'public' | 'own' | 'forbidden';

const ownRanges: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal']);

/** The only block from which global unicast addresses are given out (RFC 4291, IANA's IPv6 address space). */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Says where an IP address leads.
 *
 * Public is what IANA's special-purpose registries leave over. IPv6 forms that carry an IPv4 address (mapped,
 * compatible, NAT64, 6to4, Teredo) are forbidden whatever they carry: nobody needs them to reach a public page.
 *
 * @param address As the resolver or a URL gives it, without brackets. What is no IP address is forbidden.
 */
export function addressKind(address: string): AddressKind {
  // ipaddr.js reads old spellings (octal, one number) too, where connecting might read them otherwise.
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return 'forbidden';
  const parsed = ipaddr.parse(address);
  const range: string = parsed.range();
  if (ownRanges.has(range)) return 'own';
  if (range !== 'unicast') return 'forbidden';
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast) ? 'public' : 'forbidden';
}
