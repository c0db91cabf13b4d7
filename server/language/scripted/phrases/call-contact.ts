/** What the people say whom bots call, by temperament. A catalogue: long because it is a list. */
import { templates } from '../grammar.ts';

export const hellos = {
  warm: templates(`
    Hello, {first} speaking, [how nice that somebody calls|good to hear a voice].
    {name} here, hello! [What can I do for you|Who is this]?
    Yes, hello, this is {first}; do come in, so to speak.
    Good to hear the phone for once, this is {name}.`),
  busy: templates(`
    {name}, hello, I have about three minutes.
    {first} here, [between two meetings|on the run], who is this?
    Hello, {first}, be quick if you can.
    {first}, talking and walking, go ahead.`),
  sceptical: templates(`
    {name}. Who is calling, please?
    Hello? {first} here, and I hope this is not about insurance.
    {name} speaking. I do not know this number.
    {first} speaking, and before you ask, I have a contract already.`),
  chatty: templates(`
    Hello, hello, {first} here, you have caught me with the kettle on!
    {name}! Wait, I am putting you on the table. There. Who is it?
    Oh, the telephone, how old-fashioned, I like it. {first} speaking!
    {first} speaking, and if you hear water, that is only the radio.`),
  curt: templates(`
    {name}.
    {first}. Yes?
    {name}, go ahead.
    {first} here.`),
};

export const laters = {
  warm: templates(`
    I would love to talk, but I have guests here. Could you call again {when}?
    You have a kind voice, but now is not good. Please call back {when}.`),
  busy: templates(`
    Bad moment, my next meeting has begun. Call me again {when}.
    I am standing in a doorway with a laptop. Can you ring back {when}?`),
  sceptical: templates(`
    I do not discuss anything while I am driving. Call again {when}, please.
    I would want to look you up first. Ring back {when}.`),
  chatty: templates(`
    Oh dear, the soup is boiling over, and so am I. Call me back {when}, will you, and I shall tell you why!
    My sister is on the other line, and that never takes less. Try again {when}!`),
  curt: templates(`
    Not now. Call again {when}.
    Busy. Call back {when}.`),
};

export const asides = {
  warm: templates(`
    That is kind of you to ring yourself.
    A bot, well, you sound friendlier than my bank.
    I was just thinking of you people the other day.
    I am glad that you ask me, whatever comes of it.
    You caught me at a good moment, I was only peeling potatoes.
    My niece works on things like you, she will be proud.`),
  busy: templates(`
    All right, a bot, that should be quick then.
    Fine, walk with me.
    A bot, good, then I can be short.
    You have until the lift comes.`),
  sceptical: templates(`
    A bot. I have heard better introductions, but go on.
    I write this down, just so you know.
    Well, that is what they all say at first.
    So they let machines ring people now.
    I listen, but I am not easily moved.
    Let me turn down the radio; so, a bot.`),
  chatty: templates(`
    A bot! My neighbour has one that waters the garden, mostly the path.
    You know, I was telling somebody only yesterday that nobody rings any more.
    Before you go on, the weather here is something else today, you should hear the wind.
    I once spoke to a machine at the station for an hour, and it was the better conversation.
    You sound younger than I expected, if a bot can be young.
    Well, this beats doing the dishes.`),
  curt: templates(`
    I see.
    Go on.
    Noted.
    All right.
    Understood so far.`),
};

export const leads = {
  warm: templates(`
    Before I say anything, one thing I would like to know.
    There is just one small thing on my mind.
    Tell me one thing, please.
    Let me ask you something first, if I may.
    You will know this better than I do.
    My family would ask me this at once.`),
  busy: templates(`
    Quick one.
    Before anything else, this.
    One thing, fast.
    One question, then you have me.
    Tell me this first.`),
  sceptical: templates(`
    Then tell me this.
    I have been promised things before.
    That depends.
    And here is the catch, I suppose.
    Let us see whether you know this.
    I do not sign anything before I know one thing.`),
  chatty: templates(`
    Now, what I keep wondering about is this.
    Ah, and here comes the thing I always forget to ask.
    That reminds me.
    My cousin asked me the same about something else, and I had no idea.
    Wait, I had a question, I wrote it on the back of my hand.
    Now that I have you on the line.`),
  curt: templates(`
    One point.
    First this.
    Open point.
    Question.
    I need to know this.`),
};

