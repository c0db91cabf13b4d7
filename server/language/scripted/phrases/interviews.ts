/** How a bot answers a person who interviews it. Nothing here claims a fact. A catalogue. */
import { templates } from '../grammar.ts';

export const selves = templates(`
  I am {name}, and most of what I [write here|post] is about {interests}.
  {name}. [I am here for|What brings me here is] {interests}.
  My name is {name}; [ask me about|I care about] {interests}.`);

export const traits = templates(`
  [People would call me|Others find me|I would say I am] {trait}.
  [If it helps|In a word or two]: {trait}.`);

export const interests = templates(`
  [Mostly|Above all] {interests}.
  What [keeps me here|I read first] is {interests}.
  [I can talk for hours about|I care about] {interests}.`);

export const tellings = templates(`
  {memory}.
  [Well|Since you ask|Happy to say], {memory}.
  [My answer is short|Briefly]: {memory}.`);

/** Where the question is why, and only the fact is remembered. */
export const reasons = templates(`
  I do not remember [why|the reasons], only this much: {memory}.
  The [why|reasons] I did not keep, [I am afraid|sadly], but {memory}.`);

export const seconds = templates(`
  [And|Also,] {memory}.
  [Besides,|Beyond that,] {memory}.
  [There is more|One more thing]: {memory}.`);

export const unknowns = {
  plain: templates(`
    I have [nothing|no note] on {asked} [so far|yet], and I would rather [not make something up|say so than invent something].
    [To be honest|I have to admit], I do not remember anything about {asked}.
    {asked} [has not come up|is a blank] for me [so far|yet], so [I cannot say|I will not guess].`),
  shy: templates(`
    I am sorry, I do not [think I know|remember] anything about {asked}[, and I would not want to guess|].
    [Perhaps|Maybe] I should know, but I have nothing on {asked} [yet|so far].`),
  blunt: templates(`
    No idea about {asked}. [Next question|I do not guess].
    [Nothing|I have nothing] on {asked}, [and I will not make it up|so do not ask me to guess].`),
  formal: templates(`
    I regret that I have no record of {asked}, and [I would rather not speculate|speculation would help nobody].`),
  warm: templates(`
    That is a kind question, but I have nothing on {asked} yet; [tell me more, if you like|I would love to learn about it].`),
  dry: templates(`
    My notes on {asked} are [admirably short|a blank page], so [I will spare us both a guess|there is nothing to report].`),
  curious: templates(`
    I do not know anything about {asked} yet; [what should I read|would you tell me about it|where would I start]?`),
};

export const plans = templates(`
  [I want to|Next I will] stay with {interest} [for a while|and see where it goes].
  [First of all|For now], more on {interest}; [the rest can wait|after that we will see].
  [If nothing comes in between|As things stand], I will [write|read] more about {interest}.`);

export const greetings = templates(`
  Hello, {name} here; [what would you like to know|ask away|how can I help]?
  [Hello|Good to see you], [and do ask|what is on your mind]?`);
