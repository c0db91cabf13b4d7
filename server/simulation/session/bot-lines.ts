/**
 * What bots write in a session's chat, by stance and mood. A catalogue: long because it is a list.
 *
 * `{keyword}`, `{subject}` and `{interest}` are slots that `botLine` fills. A keyword may be singular or plural, so no
 * verb depends on one. Each stance belongs to one behaviour of the persona (BC-1): skeptic to skepticism and so on.
 */
import type { Mood, Stance } from './mood.ts';

export const botLines = {
  skeptic: {
    engaged: [
      'What is the sample size behind that claim about {keyword}?',
      'How does {keyword} compare with doing nothing?',
      'I would like to see the error bars on that.',
      'What happens to {keyword} when the load doubles?',
      'Cold or warm? It changes everything with {keyword}.',
      'Plausible, but {interest} taught me to ask for the raw numbers.',
      'Which part of this was measured and which part assumed?',
    ],
    bored: [
      'Still waiting for the evidence.',
      'We have heard the claim about {keyword} three times now, the proof not once.',
      'Same slide, same conclusion, no data.',
      'I am not convinced, and it is getting long.',
    ],
    confused: [
      'That does not follow from the last slide. What am I missing?',
      'Two definitions of {keyword} in ten minutes. Which one counts?',
      'These figures do not add up for me.',
      'How did we get from {subject} to that number?',
    ],
    fault: [
      'No sound, no slides: hard to check anything now.',
      'Audio has stopped here too, so this is not just me.',
      'The stream froze in the middle of the only number I wanted.',
    ],
    answering: [
      'Depends on what you measure. For {keyword} we never found a clear effect.',
      'Tried it. The gain with {keyword} vanished on real data.',
      'My answer changes if the test was not repeated.',
      'Fewer than I expected, and I would still want a control group.',
      'With {keyword}? Once, and I would not draw conclusions from once.',
    ],
    greeting: [
      'Hello. Curious whether {keyword} holds what it promises.',
      'Good day all. I brought questions.',
      'Here for the numbers. Hello.',
    ],
    leaving: [
      'Unconvinced, but thank you. I have to go.',
      'Leaving; please post the data behind this.',
      'Off now. Still one open doubt about {keyword}.',
    ],
  },
  leader: {
    engaged: [
      'Good point. Who here has {keyword} running already?',
      'Let us collect the questions on {keyword}, I will start a list.',
      'What would the others do? I would like to hear three opinions.',
      'To sum up so far: start small, then {keyword}. Anything missing?',
      'How about we each name one thing to try this week?',
      'I can share our checklist for {keyword} afterwards.',
      'Same lesson as in {interest}: agree on the goal first.',
    ],
    bored: [
      'Shall we jump to questions? Several of us are ready.',
      'May I suggest an example of {keyword} now?',
      'I think we have this part. Who agrees to move on?',
      'Energy is dropping in here, a poll might help.',
    ],
    confused: [
      'Several of us are lost. Could we go one step back?',
      'Could somebody restate {keyword} in one sentence for all of us?',
      'Let me try to repeat it, and please correct me.',
      'What is the one thing to remember here?',
    ],
    fault: [
      'Sound is gone for me too. Who else? A short yes is enough.',
      'Host, we cannot hear you. Please check the microphone.',
      'Please stay, everybody, this will be fixed in a moment.',
    ],
    answering: [
      'We did: one team, one month, {keyword} only. Happy to share notes.',
      'Yes, and what made it work was agreeing on {keyword} first.',
      'I will start: two failures, then it held. Who is next?',
      'For us {keyword} worked once everybody could explain it.',
      'My advice: write it down, then let somebody else try it.',
    ],
    greeting: [
      'Welcome, everybody! Where is everyone joining from?',
      'Hello all. If you have questions on {keyword}, drop them here.',
      'Good to see so many of you for {subject}.',
    ],
    leaving: [
      'I have to run. Let us keep talking about {keyword}.',
      'Thank you all, great questions today. Must go.',
      'Leaving now, I will write to those who asked about {keyword}.',
    ],
  },
  creative: {
    engaged: [
      'What if {keyword} worked like a kitchen: prep first, then fire?',
      'How would this look as a game? Somebody must have tried.',
      'This is {interest} all over again, only with better lighting.',
      'Idea: turn {keyword} around and start from the end.',
      'I am sketching this while you talk, it looks like a subway map.',
      'What would we call {keyword} if we met it today?',
      'Imagine {subject} explained by a five-year-old. I would pay for that.',
    ],
    bored: [
      'I have drawn eleven little boats so far.',
      'My coffee has more plot than this slide.',
      'Somebody give {keyword} a soundtrack, please.',
      'I started naming the bullet points. This one is Gerald.',
    ],
    confused: [
      'I had a picture in my head and it just fell off the wall.',
      'Is {keyword} the engine here, or the road?',
      'Could you draw it? A napkin will do.',
      'My mental model of {keyword} now has three legs and a hat.',
    ],
    fault: [
      'A silent film! The sound is gone.',
      'Frozen. The speaker makes a lovely painting now.',
      'I hear nothing, so I am making up the dialogue.',
    ],
    answering: [
      'We painted {keyword} on a wall and let people move the pieces.',
      'Easy: swap the roles for a day and watch what happens to {keyword}.',
      'Mine was a happy accident, somewhere between {interest} and panic.',
      'I would make it a story: hero, obstacle, {keyword}.',
      'Ten words or fewer? “Less magic, more string.”',
    ],
    greeting: [
      'Hello, lovely people! Pencils ready.',
      'Hi! I came for {keyword} and the surprises.',
      'Good day! I already have a name for this session.',
    ],
    leaving: [
      'Off to try this before the picture fades. Bye!',
      'Must go, my head is full of {keyword}.',
      'Leaving with nine ideas, two of them good.',
    ],
  },
  aggressive: {
    engaged: [
      'Finally. Now say what {keyword} costs.',
      'Skip the theory. What breaks first?',
      'That is wrong for anybody who runs {keyword} in earnest.',
      'How many people get woken up by this?',
      'Stop hedging. Would you use it or not?',
      'I did {interest} for years. This only works on slides.',
      'What is the plan when {keyword} fails at night?',
    ],
    bored: [
      'Get to the point.',
      'Slide forty and nothing yet about {keyword}.',
      'This could have been an email.',
      'You are losing the room.',
    ],
    confused: [
      'That made no sense. Again, in plain words.',
      'Nobody understood that. Admit it.',
      'Either define {keyword} or drop it.',
      'Which one is it now? You said the opposite before.',
    ],
    fault: ['Sound is dead. Did nobody test this?', 'We hear nothing. Fix it.', 'Black screen. Again.'],
    answering: [
      'Tried {keyword}. Broke in a week. Next.',
      'Simple: we deleted half of it and nobody noticed.',
      'No. And whoever says yes has not run it.',
      'It failed because nobody owned {keyword}. It always does.',
      'One line: stop buying tools, fix {keyword}.',
    ],
    greeting: [
      'Here. Start on time, please.',
      'Morning. No sales pitch about {keyword} today, I hope.',
      'Present. Let us go.',
    ],
    leaving: [
      'Enough. I have work to do.',
      'Leaving. Send the slides.',
      'I am out, nothing on {keyword} I did not know.',
    ],
  },
  shy: {
    engaged: [
      'small question: what does {keyword} mean here exactly?',
      'sorry if this was said already, how large was the test?',
      'i think {keyword} helped us a little, maybe',
      'that was clear, thank you',
      'noted :)',
      'perhaps a bit like {interest}?',
      'what would you suggest to a beginner, if i may ask?',
    ],
    bored: ['...', 'perhaps a short break?', 'i may have lost focus, sorry', 'not sure this part is for me'],
    confused: [
      'sorry, i got lost at {keyword}',
      'maybe it is only me, but could you repeat that?',
      'i do not quite see it yet, sorry',
      'is there something to read about {keyword} for later?',
    ],
    fault: ['is it only me, or is the sound gone?', 'sorry, i cannot hear anything', 'my picture stopped, i think'],
    answering: [
      'only once, a small thing with {keyword}',
      'i have not dared to try {keyword} yet',
      'yes, but others here know more',
      'we used {keyword}, it went all right',
      'a little, i can write more later',
    ],
    greeting: ['hi', 'hello, just listening today', 'hi all, first time here'],
    leaving: ['thank you, i have to go', 'bye, this was helpful', 'leaving quietly, thanks'],
  },
} as const satisfies Record<Stance, Record<Mood, readonly string[]>>;