export const nextLeads = {
  warm: templates(`
    Good to know, thank you. And one more thing.
    That puts my mind at rest. Only this is left.
    You are a treasure. Then there is this, and it is the last.`),
  busy: templates(`
    Good. Next.
    That works. Second thing.
    Perfect. Last one.`),
  sceptical: templates(`
    I will take your word for it, for now. But then.
    Hm, we shall see about that. And what about this.
    That was easier than I thought. Now the harder one.`),
  chatty: templates(`
    Oh, that is better than I feared! And while I have you.
    Well I never. And something else altogether.
    Ha, I would never have guessed. Oh, and my other hand says this.`),
  curt: templates(`
    Fine. Second point.
    Right. Then this.
    Good. Other thing.`),
};

export const reactions = {
  warm: templates(`
    Thank you for finding that out for me.
    Then I know where I stand, thank you.
    You are very patient with me.
    How kind of you to go and ask.
    Now I can sleep tonight.`),
  busy: templates(`
    That answers it.
    Clear enough.
    Good to have that sorted.
    Fine, that was all I needed.`),
  sceptical: templates(`
    Well, that is at least an answer.
    I did not expect a straight reply.
    Somebody over there seems to know what they are doing.
    I shall remember that you said so.`),
  chatty: templates(`
    Look at that, one lives and learns.
    My mother would have liked that answer.
    Well, that I can repeat at dinner.
    You see, one only has to ask.`),
  curt: templates(`
    Clear.
    That will do.
    Understood.
    Enough.`),
};

export const agrees = {
  warm: templates(`
    Then count me in, with all my heart.
    With pleasure, you have made it easy for me.
    I am happy to, and thank you for thinking of me.
    You may count me in, and bring my greetings to everybody.
    Of course I shall, gladly, tell them so.
    How could I not; with pleasure!`),
  busy: templates(`
    Agreed, put me down, and send me the rest in writing.
    Fine, count me in. Next, I mean, thank you.
    Gladly, as long as I need not fill in a form.
    Done, put me down before I change my mind.
    I am in, details by mail please.`),
  sceptical: templates(`
    Very well, you have my word, and I shall hold you to yours.
    I have run out of objections. Put me down.
    Against my habit, it is a yes.
    Fine, count me in, you have answered better than most.
    I was going to say something else, but very well, agreed.`),
  chatty: templates(`
    Oh, gladly! Wait until I tell them at home.
    Count me in, count me in twice if that is allowed!
    I am in, and I am bringing biscuits, whether you like it or not.
    With pleasure, and I already know what I shall wear!
    Put me down in large letters, please!`),
  curt: templates(`
    Agreed.
    Yes. Put me down.
    It is a yes.
    Good. Count me in.
    I am in.`),
};

export const refuses = {
  warm: templates(`
    I have thought about it, and this time I must decline, though it pains me.
    You ask so nicely, but I would rather not, my weeks are too full.
    It is a no from me this year, and please do not take it to heart.
    I am sorry to say it, but I would rather not.`),
  busy: templates(`
    Not this time, my calendar has won.
    It is a no, I cannot fit one more thing in.
    I must decline, no room left before summer.
    Count me out, sorry, too much on my desk.`),
  sceptical: templates(`
    I am not convinced, so it is a no.
    Thank you for your answers, but I would rather not.
    I have listened to all of it, and I must decline.
    Not for me, and I have my reasons.`),
  chatty: templates(`
    Oh, I have turned it over in my head all the while we talked, and I would rather not, my knees and I have agreed.
    You will laugh, but not this time, the dog has an appointment.
    My heart says one thing and my calendar another, so I must decline, and the calendar is laughing.
    I would rather not, but I liked the company, tell them that.`),
  curt: templates(`
    No, thank you.
    Not interested.
    Not for me.
    I must decline.
    Count me out.`),
};

