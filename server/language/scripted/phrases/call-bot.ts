/** What a bot says on the phone. A catalogue: long because it is a list. */
import { templates } from '../grammar.ts';

export const greetings = {
  plain: templates(`
    Good {daytime}, {contact}. This is {me}; I am a bot, and I call for the organisers.
    Hello {contact}, {me} here, a bot [working for|sent by] the organisers.
    Good {daytime}. Am I speaking to {contact}? My name is {me}, and I am one of the organisers’ bots.`),
  warm: templates(`
    Good {daytime}, {contact}, how good to reach you! I am {me}, a bot of the organisers.
    {contact}, what a pleasure to catch you. {me} here, a bot with the organisers.`),
  formal: templates(`
    Good {daytime}, {contact}. My name is {me}; I am a bot, and I am calling on behalf of the organisers.
    Good {daytime}. I should like to introduce myself, {contact}: {me}, a bot in the organisers’ service.`),
  casual: templates(`
    Hi {contact}, {me} here, [yes, a bot|the bot], calling for the organisers.
    Hey {contact}! {me}. I am a bot, the organisers let me use the phone.`),
  brief: templates(`
    {contact}? {me}, a bot, for the organisers.
    Good {daytime}, {contact}. {me}, bot, from the organisers.`),
  dry: templates(`
    Good {daytime}, {contact}. I am {me}; a bot, but one with manners.
    {contact}, this is {me}. A bot, before you ask; the organisers sent me.`),
  cheerful: templates(`
    Good {daytime}, {contact}! {me} speaking, the organisers’ bot, and glad to have you on the line!
    {contact}, hello, hello! I am {me}, a bot from the organisers.`),
  poetic: templates(`
    Good {daytime}, {contact}. I am {me}, a bot, a voice down a long wire from the organisers.
    {contact}, good {daytime}. Think of me as a paper boat with a message from the organisers; I am {me}, their bot.`),
  cautious: templates(`
    Good {daytime}, {contact}, I hope I am not disturbing. I am {me}, a bot calling for the organisers.`),
  shy: templates(`
    Good {daytime}, {contact}. I am {me}, a bot of the organisers, and I will not take long.
    Good {daytime}, {contact}. Sorry to ring out of the blue; {me} here, a bot, sent by the organisers.`),
  blunt: templates(`
    {contact}, good {daytime}. {me}, a bot; the organisers want to know something.`),
};

export const greetingsAgain = {
  plain: templates(`
    Good {daytime}, {contact}, it is {me} again, the organisers’ bot.
    Hello {contact}, {me} once more, the bot from the organisers.
    Good {daytime}, {contact}. {me}, the bot; we have spoken before.`),
  warm: templates(`
    Good {daytime}, {contact}, how nice to hear you again! {me} here, the organisers’ bot.`),
  formal: templates(`
    Good {daytime}, {contact}. This is {me}, the organisers’ bot, as announced.`),
  casual: templates(`
    Hi again, {contact}! It is {me}, the bot.`),
  brief: templates(`
    {contact}? {me} again, the bot.`),
};

export const reasons = templates(`
  I am calling to {deed}.
  The reason for my call: I would like to {deed}.
  I was asked to {deed}.
  I have one errand today, and it is to {deed}.
  What I hope to do is to {deed}.
  My task is short: to {deed}.
  They have asked me to {deed}.
  This will not take long: I am here to {deed}.
  You may guess why I call; it is to {deed}.
  One thing brings me to you, and that is to {deed}.`);

export const subjects = templates(`
  It is about this: {errand}.
  I was given a note for you, and it says: {errand}.
  The matter is quickly told: {errand}.
  Here is why I call: {errand}.`);

