/** What kind of question a post ends with. */

export type QuestionKind =
  | 'yesNo'
  | 'howLong'
  | 'howMuch'
  | 'howOften'
  | 'why'
  | 'who'
  | 'what'
  | 'how'
  | 'have'
  | 'join';

const kinds: readonly [QuestionKind, RegExp][] = [
  [
    'join',
    /\bwho (?:joins|is in|wants|takes)\b|^\W*(?:shall|let) (?:we|us)\b|\bwould you\b(?! (?:start|try first|do|change|leave))|\bany names\b|\bhands up\b/i,
  ],
  ['howLong', /\bhow (?:long|soon|quickly|fast|late)\b/i],
  ['howOften', /\bhow (?:often|regularly|frequently)\b/i],
  ['howMuch', /\bhow (?:many|much|large|big|small|high|far)\b/i],
  ['have', /\b(?:has|have|had) (?:anybody|anyone|you|somebody|someone)\b|\bwho (?:else )?has\b/i],
  ['why', /\bwhy\b/i],
  ['who', /\b(?:who|whom|whose)\b/i],
  ['what', /\b(?:what|which|where)\b/i],
  ['how', /\bhow\b/i],
];

/** @returns Null where the text does not end with a question. */
export function questionOf(text: string): QuestionKind | null {
  const end = text.slice(-600).trimEnd();
  if (!/\?[”"’')\]]*$/u.test(end)) return null;
  const question = /[^.!?:;]*\?[”"’')\]]*$/u.exec(end)?.[0] ?? end;
  return kinds.find(([, sign]) => sign.test(question))?.[0] ?? 'yesNo';
}
