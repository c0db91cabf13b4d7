/** Which key of a touch-tone menu leads closest to a person, from what the line says. */
import type { CallFacts } from './call-facts.ts';
import { stemsOf } from './heard.ts';

const named: Readonly<Record<string, string>> = { star: '*', hash: '#', pound: '#', zero: '0' };
/** What stands for people rather than things. */
const people =
  /\b(?:speak|staff|person|somebody|someone|offices?|management|names?|operator|reception|put through|extension|whom)\b/iu;
const backwards = /\b(?:go back|return|again|repeat|main menu)\b/iu;
const weights = { name: 5, role: 2, people: 2, backwards: -1 } as const;

interface Choice {
  readonly key: string;
  readonly words: string;
}

/** @returns Null where every choice of this level was tried. */
export function keyFor(turns: CallFacts['turns'], contact: CallFacts['contact']): string | null {
  const says = plain(turns.findLast(({ speaker }) => speaker === 'line')?.text ?? '');
  const tried = keysTriedAt(says, turns);
  const left = choicesIn(says).filter(({ key }) => !tried.has(key));
  const best = left
    .map((choice) => ({ ...choice, score: scoreOf(choice, contact) }))
    .sort((one, other) => other.score - one.score)[0];
  return best?.key ?? null;
}

/** Both orders: “For sales, press 1” and “Press 1 for sales”. */
function choicesIn(says: string): Choice[] {
  return says.split(/[.;!?]\s*/u).flatMap((sentence) => {
    const key = /\bpress (?:the )?(\d|\*|#|star|hash|pound|zero)/iu.exec(sentence)?.[1]?.toLowerCase();
    return key === undefined ? [] : [{ key: named[key] ?? key, words: sentence }];
  });
}

function scoreOf({ words }: Choice, { name, role }: CallFacts['contact']): number {
  const there = new Set(stemsOf(words));
  const has = (text: string) => stemsOf(text).some((stem) => there.has(stem));
  return (
    (has(name) ? weights.name : 0) +
    (has(role) ? weights.role : 0) +
    (people.test(words) ? weights.people : 0) +
    (backwards.test(words) ? weights.backwards : 0)
  );
}

/** What was pressed whenever the line had said just this. */
function keysTriedAt(says: string, turns: CallFacts['turns']): Set<string> {
  const tried = new Set<string>();
  let heard = '';
  for (const { speaker, text } of turns) {
    if (speaker === 'line') heard = plain(text);
    const key = speaker === 'bot' ? /^\(presses (\S+)\)$/.exec(text)?.[1] : undefined;
    if (key !== undefined && heard === says) tried.add(key);
  }
  return tried;
}

/** Without what a line says before it repeats itself. */
const plain = (text: string): string => text.replace(/^That is not one of the choices\. /u, '');
