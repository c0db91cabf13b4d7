/** How a reply answers a question that the last post asked, by the kind of question. A catalogue. */
import { templates } from '../grammar.ts';

export const answers = {
  join: templates(`
    [Count me in|I am in|Put me down for it], [as long as we also|on one condition, that we] {step}.
    [Gladly|Yes, let us], and I would add one thing: {step}.
    [Not this week|Not before Monday], I am afraid, [but|though] {claim}, so [do not wait for me|go ahead].
    [I would rather wait|Not so fast]; {trouble}, and I would [look into that|deal with that] first.
    I [can|could] help with that, [if somebody else keeps an eye on|as soon as we have] {measure}.`),
  yesNo: templates(`
    [To your question|On your question], [mostly yes|more yes than no|yes, within limits]: {claim}.
    [My answer would be no|Rather not], because {trouble}.
    [It depends|That depends], and in my case it [came down to|hung on] {measure}.
    [Yes|I think so], as long as [somebody is willing to|we remember to] {step}.`),
  howLong: templates(`
    [About|Roughly|A little over] [three weeks|two months|ten days|a quarter] in our case, [and half of it was waiting|most of it for the last tenth|longer than anybody had guessed].
    [Less than|Not as long as] I feared, [as soon as we|once we] [had somebody to ask|stopped polishing|knew what to leave out].`),
  howMuch: templates(`
    [I would have to look up|I do not have at hand] the exact figure, but [it was fewer than I expected|it was more than I expected|the order of magnitude was a few hundred].
    [Enough|Just enough] [to hurt|that it showed|to make us nervous], and {measure} [told us so|said it plainly].`),
  howOften: templates(`
    [Once a week|Every other Tuesday|Twice a month], [and that is already|which is] [more than we planned|as often as people can bear|the most we manage].
    [Too seldom|Not often enough], to be honest, and [only since|only after] {tale}.`),
  why: templates(`
    [Mostly because|I think because|Because, in the end,] {claim}.
    [My guess at the why|The short answer] is that {trouble}.
    You ask why, and [I believe|I suspect] it is because {trouble}.`),
  who: templates(`
    [Whoever feels it first|Those who live with the result], I would say, [and that is seldom the person who decides|and they are rarely in the room|because the rest of us can walk away].
    [The person who|Somebody who] has to {step}, [not the one who asks for it|and nobody above them|in my view].`),
  what: templates(`
    [To your question|Since you ask], I would {step}.
    [For me it is|I would look at] {measure}, [before anything else|and then at the rest|every single time].
    What [worked|helped] for us was simple: we decided to {step}.
    My [pick|choice|first thought] would be to {step}, [because|since] {claim}.`),
  how: templates(`
    [Step by step|Slowly]: first {step}, then look at {measure}.
    [What I would do is|The way I know is to] {step}, and [only then|after that] look at {measure}.
    [By accident, mostly|The hard way]: {tale}.`),
  have: templates(`
    Not [exactly that|quite that], but [something close|a cousin of it]: {tale}.
    [Not yet|Not in that form], although {tale}.
    [Something like it, yes|Close enough, I think]: {tale}.
    Not quite the same, but {tale}.
    I [have not|did not get that far], and the reason is that {trouble}.`),
};
