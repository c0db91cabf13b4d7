import { kit } from './kit.ts';

export const access = kit('accessib caption disab inclus subtitl wheelchair sign.language', {
  claims: `
    captions help more people than those who asked for them
    nobody complains about the step they could not climb, they stay away
    plain language is harder to write and kinder to read
    one person’s special request is the next person’s relief
    whoever needs it should not have to ask for it
    a ramp added afterwards is always in the wrong place
    what works for a screen reader works for a tired reader as well
    the smallest font holds the most important sentence`,
  troubles: `
    the form works for everybody who can see it
    the captions arrive when the joke is over
    those who are left out are not in the room to say so
    the microphone goes round and somebody always needs none
    the lift works on every day but that one`,
  steps: `
    read it aloud to somebody who cannot see the screen
    describe each picture in one sentence
    ask who is missing and why
    try the whole evening with the sound off
    let somebody with a wheelchair choose the room
    replace the three hardest words`,
  measures: `
    the number of people who could not take part
    the steps between the street and the chair
    the words that had to be explained
    the delay of the captions
    the contrast of the smallest text
    the people who asked for it a second time`,
  tales: `
    we switched the captions on for one person and [eleven|nine] asked to keep them
    I sat through an evening with the sound off and understood half
    a door of two inches too few kept our best speaker outside
    I tried our own form with the screen off and gave up at the [third|second] field
    we moved upstairs and lost four regulars without a word`,
});
