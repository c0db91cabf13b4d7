import type { LanguageModel } from '../../../language/port.ts';
import type { ModelChoice } from '../../../language/settings.ts';
import type { CallBrief, CallConversation, CallEnd, CallHands } from '../call.ts';
import { analyse } from './analyse.ts';
import { askCreator, saysGoodbye } from './ask-creator.ts';
import { chanceOf } from './chance.ts';
import { Course } from './course.ts';
import type { Dialled } from './dial.ts';
import { dial, moodOf } from './dial.ts';
import type { Ending } from './ending.ts';
import { CallOver, verdictOf } from './ending.ts';
import { findTheWay } from './find-the-way.ts';
import type { Speakers } from './speakers.ts';
import { botSpeaks, contactSpeaks } from './speakers.ts';

export interface ConversationParts {
  readonly modelFor: (choice: ModelChoice) => Promise<LanguageModel>;
  /** Who speaks for the contacts. */
  readonly contactModel: ModelChoice;
}

/** Exchanges of a talk at most. The patience of contacts is shorter: only a model that forgets it comes here. */
const mostExchanges = 40;
/** When the voicemail answers and its contact has recorded nothing. */
const standardGreeting = 'The person you have called is not available. Please leave a message after the tone.';

/** A call from dialling to what came of it: people and telephone are simulated, models speak for both sides (OR-3). */
export class Conversation implements CallConversation {
  readonly #parts: ConversationParts;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  /** @throws What the signal of `hands` was aborted with, and what breaks on our side. */
  async perform(brief: CallBrief, hands: CallHands): Promise<CallEnd> {
    const { modelFor, contactModel } = this.#parts;
    const course = new Course(brief, hands);
    const chance = chanceOf(brief);
    const [bot, contact] = await Promise.all([modelFor(brief.bot.model), modelFor(contactModel)]);
    const mood = moodOf(brief.contact, brief.number, chance);
    const ending = await endingOf({ course, bot, contact, mood }, dial(brief.contact, chance));
    const { atSecond } = course;
    const verdict =
      ending.kind === 'talked' ? await analyse(course, bot, ending) : verdictOf(ending, brief.contact, atSecond);
    return { ...verdict, durationSeconds: Math.round(atSecond * 10) / 10 };
  }
}

async function endingOf(speakers: Speakers, dialled: Dialled): Promise<Ending> {
  try {
    return await reach(speakers, dialled);
  } catch (error) {
    if (error instanceof CallOver) return error.ending;
    throw error;
  }
}

/** A busy line is busy before anything answers; a menu answers before it is known who is at their desk. */
async function reach(speakers: Speakers, { pickup, ringSeconds, dropsAfterTurns }: Dialled): Promise<Ending> {
  const { course } = speakers;
  const { menu } = course.brief.contact;
  if (pickup === 'busy') {
    await course.wait(ringSeconds);
    await course.say('line', 'The line is busy.', { seconds: 0 });
    return { kind: 'busy' };
  }
  if (menu && menu.length > 0 && !(await findTheWay(speakers, menu))) return { kind: 'menu_lost' };
  await course.wait(ringSeconds);
  if (pickup === 'rings_out') {
    await course.say('line', 'It rings, and nobody picks up.', { seconds: 0 });
    return { kind: 'rings_out' };
  }
  if (pickup === 'voicemail') return leaveMessage(speakers);
  await course.hands.answered();
  course.dropAfter(dropsAfterTurns);
  return talk(speakers);
}

async function leaveMessage(speakers: Speakers): Promise<Ending> {
  const { course } = speakers;
  await course.say('line', course.brief.contact.voicemailGreeting ?? standardGreeting);
  await botSpeaks(speakers, 'voicemail');
  return { kind: 'voicemail' };
}

async function talk(speakers: Speakers): Promise<Ending> {
  if (await contactSpeaks(speakers, 'pickup')) return { kind: 'talked', by: 'contact', hint: 'unclear' };
  for (let exchange = 0; exchange < mostExchanges; exchange += 1) {
    const ending = await botsTurn(speakers);
    if (ending === 'asked') continue;
    if (ending) return ending;
    if (await contactSpeaks(speakers, 'talk')) return { kind: 'talked', by: 'contact', hint: 'unclear' };
  }
  await speakers.course.note(`The talk went on for ${mostExchanges} exchanges and was ended.`);
  return { kind: 'talked', by: 'limit', hint: 'unclear' };
}

/** @returns How the call ends by it; `asked` where the creator has answered and the bot is to go on; null else. */
async function botsTurn(speakers: Speakers): Promise<Ending | 'asked' | null> {
  const { course } = speakers;
  const deeds = await botSpeaks(speakers, 'talk');
  const asked = deeds.find(({ kind }) => kind === 'ask');
  if (asked?.kind === 'ask') return (await askCreator(speakers, asked)) ?? 'asked';
  const [later, end] = [deeds.find(({ kind }) => kind === 'reschedule'), deeds.find(({ kind }) => kind === 'end')];
  if (!later && !end) return null;
  const atSecond = later?.kind === 'reschedule' ? course.atSecond + later.inSeconds : 0;
  await saysGoodbye(speakers);
  if (later) return { kind: 'rescheduled', atSecond };
  return { kind: 'talked', by: 'bot', hint: end?.kind === 'end' ? end.hint : 'unclear' };
}
