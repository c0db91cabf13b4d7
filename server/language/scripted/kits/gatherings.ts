import { kit } from './kit.ts';

export const gatherings = kit(
  'communit facilitat events?\\b onboard mentor newcomer member meeting moderat webinar audience workshop session conference crowd volunteer meetup attend speaker',
  {
    claims: `
    the first evening decides whether somebody comes back
    people stay for people and not for the programme
    a question by name gets an answer where a question to all gets silence
    the quiet half of the room has the better questions
    newcomers copy what they see in the first ten minutes
    a mentor needs a small task more than a big heart
    rules that nobody explains drive out the wrong people
    a good moderator is remembered for what she did not say
    a community that cannot disagree kindly is only a mailing list
    most members who leave do it without a word`,
    troubles: `
    the same five people answer everything
    the newcomer asks once, hears nothing and never asks again
    the talk runs over and eats the only time for questions
    everybody is welcome and nobody is greeted
    the chat scrolls faster than the speaker can read
    the volunteers who do the most are thanked the least`,
    steps: `
    greet every newcomer by name within a day
    keep the last ten minutes free for questions
    pair each new member with somebody who joined last [spring|month]
    ask the quietest person first
    read the open questions aloud before we close
    let a newcomer write the next welcome page
    end a little early and leave the room open
    thank one person in public every week`,
    measures: `
    the share of newcomers who write a second time
    the time until a first question gets its first answer
    the share of people who spoke at all
    the number of people left after [the break|a month]
    the questions that were left open
    the number of different people who answer`,
    tales: `
    we greeted everybody by name for a month and twice as many came back
    I opened a session with silence and the best question came from the last row
    we paired [twelve|fourteen] newcomers with mentors and [ten|nine] are still here
    I once moderated for an hour and learned only afterwards that the chat was broken
    we let the newest member choose the topic and the room was full
    I asked why people had left and most of them said that nobody had noticed`,
  },
);
