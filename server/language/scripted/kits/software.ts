import { kit } from './kit.ts';

export const software = kit(
  'code review refactor typescript types legacy api(?:s|\\b) accessib front.?end back.?end web browser program software architect rust python secur password bug engineer devops kernel hardware mobile',
  {
    claims: `
    the code that nobody dares to touch is the code that matters
    a review finds [misunderstandings|what two people assumed] more often than bugs
    the smallest interface wins in the long run
    what works with a keyboard works better with a mouse too
    a rewrite repeats the old mistakes in a newer language
    security that gets in the way is switched off
    names outlive the people who chose them
    the second user of an interface finds out what it is for
    deleting code is the only optimisation without a cost
    a warning that everybody ignores is worse than none`,
    troubles: `
    the pull request is so large that nobody reads it
    the abstraction fits one case and is used for nine
    the type says one thing and the data another
    a password policy produces yellow notes
    the fix works and nobody knows why
    the old interface cannot be removed because one customer scripts it`,
    steps: `
    delete it and see what breaks
    review in pairs for the first quarter of an hour
    write the call before the function
    use it for a day without a mouse
    split the change until it fits on one screen
    add the test that would have caught it
    ask the newest colleague to read it aloud
    write down why and not what`,
    measures: `
    the time from a change to its review
    the lines that we removed this month
    the number of places that one change touches
    the bugs that come back
    the part that can be used without a mouse
    the age of the oldest open warning`,
    tales: `
    I deleted [two thousand|nine hundred] lines and the tests ran faster and nothing else changed
    we unplugged the mouse for a day and filed [thirty|twenty] bugs
    I reviewed my own change a month later and rejected it
    a rewrite of ours took a year and kept the same bug
    we halved the size of our changes and the reviews took a third of the time
    I once fixed a bug by reading the error message to the end`,
  },
);