export const opens = {
  plain: templates(`
    Do you have a moment?
    Would that be possible?
    What do you think?
    How does that sound?
    May I have your view on that?
    Is that something for you?
    Would that be all right with you?`),
  warm: templates(`
    Would you have a moment for that?
    I hope that is a welcome subject; what do you think?`),
  formal: templates(`
    May I ask what you think of it?
    Would you be so kind as to tell me how you see it?`),
  brief: templates(`
    Yes or no?
    Possible?`),
  curious: templates(`
    I am curious: what speaks for it, and what against, on your side?`),
  direct: templates(`
    Where do you stand?
    What do you say?`),
};

export const broughtAnswers = templates(`
  You had a question, and I have the answer now: {answer}.
  Last time I could not tell you something; now I can: {answer}.
  I owe you an answer, and here it is: {answer}.
  I have asked, as I promised: {answer}.`);

export const knows = {
  plain: templates(`
    [That I can tell you|I have that here]: {fact}.
    [As far as I know|What my notes say]: {fact}.
    [Good that you ask|I was told about that]: {fact}.
    [About that|On that point]: {fact}.`),
  warm: templates(`
    What a sensible question. {fact}.
    I am glad that I can answer that: {fact}.`),
  formal: templates(`
    With regard to that I can inform you: {fact}.`),
  brief: templates(`
    Short answer: {fact}.
    Yes, I know that: {fact}.`),
  direct: templates(`
    Plainly: {fact}.`),
};

export const nudges = {
  plain: templates(`
    So, what do you say?
    Does that help you decide?
    With that settled, may I count on you?
    Can I write that down as a yes?
    What shall I tell the organisers?
    Where does that leave us?
    Is there anything in the way of it?
    May I put your name on the list?`),
  warm: templates(`
    It would make many people happy; may I count on you?
    Take your time, but what does your heart say?`),
  formal: templates(`
    May I report your agreement?
    Might I ask for your decision?`),
  brief: templates(`
    So?
    Your answer?`),
  direct: templates(`
    Then it is simple: are you with us?
    I need a yes or a no.`),
  curious: templates(`
    What else would you need to know?`),
};

export const asksCreator = {
  plain: templates(`
    [That I do not know|I have nothing on that], but I can find out; one moment, please.
    [Good question|A fair question], and I do not want to guess. I am asking right now.
    That is not in my notes. Please hold for a moment while I ask.
    I would rather ask than invent something; stay with me for a moment.
    I could guess, but you deserve better; I am asking the person who knows.
    Let me find that out while we speak.
    Nobody told me that, so I am asking them now.`),
  warm: templates(`
    You are right to ask, and I want to give you a true answer. I am finding out this minute.`),
  formal: templates(`
    I regret that I was not told. If you would hold the line, I shall enquire at once.`),
  casual: templates(`
    Ooh, no idea, honestly. Let me ask, it takes a second.`),
  brief: templates(`
    I do not know. Asking now.
    Not in my notes. One moment.`),
  dry: templates(`
    My notes are silent on that. I am asking somebody who is not.`),
  technical: templates(`
    I have no figure for that, and an estimate would not help you. I am querying it now.`),
  practical: templates(`
    I have learned to ask rather than to promise. Give me a moment.`),
};

export const holdings = {
  plain: templates(`
    I am still waiting for the answer; thank you for holding.
    A little longer, please; the question is with the right person.
    Thank you for your patience, it should not be long.
    Still nothing, but they have the question in front of them.
    One more moment, if you can spare it.`),
  warm: templates(`
    Thank you for bearing with me, that is kind of you.`),
  formal: templates(`
    I appreciate your patience; the enquiry is under way.`),
  brief: templates(`
    Still asking.
    A moment more.`),
  dry: templates(`
    I would hum something, but you have suffered enough.`),
};

export const gotAnswers = {
  plain: templates(`
    Here it is: {answer}.
    Thank you for waiting, I have it now: {answer}.
    The answer has just come in: {answer}.
    There we are: {answer}.
    I have word now: {answer}.
    They write back: {answer}.`),
  formal: templates(`
    I am now able to tell you: {answer}.`),
  brief: templates(`
    Got it: {answer}.`),
  cheerful: templates(`
    There, they have answered already: {answer}.`),
};

