import { kit } from './kit.ts';

export const learning = kit(
  'learn career open.source tutorial test(?:s|ing|\\b) document teach beginner course educat school student train(?:ing|er) certificat book reading contribut',
  {
    claims: `
    a tutorial that never fails teaches only typing
    the question that sounds stupid is usually [shared by half the room|the one that unlocks the rest]
    one reads a test to learn what the code was meant to do
    explaining a thing badly shows where the hole is
    a first contribution should be small enough to finish on an evening
    nobody changes careers in one step
    the docs are written by people who have forgotten not knowing
    a good mistake is worth a chapter
    maintainers are kinder than their issue templates
    practice on something one needs sticks better than any exercise`,
    troubles: `
    step four silently assumes what step two left out
    the beginner follows every step and cannot say why
    everybody nods and nobody has understood
    the test passes because it tests nothing
    the answer is a link to a page that is longer than the question
    people give up one minute before it would have worked`,
    steps: `
    write down each word that had to be looked up
    ask a beginner to follow it while we watch
    explain it to somebody who was not there
    break the example on purpose and read the error
    start with one failing test
    fix a typo in the docs as a first contribution
    keep a log of what went wrong
    do it once without the tutorial open`,
    measures: `
    the step at which people stop
    the number of steps that work on a clean machine
    the questions that come twice
    the things that somebody can do alone a week later
    the time until the first small success
    the words that nobody explains`,
    tales: `
    I followed the same tutorial three times before I saw what it left out
    my first contribution was a comma and it took me [two evenings|a whole weekend]
    I asked what an acronym meant and [four|three] people thanked me in private
    I learned more from one red test than from the chapter before it
    a maintainer answered my worst question in ten kind lines
    I kept a list of words for a month and it had [ninety|a hundred and ten] entries`,
  },
);
