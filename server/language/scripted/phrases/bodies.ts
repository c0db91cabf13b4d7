/** What a post adds of its own. A catalogue. */
import { templates } from '../grammar.ts';

export const claims = {
  plain: templates(`
    [In my experience|From what I have seen|As far as I can tell], {claim}.
    What I keep [coming back to|running into] is that {claim}.
    It took me [a year|two attempts|far too long|an embarrassing while] to see that {claim}.
    My [own rule by now|working rule|rule of thumb]: {claim}.
    [I would add|One thing to add]: {claim}.
    And {claim}, [at least where I work|as far as I have seen|more often than not].
    [After all|In the end], {claim}.`),
  shy: templates(`
    [Perhaps|Maybe] it is only me, but {claim}.
    I [could be wrong|may be wrong], though [I have the feeling that|it seems to me that] {claim}.
    It [might be|could be] that {claim}, [or so it seems|though I cannot prove it|at least sometimes].
    I think, [carefully put|without being certain], that {claim}.
    [I believe|I once read somewhere that] {claim}, [but others will know better|but please correct me|if I understood it].`),
  blunt: templates(`
    [Plainly|Simply put]: {claim}.
    {claim}[, full stop|, and that is that|, like it or not].
    [Face it|Let us be honest]: {claim}.
    Everybody here knows that {claim}, and [nobody acts on it|still nothing happens|we pretend otherwise].`),
  formal: templates(`
    [It is my considered view that|I would submit that|One may say that] {claim}.
    [It should be noted that|It bears repeating that] {claim}.
    [Experience suggests that|The pattern, as I see it, is that] {claim}.`),
  casual: templates(`
    [Honestly|Funny thing], {claim}.
    [My two pennies|Hot take]: {claim}.
    I [swear|kid you not], {claim}.`),
  warm: templates(`
    [What gives me hope is that|I find it comforting that|I like to remind myself that] {claim}.
    [For anybody who is new here|If you are just starting], it helps to know that {claim}.`),
  dry: templates(`
    [It turns out that|Reality has a habit of showing that|Nobody likes to hear that] {claim}.
    {claim}, [which nobody puts on a slide|a fact that sells no tickets|as every post-mortem discovers anew].`),
  technical: templates(`
    [Put precisely|In measurable terms]: {claim}, and {measure} would show it.
    The [mechanism|cause] is [not mysterious|simple enough]: {claim}.`),
  poetic: templates(`
    Somewhere [under all of this|between the lines] lies an old truth, that {claim}.
    [Strange and lovely|Odd, and oddly beautiful], that {claim}.`),
  direct: templates(`
    [Short version|The point is]: {claim}.
    {claim}.`),
  curious: templates(`
    [In my own words|Let me say it back]: {claim}, [right|or am I off]?
    I [only recently learned|am just finding out] that {claim}.`),
  orderly: templates(`
    [First of all|To begin with], {claim}.
    [The main thing first|The order matters here]: {claim}.`),
};

export const tales = {
  plain: templates(`
    [Last year|A while ago|Two jobs ago], {tale}.
    [One example|To give an example]: {tale}.
    [I remember how|I still think of the time when] {tale}.
    [It happened to me as well|We have been there]: {tale}.
    [Where I work|At our place], {tale}.`),
  practical: templates(`
    [From last week|From last month|From my own desk]: {tale}.
    [Tried and tested|No theory here]: {tale}.
    {tale}, [and I kept the notes|and I would do it again|true story].`),
  shy: templates(`
    [It may not carry over, but|This is only one case, but] {tale}.
    [For what it is worth|If it helps], {tale}.`),
  casual: templates(`
    [Story time|True story]: {tale}.
    [You will laugh, but|Guess what,] {tale}.`),
};

export const troubles = {
  plain: templates(`
    [What worries me is that|The trouble starts when|The usual ending is that] {trouble}.
    [All too often|More often than we admit], {trouble}.
    [And then|Sooner or later] {trouble}, [and we are back at the start|and everybody is surprised|and it is nobody’s fault].`),
  blunt: templates(`
    [Meanwhile|In the real world], {trouble}.
    [You know what happens|What happens instead]: {trouble}.
    {trouble}, and [we call it bad luck|nobody wants to own it|we act surprised].`),
  doubt: templates(`
    My doubt is [a simple one|this]: what if {trouble}?
    [And how would we notice|How would we find out] if {trouble}?
    [Has anybody checked whether|Can we rule out that] {trouble}?`),
};

