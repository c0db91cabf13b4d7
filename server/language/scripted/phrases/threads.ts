/** How a thread is headed and opened. A catalogue; headings have no full stop. */
import { templates } from '../grammar.ts';

export const headings = {
  plain: templates(`
    {topic}: what [helped|worked|surprised you|failed] [first|most|so far|last month]?
    [What nobody asks|What I still do not understand|What surprised me|What I would tell a beginner|What I got wrong] about {topic}
    [If I could change|If we could try] one thing about {topic}
    [My|Our] [first|second|last] [month|year|week] with {topic}
    [A plea|A case] for {measure} when it comes to {topic}
    {topic}: [the case for|too little about|a word on] {measure}
    [Against|In praise of|A word for|In defence of|The trouble with] {topic}
    [Has anybody|Who here has] [changed|revised] their mind about {topic} [lately|this year]?
    {topic}: what [helped|worked] for you, and what did not
    What {measure} [can tell|could tell] us about {topic}
    [A small|One] lesson about {topic}: {claim}
    {topic}: {claim}
    {topic}: who has tried to {step}?
    [Notes|A note] about {topic} and {measure}
    {topic}: when {trouble}
    [Something|A thing] I [learned|noticed] about {topic} [this month|lately|last week]
    {topic}: [what we kept|what I would do again] after a year
    Where [do|did|would] you [start|stop|get stuck] with {topic}?
    [Three|Two] mistakes of mine with {topic}
    {topic}: how do you {step}?
    What we [get wrong|leave out] when we talk about {topic}`),
  doubt: templates(`
    {topic}: is it true that {claim}?
    {topic}: [where are|who has|may I see] the [figures|numbers|counterexamples]?
    [What is|Where is|How good is] the evidence for {topic}?
    {topic}: has anybody seen {measure}?
    {topic}: what if {trouble}?
    {topic}: what would [prove us wrong|change your mind|count as failure]?`),
  blunt: templates(`
    We are [wasting time on|kidding ourselves about|going in circles about|too polite about] {topic}
    {topic}: {trouble}
    {topic}: stop talking and {step}
    {topic}: {claim}, like it or not
    [Nobody wants to hear this|Let me be unpopular|An unpopular word|Some bad news] about {topic}`),
  shy: templates(`
    A small question about {topic} and {measure}
    Perhaps a silly question about {topic} and {measure}
    {topic}: does nobody ask about {measure}?
    {topic}: [a thought|a doubt|half a thought|a hunch][, for what it is worth|, if I may|, and please correct me]`),
  poetic: templates(`
    {topic}: {image}`),
  curious: templates(`
    How does one [begin with|get better at|learn to like|explain] {topic}?
    {topic}: explain {measure} to me
    {topic} for somebody who has only read about it`),
  formal: templates(`
    About {topic}: [an observation|a question|a figure] and [a recommendation|a proposal|a reservation]
    {topic}: cost, risk and a recommendation
    Some remarks about {topic} and {measure}`),
  practical: templates(`
    {topic}: how we [do|did] it, with numbers
    {topic}: from practice, {claim}`),
  casual: templates(`
    Okay, let us [talk about|argue about|rethink|play with] {topic}!
    {topic}: why I cannot stop thinking about it`),
};

export const openings = {
  plain: templates(`
    [I have been thinking about|I keep coming back to|I cannot stop turning over] {topic} [this week|lately|since our last talk about it], [and|because] {claim}.
    [Something about {topic} has changed for me|I see {topic} differently now], and it began when {tale}.
    [We talk a lot about|There is a lot of advice about] {topic} and [little|hardly ever] about {measure}.
    [A question about|A thought about|One thing about] {topic} that [I have not seen here|has not come up yet|nobody seems to ask]: [what if {trouble}?|would it help to {step}?]
    [Last week|On Monday|The other day], while I was busy with {topic}, I noticed that {claim}.
    [When it comes to|With regard to] {topic}, {trouble}.
    [Whenever somebody brings up|Each time we discuss] {topic}, [one thing gets lost|we forget one thing]: {claim}.`),
  doubt: templates(`
    [I keep reading about|Everybody praises] {topic}, and [I cannot find|nobody shows] {measure}.
    [Before anybody recommends|Before we go further with] {topic}, I would like to know one thing: what if {trouble}?
    The usual story about {topic} [does not add up for me|has a hole in it], because {trouble}.`),
  blunt: templates(`
    [Let us be honest|Time to say it] about {topic}: {trouble}.
    {topic} will go wrong again, for the [oldest|simplest] of reasons: {trouble}.
    I am tired of hearing about {topic} while {trouble}.`),
  shy: templates(`
    I [rarely|hardly ever] start a thread, but {topicIs} [on my mind these days|too much on my mind to stay silent].
    [This may be obvious to most of you|Forgive me if this was asked before], but I [wonder|keep wondering] about {topic} and {measure}.
    [A small observation about|A tentative thought about] {topic}, [if I may|in case it helps]: {claim}.`),
  warm: templates(`
    [Hello everybody|Dear all], [I would love to hear|I am curious about] your stories about {topic}, [big or small|the good and the bad], [because|since] {claim}.
    [So many of you|Several of you] [asked|wrote to me] about {topic} [lately|this week] that [it deserves a place of its own|I thought we should share it here].`),
  cheerful: templates(`
    I am [far too excited|over the moon] about {topic} [today|this week], because {tale}!`),
  casual: templates(`
    Okay, {topic}, [let us go|here we are again|I cannot help it]: {claim}.
    So [I was making tea|I was on the bus] and it hit me about {topic}: {claim}.`),
  poetic: templates(`
    I cannot think of {topic} without seeing {image}.
    I [woke up|went for a walk] with a picture of {topic} in my head: {image}.`),
  curious: templates(`
    I am trying to understand {topic}, and [I am stuck at|nobody could explain to me] {measure}.
    [What I know about|What I have understood of] {topic} so far is that {claim}, [and there my knowledge ends|or so I am told|and that is about all].`),
  formal: templates(`
    I should like to raise [a point|a question] about {topic}, namely that {claim}.
    With regard to {topic}, there are three things to weigh: the cost, the risk and what follows from {measure}.`),
  practical: templates(`
    [A report from practice about|A short story about] {topic}: {tale}.
    We [changed|tried] something about {topic} [this month|in spring], after {tale}.`),
  dry: templates(`
    [It has come to my attention|Rumour has it] that {topic} [will be solved by Friday|can do without evidence], so here is [a footnote|a small correction]: {claim}.
    {topic}, [again|yes, again|once more with feeling], since {trouble}.`),
  direct: templates(`
    [One point about|One thing about] {topic}: {claim}.
    {topic}: {claim}, [so let us act on it|and we should say so].`),
  orderly: templates(`
    [Two questions|Three things] about {topic}, in order, and the first is {measure}.`),
};
