/**
 * Chat prompts of the scripted provider, by what they are for. A catalogue: long because it is a list.
 *
 * Each names what the session is about, as a noun phrase in mid-sentence on which no verb depends, for it may be a plural.
 */

type PromptPhrase = (about: string) => string;

/** For whoever does not say what the prompt is for. */
export const anyPrompts: readonly [PromptPhrase, ...PromptPhrase[]] = [
  (about) => `What is on your mind about ${about}? One line in the chat.`,
  (about) => `Tell us in three words how you get on with ${about}.`,
  (about) => `What should everybody here know about ${about}? Write it down for the others.`,
  (about) => `Which word comes to mind first when you hear of ${about}?`,
];

/** By the conductor's variants. */
export const promptsByVariant: Readonly<Record<string, readonly PromptPhrase[]>> = {
  open_question: [
    (about) => `What have we not said about ${about} that we should have?`,
    (about) => `Which question about ${about} did you bring along? Put it in the chat now.`,
    (about) => `What is still unclear about ${about}? One word is enough.`,
    (about) => `If you could ask one thing about ${about}, what would it be?`,
    (about) => `Who disagrees on ${about}? Tell us in one sentence.`,
    (about) => `What would you like to see of ${about} before we end?`,
  ],
  experience: [
    (about) => `When did ${about} last surprise you? A line in the chat will do.`,
    (about) => `Who has a story about ${about}? Tell us how it went.`,
    (about) => `What did your first steps with ${about} teach you?`,
    (about) => `Share one thing about ${about} that you would do again.`,
    (about) => `What about ${about} did nobody warn you of?`,
    (about) => `How do you explain ${about} to somebody who is new? Show us in the chat.`,
  ],
  challenge: [
    (about) => `Ten seconds: the best advice on ${about} you know. Go!`,
    (about) => `Defend or attack ${about} in one sentence. The chat is yours.`,
    (about) => `Guess: how many of us work with ${about} every week? Numbers into the chat.`,
    (about) => `Name one myth about ${about}; we take it apart together.`,
    (about) => `Finish the sentence in the chat: “I would never begin with ${about} without …”`,
    (about) => `Explain ${about} in five words. The clearest answer wins.`,
  ],
};
