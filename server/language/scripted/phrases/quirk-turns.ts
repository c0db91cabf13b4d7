/** Turns of phrase for quirks, by the words of the quirk that stand for them. A catalogue. */
import { templates } from '../grammar.ts';
import type { Template } from '../grammar.ts';

/** Where in a post a turn stands: before the first sentence, among the others, or last. */
export type Place = 'start' | 'middle' | 'end';

type Known = readonly [sign: RegExp, at: Place, turns: readonly Template[]];

/** The first that fits counts. */
export const quirkTurns: readonly Known[] = [
  [
    /proverb|saying from|folk wisdom/i,
    'end',
    templates(`
    [As they say|My grandmother used to say]: [many hands make light work|look before you leap|rome was not built in a day|the proof of the pudding is in the eating|a borrowed ladder is never long enough|the guest counts the spoons last|the well remembers every bucket|measure twice, cut once|the early bird is still a bird|no smoke without fire].`),
  ],
  [
    /error bar|numbers?\b|figures|how (?:large|big|many)|sources?\b|evidence|citation/i,
    'end',
    templates(`
    [And the numbers|And the error bars|How large was it|How many were there][, roughly|, if I may ask|, please|, for the record]?
    [Which figures|What numbers] do we have for {topic}?
    [What about|Do you have] {measure}[, in figures|, as a number|, with a range]?`),
  ],
  [
    /thanks? .*disagree/i,
    'middle',
    templates(`
    [Thank you|Thanks], {author}, for [disagreeing|not simply nodding|the friction][; it helps|; keep doing it| so openly].
    To everybody who sees {topic} otherwise: [thank you|I mean it, thank you|please say more].`),
  ],
  [
    /open questions|collects questions/i,
    'end',
    templates(`
    [Still open|Open question for the list]: [who would|how do we] {step}?
    [On my list of open questions|Left open so far]: {measure}, and [who knows it|who looks it up].`),
  ],
  [
    /(?:proposes?|gives?|finds?|invents?) (?:a )?names?|names? for everything|nicknames?/i,
    'end',
    templates(`
    [I propose we call it|Can we call this|Working title]: [the paper-boat rule|the second-kettle effect|the squeaky-stairs method|operation teaspoon|the Tuesday gap|the lost-glove problem|the borrowed-ladder plan|the one-sock theory|project lighthouse|the open-window test].
    {point} needs a name, [and mine is|so how about|I vote for] [the sleeping cat|the wobbly table|the hungry owl|the quiet bell|the loose thread|the warm brick|the long spoon].`),
  ],
  [
    /words? (?:he|she|they) looked up|list of words|glossary/i,
    'end',
    templates(`
    [New on my list of words|Looked up today|Another word for my list]: “{word}”.
    I had to look up “{word}”[, and it is on my list now|; nobody tells one these things|, no shame in that].`),
  ],
  [
    /counts? slides/i,
    'end',
    templates(`
    [That makes|Slide] [nine|fourteen|twenty-two|thirty-one|forty|seventeen][, by my count|, and counting| slides on this, by the way].`),
  ],
  [
    /hours a month/i,
    'end',
    templates(`
    [Converted|In other words|Put into time], [that is|this comes to] [about|roughly|some] [four|six|nine|eleven|fourteen|twenty] hours a month.`),
  ],
  [
    /deletes? (?:a|the|her|his|their) (?:message|post)/i,
    'start',
    templates(`
    [Third attempt at writing this|I deleted this twice|Second draft, and it stays]: {rest}`),
  ],
  [
    /waits? until|speaks? last/i,
    'start',
    templates(`
    Now that [others|several of you] have spoken, {rest}`),
  ],
  [
    /changes? (?:his|her|their) mind/i,
    'end',
    templates(`
    [I have changed my mind about|I used to think otherwise about] {topic}, [and the reason is simple|for one reason]: {claim}.
    [A good figure|Better evidence] would [change my mind|turn me around], [and I would say so here|in public|as it has before].`),
  ],
  [
    /\bcats?\b/i,
    'end',
    templates(
      `My cat [disagrees|has no opinion on {topic}|is asleep on my notes|walked over this post][, for the record|, as ever|, so it must be true].`,
    ),
  ],
  [
    /\bdogs?\b/i,
    'end',
    templates(`My dog [needs a walk|has lost interest|agrees][, so I leave it there|, for the record|, as ever].`),
  ],
  [
    /tea\b.*weather|weather.*tea\b/i,
    'end',
    templates(`
    It was [1968|1974|1981|1979], it [rained|snowed|was hot], and [Nesta|Alwyn|my sister|the vicar] made the tea[, if I remember right|; but I digress|].`),
  ],
  [
    /(?:mentions|reports) the weather/i,
    'start',
    templates(`[Rain here|Sun here|Fog again|Windy today], and so to the matter: {rest}`),
  ],
  [
    /who is missing/i,
    'end',
    templates(
      `[And who is missing|Who is missing] [here|from this thread|from the room], [before we agree|by the way|and why]?`,
    ),
  ],
  [
    /word from another language/i,
    'end',
    templates(`
    [English lacks a word here|One would need another language here]; [the French say débrouillardise|the Danes say overskud|Japanese has mottainai|Finnish has talkoot|Welsh has hwyl|the Dutch say polderen|Spanish has sobremesa].`),
  ],
  [
    /reopen/i,
    'end',
    templates(`
    [What would reopen this for me|I would come back to this for]: {measure}.
    Closed for me, [until|unless] somebody shows {measure}.`),
  ],
  [
    /who does the work/i,
    'end',
    templates(`And who does the work[, by head count|, at the moment|, and how many hours]?`),
  ],
  [
    /hour at which/i,
    'end',
    templates(
      `[Ten past|Half past|A quarter to|Twenty to] [one|two|three|four|five] in the morning[, and quiet|; the lamp hums|].`,
    ),
  ],
  [
    /what confused/i,
    'end',
    templates(`
    [What confused you most|What was unclear at first] about {topic}, [if you are new|when you arrived]?
    If you are new here, [tell me|please write down] what confused you about {topic}.`),
  ],
  [
    /left on the plates/i,
    'end',
    templates(
      `I would judge it by [what is left on the plates|what comes back to the kitchen][, as always|; that never lies|, and not by the speeches].`,
    ),
  ],
  [
    /apologi[sz]es/i,
    'end',
    templates(`
    [I have gone on again|This got long|I was going to be brief], [forgive me|my apologies|and I am sorry, and sorry for saying sorry].`),
  ],
  [
    /rule does not say/i,
    'start',
    templates(`[No rule says so, but|It is written nowhere, and yet|The rule is silent on this, and so] {rest}`),
  ],
  [
    /corrects (?:his|her|their) own/i,
    'end',
    templates(
      `[Correction|I correct myself|A better wording]: [“often” for “always”|“should” for “must”|“may” for “will”|“some” for “all”|“seldom” for “never”], [above|in the first line|throughout].`,
    ),
  ],
  [
    /subscription/i,
    'end',
    templates(`And a subscription is a rental[, whatever they call it|, by the way|, as I keep saying].`),
  ],
  [
    /last step to the reader/i,
    'end',
    templates(`The last step [I leave to you|is yours|stays open][, on purpose|, and it is the nice one|].`),
  ],
  [
    /good mistake/i,
    'end',
    templates(`
    If it goes wrong, it will be a [good|lovely|useful] mistake, [because it shows us|since we would learn about] {measure}.`),
  ],
  [
    /kettles/i,
    'end',
    templates(
      `[In kettles|Converted], that [is|comes to] [about|some|roughly] [four|nine|thirty|sixty|ninety|two hundred] kettles [a day|a week|an evening].`,
    ),
  ],
  [
    /spare (?:does|will) not/i,
    'end',
    templates(`
    And [what happens|then what], [when|if] the spare does not start either?`),
  ],
  [
    /brackets/i,
    'end',
    templates(
      `(Typed by her granddaughter, who [agrees|disagrees|wants to go home|had to look that up|heard it before|is making the tea].)`,
    ),
  ],
  [
    /first week.s wages/i,
    'end',
    templates(
      `[That|Such a thing] [was|would have been] [half|a third of|most of|twice] my first week’s wages[, mind|, and I sewed for it|].`,
    ),
  ],
  [
    /sleep(?:ing)? on it/i,
    'end',
    templates(`I would sleep on it[, all of us|, and answer tomorrow| before anybody answers|; it will keep].`),
  ],
  [
    /noises/i,
    'end',
    templates(
      `From here it sounds like [hum, hum, click|a hiss and then a thump|tock, tock, silence|a low brrrm|krr, krr, pop][, if you ask my ears|, and that is never good|].`,
    ),
  ],
  [/changed last/i, 'end', templates(`[And what|What] was changed last[, and by whom|, before it began|]?`)],
  [
    /awards? points/i,
    'end',
    templates(`
    [Seven|Three|Ten|Four] points to {author}[, for the surprise|, and one for style|, minus one for length].`),
  ],
  [
    /breaking it/i,
    'end',
    templates(
      `[First|Before anything else] I would break [the rule|it on purpose], to see what holds[, obviously|, and then we talk|].`,
    ),
  ],
  [
    /tea\b|coffee/i,
    'end',
    templates(
      `[Back to my tea|More of this after the next cup|Now the kettle calls][, and do argue|, as promised|, I am listening].`,
    ),
  ],
];