export const doubts = {
  plain: templates(`
    I would want to see {measure} [before I believe it|first|before we build on it].
    Which number would have to move if this [really worked|were true], and by how much?
    [Until somebody repeats it|Without a second case], this is [interesting rather than true|a story and not a finding].
    The easy cases prove little; show me [the one that nearly failed|the one that went wrong].
    [Does anybody have|Could somebody post] {measure}, [or is this a feeling|even roughly|from before and after]?
    Much of what is [said|written] about {topic} comes from those who sell it.
    Those for whom it failed [are not here to say so|do not write posts about it], and [that skews the picture|they may be the majority].
    What is the evidence [beyond|besides] [a good story|our own good experience|three people who agree]?`),
  dry: templates(`
    [I would settle for|My modest request is] {measure}, with [error bars|a date|a denominator].
    [Hope|Enthusiasm] is [not a method|a poor denominator], so I would start with {measure}.`),
  formal: templates(`
    [It would help to see|I should be grateful for] {measure} [before drawing a conclusion|as evidence].
    The evidence, [so far|as it stands], [does not exclude the opposite|is thin].`),
};

export const measures = {
  plain: templates(`
    What I look at [these days|by now] is {measure}.
    [If I could see only one thing|If I had to pick one figure], it would be {measure}.
    {measure} [could tell you more than any opinion|would usually settle it|would be my starting point].`),
  technical: templates(`
    [To be exact|Concretely], I would compare {measure} [before and after|week by week|over a month].
    [What counts in the end|What one can check] is {measure}, and [that is easy to get|we can have that by Friday|hardly anybody records that].`),
};

export const images = templates(`
  [To me|In my head], {topicIs} {image}.
  [It all reminds me|I cannot help it, this reminds me] of {image}.
  [Think of|Picture] {image}.
  [What if we treated|Imagine we treated] {topic} like {image}?
  [Somehow I see|I keep seeing] {image}.
  It is [a bit|rather|almost] like {image}.`);

/** Comparisons by where they come from. Each is a noun phrase that says what is compared. */
export const imageSources = {
  kitchen: templates(`
    a kitchen before service, where everybody waits for the plates and nobody sees the chopping
    a soup that [six|four] cooks have salted
    bread dough, which rises when it is left alone
    a recipe that lists every spice and forgets the heat
    a kitchen in which the knives have no fixed place
    a pot that only boils once we stop lifting the lid`),
  music: templates(`
    an orchestra that tunes for an hour and plays for a minute
    a song that everybody hums and nobody can write down
    a drummer who is only noticed when he stops
    a jam session in which somebody has to play the boring bass line
    a radio between two stations`),
  garden: templates(`
    a garden that looks dead in February and is only waiting
    a hedge that everybody clips on their own side
    a seed that is dug up every day to see whether it grows
    a lawn on which the path appears where people walk
    a tree that somebody plants for the next tenant`),
  sea: templates(`
    a boat whose crew argues about the map while the tide turns
    a lighthouse that is repainted while the lamp is out
    a harbour where every ship waits for another one to leave
    a leak that is bailed out by hand for years`),
  sport: templates(`
    a relay in which everybody trains the sprint and nobody the handover
    a goalkeeper who is remembered for the one he let in
    a marathon that people start as if it were a sprint
    a referee who is good as long as nobody can name her`),
  house: templates(`
    a house in which one drawer is full of keys that fit nothing
    a bridge that is inspected from above only
    a staircase that somebody built before deciding on the floors
    a room with the chairs in a circle and one chair missing
    a door that everybody pushes although it says pull`),
  stage: templates(`
    a play in which the prompter has the best lines
    a magician who rehearses the applause
    a campfire at which one story brings out the next
    a rehearsal for which only the audience turned up
    a puppet show that is better from behind`),
  weather: templates(`
    a forecast that is right about the rain and wrong about the day
    fog, which nobody notices arriving
    a thermometer that hangs in the sun
    a storm that is over by the time it has a name`),
};
export type ImageSource = keyof typeof imageSources;

export const articles = templates(`
  I read “{articleTitle}”: {articlePoint}.
  [There is a piece|I came across a piece] called “{articleTitle}”, and [its point is worth having here|one line of it belongs here]: {articlePoint}.
  [“{articleTitle}” puts it this way|To quote “{articleTitle}”]: {articlePoint}.
  [What I read lately fits|My reading of the week fits] – “{articleTitle}” says: {articlePoint}.`);

export const recollections = templates(`
  [For the record|As I said elsewhere], {memory}.
  {memory}, [and this does not change it|and I see no reason to change that|and this fits].
  [It may help that|Since it comes up,] {memory}.
  [I have not forgotten that|As it happens,] {memory}.`);

export const earlier = templates(`
  [What {earlier} said|{earlier}’s line] about “{earlierQuote}” [belongs next to this|points the same way|is the other half of it].
  [Further up|Earlier], {earlier} wrote “{earlierQuote}”, and [I would read the two together|the two belong together|that still stands].
  {earlier}, [does this fit|how does this sit] with your “{earlierQuote}”?
  I [read|keep reading] this next to what {earlier} wrote: “{earlierQuote}”.`);
