/** How a post ends. A catalogue. */
import { templates } from '../grammar.ts';

export const leads = {
  plain: templates(`
    I [suggest|propose] that we {step}, and [compare notes on Friday|report back in a week|see what happens].
    [Let us|Shall we] {step}, [this week|for a start|as a first step]?
    {author}, would you [take the first step|try it first|write down what you have so far], and I will [take the second|help|collect the rest]?
    I will [start a list|collect what we have] about {topic} [tonight|tomorrow]; [add to it|put your points below] until then.
    [Next week|On Monday|From tomorrow on] I will {step}; who [joins me|is in|wants to watch]?
    [My proposal|Next step, if you ask me]: {step}, [then we talk again|and bring the result here|then decide].
    Let us [settle this one first|agree on one thing first]: [do|shall] we {step} or not?`),
  warm: templates(`
    {author}, [your view would help here|I would love to hear how you see it now], and [who else has not spoken yet|everybody else is welcome to add to it]?
    [Everybody who has only been reading|All of you who read quietly]: [what would you add|where do you stand], in one line?
    Shall we all {step}, [one evening|next week], [at whatever pace suits you|beginners included]?`),
  blunt: templates(`
    [Stop discussing|Less talk], {step}, [today|this week|and be done with it].
    [Somebody|One of us] has to {step}; [who|any names|hands up]?
    [Do it|Decide] [by Friday|this week]: {step}.`),
  formal: templates(`
    I would recommend that we {step}, and [review the result in a month|decide on that basis|return to the question afterwards].
    [My recommendation is|As a next step I recommend] that we {step}.`),
};

export const asks = {
  plain: templates(`
    [How did it go|How does it go] for others with {topic}?
    What would you [try|do|change] first, [{author}|if it were yours to decide|given a free week]?
    [Does anybody here|Does somebody] see {point} differently?
    Has anybody here tried to {step}?
    [Where would you start|What am I missing], and [what would you leave out|what comes second]?
    [Does anybody know|Could somebody tell me about] {measure} [in their own case|where they are]?`),
  curious: templates(`
    [What happens|And what happens] if we [simply|really] {step}?
    [Can somebody explain|Could somebody show me] {measure} [to a beginner|in plain words]?
    [Is it silly to ask|May I ask] how one begins with {topic}?`),
  shy: templates(`
    Or am I [missing something|overthinking it|reading too much into it]?
    Would it [perhaps|maybe] help to {step}?
    [No hurry|No need to answer], but [has anybody|has somebody] looked at {measure}?`),
  doubt: templates(`
    [What would convince you of the opposite|What would have to happen for us to drop this]?
    Who has {measure} at hand, [before and after|good or bad|even roughly]?
    [And compared with what|Compared with which alternative], exactly?`),
};

export const asides = {
  dry: templates(`
    [Which is|That is] [one way to spend a week|how legends are made|how one gets a reputation].
    [I have been wrong before|I may revise this], [usually on a Tuesday|in writing|with pleasure].
    [No refunds|Results may vary|Make of that what you will].
    [Somebody will disagree|I look forward to the objections], [I have made tea|the floor is open].`),
  warm: templates(`
    [Thank you all for this thread|I am grateful for this conversation], [it is a good one|truly|it does me good].
    [Take your time with it|Be kind to yourselves], [it gets easier|it is a lot to take in].
    [Well done, {author}|Lovely work, {author}], [and keep going|and please keep us posted].`),
  casual: templates(`
    [Anyway|Right], [I will show myself out|back to the coffee|that was my rant].
    [Just saying|There, I said it].
    [Now I want to try it|Now I am curious], [who brings the snacks|somebody stop me]!`),
  cheerful: templates(`
    [I cannot wait to try it|This is going to be fun], [really|mark my words]!
    [Good times|What a topic]!`),
  aloud: templates(`
    [Or, no, wait|Hm, actually], [it is the other way round|maybe that is two thoughts|scratch the last bit] – [anyway|never mind|you see what I mean].
    [First|One], that; [second|two], [I forgot what I meant|that belongs elsewhere|I will come back to it].`),
  blunt: templates(`
    [That is all|End of story|There is no more to it].
    [Next topic|Moving on|Your turn].`),
  formal: templates(`
    I [remain open to correction|would welcome other views], [of course|as always].
    [I hope this is of some use|I trust this is helpful].`),
};
