/** Asks the creator while the call goes on (OR-6). */
import type { QuestionAnswer } from '../../../contract/question.ts';
import type { Ending } from './ending.ts';
import { CallOver } from './ending.ts';
import { answered, spoken } from './material.ts';
import type { Speakers } from './speakers.ts';
import { botSpeaks, contactSpeaks } from './speakers.ts';
import type { Deed } from './use-tools.ts';

type Ask = Extract<Deed, { kind: 'ask' }>;

/** So often the two talk while an answer is awaited; then they keep the line in silence. Assumed: more is babble. */
const mostExchanges = 2;
/** Between two things said on hold, and between two looks at whether an answer has come, in simulated seconds. */
const pauseSeconds = 4;

/** @returns How the call ends if no answer comes in time or the contact hangs up meanwhile; null: it goes on. */
export async function askCreator(speakers: Speakers, deed: Ask): Promise<Ending | null> {
  const { course } = speakers;
  const { question, timeoutSeconds, options } = deed;
  course.askedCount += 1;
  const why = `The errand: ${course.brief.objective}`;
  const { answer } = await course.hands.ask({ text: question, why, timeoutSeconds, options });
  const awaited = watch(answer);
  if (await hold(speakers, awaited, timeoutSeconds)) return { kind: 'waiting', question, isHungUp: true };
  const given = await answer;
  if (given) {
    course.freshAnswer = { question, answer: answered(given.text) };
    course.answers.push(course.freshAnswer);
    await course.note(`The answer came in: ${course.freshAnswer.answer}`);
    return null;
  }
  await course.note('No answer came in time.');
  await course.say('bot', spoken(deed.recipientMessage));
  await saysGoodbye(speakers);
  return { kind: 'waiting', question, isHungUp: false };
}

/** A last word of the contact. The call is over already: whether their model can still speak changes nothing. */
export async function saysGoodbye(speakers: Speakers): Promise<void> {
  try {
    await contactSpeaks(speakers, 'goodbye');
  } catch (error) {
    if (!(error instanceof CallOver)) throw error;
  }
}

/** @returns Whether the contact hung up. */
async function hold(speakers: Speakers, awaited: Awaited, timeoutSeconds: number): Promise<boolean> {
  const { course } = speakers;
  for (let exchange = 0; exchange < mostExchanges && !awaited.isSettled; exchange += 1) {
    if (await contactSpeaks(speakers, 'holding')) return true;
    if (!awaited.isSettled) await course.wait(pauseSeconds);
    if (!awaited.isSettled) await botSpeaks(speakers, 'holding');
  }
  // Simulated time never passes faster than real time here, so the answer's own deadline comes first.
  for (let waited = 0; waited < timeoutSeconds && !awaited.isSettled; waited += pauseSeconds)
    await course.wait(pauseSeconds);
  return false;
}

interface Awaited {
  isSettled: boolean;
}

/** Whether a promise has settled, either way; whoever awaits it hears of a rejection. */
function watch(answer: Promise<QuestionAnswer | null>): Awaited {
  const awaited = { isSettled: false };
  const settle = () => void (awaited.isSettled = true);
  answer.then(settle, settle);
  return awaited;
}
