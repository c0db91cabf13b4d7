/** The one table of what can go wrong with a search: a closed list of codes, each with its sentence. */
export const searchFailureTable = {
  forbidden_address: 'The way leads to an address that is not public, so it was not taken.',
  too_many_redirects: 'The search service sends us on again and again.',
  unreachable: 'Nobody answers at the search service’s address.',
  no_secure_connection: 'The address says https, and the certificate or the protocol of what answers does not fit.',
  broken_off: 'The search service closed the connection before its answer was complete.',
  timed_out: 'The search service did not answer in time.',
  cancelled: 'The search was called off.',
  too_large: 'The search service’s answer has more bytes than any answer should.',
  json_disabled:
    'The SearXNG instance gives no JSON: add json to search.formats in its settings.yml, or ask who runs it to do so.',
  rate_limited: 'The search service has had enough searches for now; a SearXNG instance may have its limiter on.',
  service_error: 'The search service failed.',
  foreign_answer: 'What answered is not a SearXNG instance, or one of another form than is known here.',
} as const;

export type SearchFailureCode = keyof typeof searchFailureTable;
