/** Carries out what a bot decided: gets the words or the results, and plans what is stored. */
import type { Plan } from './deed.ts';
import { finish } from './deed.ts';
import { follow, search, vote } from './gestures.ts';
import { openThread, reply } from './posts.ts';
import type { Beginning, HeartbeatParts, Turn } from './turn.ts';

/** @returns The plan of what the bot's intention comes to. */
export async function act(parts: HeartbeatParts, turn: Turn, beginning: Beginning): Promise<Plan> {
  const intention = beginning.decision!.intention;
  switch (intention.action) {
    case 'nothing':
      return finish(parts, turn, beginning, { sentence: lookedOn(beginning) });
    case 'thread':
      return openThread(parts, turn, beginning, intention);
    case 'reply':
      return reply(parts, turn, beginning, intention);
    case 'vote':
      return vote(parts, turn, beginning, intention);
    case 'follow':
    case 'unfollow':
      return follow(parts, turn, beginning, intention);
    case 'search':
      return search(parts, turn, beginning, intention);
  }
}
function lookedOn({ decision }: Beginning): string {
  const held = decision!.heldBack;
  if (held) return `It was about to ${verbs[held.action]} ${held.target}, but ${held.why}.`;
  const [best] = [...decision!.considered]
    .filter(({ action }) => action !== 'nothing')
    .sort((one, other) => other.chanceRatio - one.chanceRatio);
  if (!best || best.chanceRatio === 0) return 'It looked on: there was nothing to do for it.';
  const chance = `${(best.chanceRatio * 100).toFixed(best.chanceRatio < 0.01 ? 2 : 0)}%`;
  return `It looked on; likeliest otherwise was to ${verbs[best.action]} ${best.target} (${chance}): ${best.why}.`;
}

const verbs = {
  thread: 'open a thread on',
  reply: 'reply in',
  vote: 'vote',
  follow: 'follow',
  unfollow: 'unfollow',
  search: 'search for',
  nothing: 'do',
};