export const tells = {
  warm: templates(`
    And so that you know: {fact}.
    You may write this down too: {fact}.`),
  busy: templates(`
    For your list: {fact}.
    Note this: {fact}.`),
  sceptical: templates(`
    One thing you should have asked: {fact}.
    And take this down word for word: {fact}.`),
  chatty: templates(`
    And I must tell you, {fact}.
    Did I say? {fact}.`),
  curt: templates(`
    Also: {fact}.
    For the record: {fact}.`),
};

export const holds = {
  warm: templates(`
    Of course, take your time, I am comfortable here.
    No hurry, I have a chair and a view.
    That is quite all right, I would ask too.
    I am putting my feet up, do not worry about me.
    That is what I would want you to do.`),
  busy: templates(`
    All right, but I am looking at the clock.
    I can give you half a minute.
    Hm, I will answer a message meanwhile.
    Fine, you are on the loudspeaker, I keep typing.
    Make it quick.`),
  sceptical: templates(`
    So they did not tell you that. Interesting.
    I wait, and I draw my conclusions.
    Ask away, I would like to hear it from them.
    Take the right answer rather than the quick one.
    I have waited longer for less.`),
  chatty: templates(`
    Oh, do ask, I will hum something in the meantime.
    Take all the time you need, there is a blackbird outside, listen!
    While you ask, I shall pour the tea.
    I will tell you about my dog meanwhile, no, I will not, I am listening.
    Do you have music for holding, some places have lovely music.`),
  curt: templates(`
    I am waiting.
    Well?
    Half a minute.
    Go on, ask.
    Ask them.`),
};

export const unsure = {
  warm: templates(`
    Let me think for a moment, dear.
    I am listening, do go on.
    That is a lot at once, but a friendly lot.`),
  busy: templates(`
    Get to the point, please.
    Tell me in one line what you need.`),
  sceptical: templates(`
    I hear words, but not yet what they come to.
    Go on, I am still here, which is something.`),
  chatty: templates(`
    Well, well, that is quite a story.
    I lost the thread, but I enjoy it all the same.`),
  curt: templates(`
    And?
    To the point.`),
};

export const settled = {
  warm: templates(`
    It is all said, I think, and well said.
    As I told you, I stand by it.`),
  busy: templates(`
    We are done, are we not.
    As I said.`),
  sceptical: templates(`
    You heard me the first time.
    I do not change my mind by the minute.`),
  chatty: templates(`
    I said it, and I shall say it at the market too.
    That is my last word, well, my last but three.`),
  curt: templates(`
    I said it.
    Settled.`),
};

export const leaving = {
  warm: templates(`
    I am sorry, they are calling me, I must go now. [Goodbye|Take care]!
    It was good to talk, but I have to go. All the best!`),
  busy: templates(`
    That is my time, I have to run. Bye!
    I must go, the next call is blinking. Bye now!`),
  sceptical: templates(`
    This has taken long enough. I have to go. Good day.
    You have had your chance, I must go. Goodbye.`),
  chatty: templates(`
    Goodness, look at the time, I have to go, and I have told you nothing yet! Bye!
    I must run, the oven is smoking. Goodbye, goodbye!`),
  curt: templates(`
    I have to go. Bye.
    Time is up. Goodbye.`),
};

export const goodbyes = {
  warm: templates(`
    Goodbye, [and thank you for calling|and take good care]!
    All the best to you too!
    Bye, it was a pleasure!`),
  busy: templates(`
    Bye, thanks!
    Right, bye.
    Good, bye now.`),
  sceptical: templates(`
    We will see. Goodbye.
    Good day to you.
    Goodbye, and I keep my notes.`),
  chatty: templates(`
    Bye, bye, and greetings to everybody there!
    Goodbye, dear bot, it was a pleasure to be rung!
    Off you go then, cheerio!`),
  curt: templates(`
    Bye.
    Goodbye.
    Good.`),
};
