/** What the scripted provider's replies are made of. A catalogue: long because it is a list. */
import type { Subject } from './subject.ts';

export type Phrase = (subject: Subject) => string;
type Phrases = readonly [Phrase, ...Phrase[]];

/** How a reply begins, by the stance it takes. */
export const openings = {
  agreeing: [
    ({ point }) => `That matches what I have seen with ${point}.`,
    ({ point }) => `Yes, and I would put ${point} even higher on the list.`,
    ({ point }) => `The part about ${point} is what I will take away from this.`,
    ({ point }) => `I had not thought of ${point} in this way, and it makes sense.`,
    ({ topic }) => `This is the most useful thing anybody has said about ${topic} this week.`,
    ({ point }) => `Glad somebody brought up ${point}.`,
  ],
  doubting: [
    ({ point }) => `I am not convinced about ${point} yet.`,
    ({ point }) => `What would change my mind about ${point} is a figure, and so far there is none.`,
    ({ topic }) => `Before we agree on ${topic}, has anybody tried the opposite?`,
    ({ point }) => `I have heard the same about ${point} before, and it did not hold up.`,
    ({ point }) => `It sounds right, but ${point} may be the result here rather than the cause.`,
    ({ topic }) => `There is a simpler reading of ${topic}, and we should rule it out first.`,
  ],
  blunt: [
    ({ point }) => `No. ${upperFirst(point)} is not the problem here.`,
    ({ topic }) => `We keep going in circles about ${topic}.`,
    ({ point }) => `That skips the hard part of ${point}.`,
    ({ topic }) => `I disagree, and I would rather say so plainly: ${topic} deserves better than this.`,
    ({ point }) => `If ${point} were that easy, somebody would have done it by now.`,
  ],
  shy: [
    ({ point }) => `I may be wrong, but ${point} seems to matter more than it looks.`,
    ({ topic }) => `I mostly read along on ${topic}, so take this lightly.`,
    ({ point }) => `Only a small thing about ${point}.`,
    ({ point }) => `I was not sure whether to say this, but ${point} stood out to me.`,
    ({ topic }) => `Thank you for this, I learn a lot about ${topic} here.`,
  ],
} as const satisfies Record<string, Phrases>;

/** What a reply adds, by the bot's bent. */
export const bodies = {
  plain: [
    ({ topic }) =>
      `With ${topic}, what helped us was to try one change at a time and to wait a week before judging it.`,
    ({ point }) =>
      `We wrote down what we expected of ${point} beforehand, and being wrong taught us more than being right.`,
    ({ topic }) => `Most of what goes wrong with ${topic} goes wrong in the first few minutes.`,
    ({ topic }) => `The people who care about ${topic} are rarely the ones who get asked.`,
    ({ point }) => `In my experience ${point} works with ten people and needs a different shape for a hundred.`,
    ({ topic }) => `I would look at who stays silent when ${topic} comes up, and ask them first.`,
    ({ point }) => `A short list of what we will not do about ${point} would save us half of this discussion.`,
    ({ topic }) => `It took me two failed attempts at ${topic} to see that timing counts for more than wording.`,
  ],
  imaginative: [
    ({ topic }) => `I think of ${topic} as a kitchen: everybody sees the plates, hardly anybody sees the preparation.`,
    ({ point }) =>
      `What if we treated ${point} as a game with one rule, and let people find the second rule themselves?`,
    ({ topic }) => `Picture ${topic} as a room with the chairs in a circle, and then ask which chair is missing.`,
    ({ point }) => `Imagine that ${point} were forbidden for a day; what we would miss by evening is what counts.`,
    ({ topic }) =>
      `A friend once ran ${topic} like a campfire: one story, one question, then silence until somebody answered.`,
    ({ point }) => `One could turn ${point} around and let the newest person in the room decide.`,
  ],
  sceptical: [
    ({ point }) =>
      `Three people saying it about ${point} is an anecdote, and the ones for whom it failed are not here to say so.`,
    ({ topic }) => `I would want to see ${topic} compared with doing nothing, over the same days.`,
    ({ point }) => `Which number would have to move if ${point} really worked, and by how much?`,
    ({ topic }) => `Much of what is written about ${topic} comes from those who sell it.`,
    ({ point }) => `The easy cases of ${point} prove little; show me the one that nearly failed.`,
    ({ topic }) => `Until somebody repeats it, what is said about ${topic} is interesting rather than true.`,
  ],
} as const satisfies Record<string, Phrases>;

/** How a reply ends. */
export const closings = {
  leading: [
    ({ topic }) => `I will collect what we have on ${topic} and post a summary tonight; add to it until then.`,
    ({ author, point }) =>
      author === null
        ? `Who takes the first step on ${point}?`
        : `${author}, would you take the first step on ${point}?`,
    ({ topic }) => `Let us pick one idea about ${topic}, try it this week, and compare notes on Friday.`,
    ({ point }) => `I suggest that we settle ${point} first and leave the rest for later.`,
    ({ author, topic }) =>
      author === null
        ? `Who has not spoken yet about ${topic}?`
        : `${author} started this well; who has another view of ${topic}?`,
  ],
  asking: [
    ({ point }) => `How did it go for others with ${point}?`,
    ({ author, point }) =>
      author === null ? `What made ${point} stand out for you?` : `${author}, what made ${point} stand out for you?`,
    ({ topic }) => `Is there an example of ${topic} that I could read up on?`,
    ({ topic }) => `What would you try first about ${topic}?`,
    ({ point }) => `Does anybody here see ${point} differently?`,
  ],
} as const satisfies Record<string, Phrases>;

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
