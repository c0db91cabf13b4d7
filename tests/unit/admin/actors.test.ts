import { afterEach, expect, it } from 'vitest';
import { actorName, actorWords, keepActors } from '../../../admin/src/actors.ts';

const ann = '01a1ffdb-c09f-7000-b716-a537fa9c9f71';
const ben = '01a1ffdb-c09f-7000-b716-a537fa9c9f72';
afterEach(() => keepActors('panel', []));

it('whoever did something goes by a name, never by the id of a token (PL-13)', () => {
  expect(actorWords(ann)).toBe('somebody');
  keepActors(ben, [{ id: ann, name: 'Ann of the box office' }]);
  expect(actorWords(ann)).toBe('Ann of the box office');
  expect(actorName('server')).toBe('The server');
  expect(actorWords(null)).toBe('nobody');
  expect(actorWords('leo')).toBe('leo');
});

it('whoever reads it is “you”, which the panel is only while access is open (PL-12)', () => {
  expect(actorName('panel')).toBe('You');
  keepActors(ann, [{ id: ann, name: 'Ann' }]);
  expect(actorWords(ann)).toBe('you');
  expect(actorWords('panel')).toBe('whoever was at the panel');
});
