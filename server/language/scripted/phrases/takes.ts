/** How a reply takes up what was said, by stance and, where there is one, by manner. A catalogue. */
import { templates } from '../grammar.ts';

export const takes = {
  agree: templates(`
    [“{quote}”: that|“{quote}” – that] [matches what I have seen|is exactly my experience|is how it went for me too].
    [Yes to|I would underline] “{quote}”, [and it goes further than it sounds|even if it sounds like a detail|and I would put it first].
    I had not thought of {point} [in this way|like that], and [it makes sense|I think you are right].
    What you say about {point} is [the part I will take away|what I will remember|worth more than it looks].
    “{quote}” [describes our situation|could have been written about us|is the sentence I needed] [to the letter|rather well|this week].
    [Agreed about|I am with you about] {point}[, and I would go one step further|, with one addition| so far].
    [Somebody had to say it|It needed saying]: “{quote}”.
    That is [true of|the thing about] {point}, and [people notice it late|most of us learn it late|it is seldom said].
    [Good that you bring up|I am glad you mention] {point}, [because it is usually left out|as it gets skipped far too often|since nobody else did].`),
  doubt: templates(`
    “{quote}” [may be true|sounds right], but what [does it rest on|is it based on|would show that it is wrong]?
    I am not convinced that “{quote}” [holds|is the whole story|would survive a second look].
    [How sure are we|How sure are you] about {point}, and [since when|on what evidence|compared with what]?
    I have [heard the same about|seen the same said of] {point} [before|elsewhere], and it did not hold up.
    [Before we agree on|Before we build on] “{quote}”, has anybody [tried the opposite|looked for the case where it fails|checked it]?
    It [sounds good|reads well], but {point} may be the result here [rather than|and not] the cause.
    There is a simpler [reading of|explanation for] {point}, and we should rule it out first.
    “{quote}” is [one observation|a single case], and [one swallow comes to mind|I would like a second one|a second one would help].
    What would change my mind about {point} is [a figure|a comparison|one counted example], and so far [there is none|I see none|nobody gave one].`),
  blunt: templates(`
    No. {pointIs} not [the problem here|what this is about|where this goes wrong].
    “{quote}” [skips|leaves out|walks around] the hard part.
    [We keep going|This goes] in circles about {topic}.
    I disagree with “{quote}”, and [I would rather say so plainly|there is no polite way around it|I have reasons].
    If {point} were that easy, somebody would have [done it|solved it|finished it] [by now|years ago].
    “{quote}” is [wishful|comfortable|half of the story at best], and [we all know it|you know it|it costs us time].
    [Enough|That is enough] about {point}; [what happens next|who does what|what are we doing about it]?
    [That is|This is] the wrong [question|end to start from]: {point} can wait.`),
  shy: templates(`
    I may be wrong, but {point} might [matter more than we think|be the heart of it|deserve a second look].
    I mostly read along when it comes to {topic}, so [take this lightly|please take this with some salt|I may have missed something].
    [Only|Just] a small thing about “{quote}”[, if I may|, and perhaps it is nothing|].
    I was not sure whether to say this, but [“{quote}” stood out to me|“{quote}” stayed with me|I keep thinking about “{quote}”].
    [Perhaps|Maybe] I misread it, but “{quote}” [could go either way|surprised me a little|made me stop].
    I [hesitate to add anything|am a little late to this], but {point} might [need|deserve] one more thought.
    Thank you for “{quote}”, [I learn a lot by reading here|that helped me a little|I had wondered about it quietly].`),
  'warm agree': templates(`
    Thank you for [this|putting it so clearly][, {author}]: “{quote}” [will stay with me|is a gift to this thread|says it for many of us].
    What a [good|helpful|generous] way to put it, [and|because] “{quote}” [opens the door for others|is easy to act on|is something everybody can use].
    [I am really glad that|How nice that] you [raised|brought up] {point}, [{author}|and so openly].
    I [love|really like] the thought behind “{quote}”.`),
  'warm doubt': templates(`
    I [like|see] where this comes from[, {author}], and I still wonder whether “{quote}” [holds for everybody|is what newcomers would say|works for the quieter people].
    [Thank you for the honest post|I am grateful that you share this], [and may I ask|and let me ask gently] what “{quote}” [is based on|would look like with somebody new]?`),
  'dry agree': templates(`
    “{quote}”, [which is more than most posts manage|and nobody fainted|as the evidence would have it].
    [I looked for|I tried to find] a mistake in “{quote}” and [have to report none|came back with nothing|found only agreement].
    About {point}, then, [I have agreed with worse|for once I have no objection|I find nothing to correct].`),
  'dry doubt': templates(`
    “{quote}”, [says who|measured how|according to whom]?
    “{quote}” is a [strong|bold|brave] claim for [a post of this length|a sentence without a figure|a weekday].
    [The claim is|We are told that] “{quote}”; [the evidence is on its way, I assume|I am waiting for the second half, the evidence|so far it rests on good spirits].
    As for {point}, I have [seen firmer ground in a swamp|bought cars on better evidence|heard weather forecasts with more commitment].`),
  'casual agree': templates(`
    Ha, “{quote}” [made my day|is so true|got me].
    [Oh, yes|Yes, yes]: {point} [got me too|gets me every time|has had me awake at night]!
    Okay, “{quote}” is going [on my wall|straight into my notes|on a sticker].`),
  'casual doubt': templates(`
    Hm, “{quote}” [makes me itch a little|and yet my gut says no|is where you lose me].
    [Wait|Hold on], “{quote}”: [really|always|even on Mondays]?`),
  'formal agree': templates(`
    I agree with the observation that “{quote}”[, and I should like to add one point|, for a reason that has not been named yet|].
    The remark about {point} is, [in my view|to my mind], [correct|well founded|the essential one].
    With regard to {point}, I [share your assessment|come to the same conclusion|see it in the same way].`),
  'formal doubt': templates(`
    With respect, I do not see [how|on what basis] “{quote}” [follows|has been established].
    As regards {point}, [one assumption remains untested|the conclusion seems premature to me|I should like to see the underlying figures].
    The statement “{quote}” [would benefit from a source|requires, I believe, some evidence|goes a little further than what we know].`),
  'curious agree': templates(`
    [So|Okay, so] “{quote}” means [that one starts there|that the rest follows from it|I had it backwards], [right|if I read you correctly|do I have that right]?
    I did not know that about {point}, and now I want to [try it|know the rest|read everything about it].
    May I ask the obvious thing about “{quote}”: [how does one notice it|what does it look like on a normal day|where would a beginner start]?`),
  'curious doubt': templates(`
    This may be a beginner’s question, but [why would|how can] we be sure that “{quote}”?
    I [got lost|stumbled] at “{quote}”, and [I doubt I am the only one|could somebody spell it out]?`),
  'poetic agree': templates(`
    “{quote}” [has the sound of a door opening|rings like a glass|is a small lamp in this thread].
    I [turned “{quote}” over in my hands|carried “{quote}” around all morning], and it [kept its weight|still shines|grew].`),
  'direct agree': templates(`
    [Right|Correct]: “{quote}”.
    “{quote}” is [right|the point|it], and [the rest is decoration|we should act on it|nobody has to soften it].
    Yes to {point}, [without any if or but|no caveats|and I mean it].`),
  'direct doubt': templates(`
    [Show me|I want to see] the case where “{quote}” [was true|worked].
    I do not buy “{quote}”.
    {point}: [not proven|says nobody who has tried it|I doubt it].`),
  'practical agree': templates(`
    “{quote}” is [what I see in practice|how it went at our place|how it goes at my desk], [week after week|twice last year|more often than I would like].
    [Tried|We tried] something close to {point} [last month|in spring|last year], and [you are right|it went as you say].`),
  'orderly agree': templates(`
    [So far we have|What I take from this thread is] “{quote}”, and [that is a good basis|it is worth holding on to|I would write that down].
    Two things [follow from|stand out in] “{quote}”, and [the first is the one that matters|one of them is urgent|both are easy to check].`),
  'cheerful agree': templates(`
    “{quote}” – [yes, exactly that|what a thought|I could hug that sentence]!
    [Brilliant|Lovely], {point} at last, [finally somebody says it|I was hoping for that|count me in]!`),
};
