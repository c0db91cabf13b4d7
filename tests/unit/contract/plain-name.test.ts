/** Names that others read where who did what is told (PL-13, PL-14). */
import { expect, test } from 'vitest';
import { NewAccessToken, NewVenture } from '../../../server/contract/access.ts';
import { NewShareLink } from '../../../server/contract/share.ts';

const isTaken = (name: string) => [
  NewShareLink.safeParse({ name }).success,
  NewAccessToken.safeParse({ name, role: 'viewer' }).success,
  NewVenture.safeParse({ id: 'summit', name }).success,
];

test('names of links, tokens and ventures garble no line that tells them: no line ends, escape codes or turned writing (PL-13, PL-14)', () => {
  const hostile = ['Ann\ndone', 'a\tb', '\u001b[31mAnn', 'Ann\u202enimda', 'Ann\u0000', '\u200b', ' '];
  for (const name of hostile) expect([name, ...isTaken(name)]).toEqual([name, false, false, false]);
  for (const name of ['Ann', 'Zoë & <b>', 'アン', 'מארחת', '=1+1', '🎉'])
    expect([name, ...isTaken(name)]).toEqual([name, true, true, true]);
});