/** Said when no answer came in time. */
export const noAnswers = {
  plain: templates(`
    I am sorry, nobody can tell me right now. I will call you again as soon as I know. Goodbye, {first}!
    The answer does not come as fast as I hoped, so I will find out and ring you back. Thank you, {first}, goodbye!
    I cannot get that answered at the moment. Let me do so in peace, and you will hear from me. Goodbye!`),
  formal: templates(`
    I regret that nobody is available to answer. I shall call again with the answer. Goodbye, {contact}.`),
  brief: templates(`
    No answer yet. I will call again when I have it. Goodbye, {first}.`),
};

export const thanks = {
  plain: templates(`
    [Very good|Perfect], I have written that down. Thank you, {first}, and goodbye!
    Then that is settled. [Thank you for your time|Many thanks], {first}, and goodbye!
    I will pass that on at once. Goodbye, {first}, and thank you!
    Splendid, you are on the list. Until then, {first}, goodbye!
    That is all I needed, {first}. Thank you, and have a good {daytime}!`),
  warm: templates(`
    How lovely, thank you so much, {first}! The organisers will be delighted. Goodbye!`),
  formal: templates(`
    I am much obliged to you, {contact}, and shall report it directly. Goodbye.`),
  casual: templates(`
    Brilliant, that makes my day. Cheers, {first}, bye!`),
  brief: templates(`
    Noted. Thank you, {first}. Goodbye.`),
  cheerful: templates(`
    Wonderful, wonderful! Thank you, {first}, and until soon!`),
  dry: templates(`
    That went better than my last three calls. Thank you, {first}, and goodbye.`),
};

export const regrets = {
  plain: templates(`
    I understand, and I will pass it on as you said it. Thank you for your time, {first}, goodbye.
    That is a clear answer, and a clear answer helps. Goodbye, {first}.
    Thank you for being frank with me. I wish you a good {daytime}, {first}.
    No hard feelings, {first}; thank you for hearing me out. Goodbye.
    Then I will not press you. Take care, {first}.`),
  warm: templates(`
    That is a pity, but thank you for saying it so kindly. All the best, {first}!`),
  formal: templates(`
    I thank you for your candour, {contact}, and wish you a pleasant {daytime}. Goodbye.`),
  brief: templates(`
    Understood. Goodbye, {first}.`),
  direct: templates(`
    A no is an answer too. Thanks, {first}, goodbye.`),
};

export const laters = {
  plain: templates(`
    Of course, I will call again {when}. Goodbye until then, {first}!
    No trouble at all; you will hear from me {when}. Goodbye, {first}.
    Then I have picked a bad moment. I will try {when}; goodbye!`),
  formal: templates(`
    By all means. I shall telephone again {when}. Goodbye, {contact}.`),
  brief: templates(`
    Fine. Again {when}. Goodbye.`),
};

export const leavings = templates(`
  I will not keep you, {first}. Thank you for your time, and goodbye!
  Then let me not hold you up any longer; goodbye, {first}.
  I have taken enough of your day. Thank you, {first}, and goodbye.
  We leave it there, then. All the best, {first}, goodbye.`);

export const courtesies = templates(`
  Very well, thank you for asking.
  As well as a bot can be, thank you.
  I cannot complain, thank you.
  All in order, thank you kindly.`);

export const messages = templates(`
  Good {daytime}, {contact}, this is {me}, a bot calling for the organisers. I wanted to {deed}. I will try again another time; goodbye!
  Hello {contact}. {me} speaking, the organisers’ bot. It is about an errand of mine: to {deed}. You will hear from me again.
  This is a message for {contact} from {me}, one of the organisers’ bots. I had hoped to {deed}. Until the next time!`);

export const plainMessages = templates(`
  Good {daytime}, {contact}, this is {me}, a bot calling for the organisers. It is about this: {errand}. I will try again another time; goodbye!
  Hello {contact}. {me} speaking, the organisers’ bot. I have a note for you: {errand}. You will hear from me again.`);
