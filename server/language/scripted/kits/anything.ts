import { kit } from './kit.ts';

/** For topics that belong to no field: says only what holds of most things. Its words match nothing. */
export const anything = kit('(?!)', {
  claims: `
    the first attempt teaches more than the plan for it
    a small trial settles what a long debate cannot
    those who do the work are seldom asked
    what sounds simple has usually been simplified by somebody
    the exception says more than the rule
    most advice is a memory in disguise
    timing counts for more than wording
    the second question is the interesting one
    habit explains more than opinion does
    nobody is bored by a good example`,
  troubles: `
    everybody means something slightly different by it
    the loudest voice is taken for the majority
    the beginning gets all the attention and the rest none
    it works once and nobody knows why
    people copy the result and skip the reasons
    the easy half is done and the hard half is announced`,
  steps: `
    try it for a week and compare notes
    write down what we expect before we start
    collect three examples that went wrong
    ask somebody who has never heard of it
    do the smallest part first
    leave one thing out and see who misses it
    put the question to somebody who disagrees
    agree on what would count as success`,
  measures: `
    the difference a month later
    the cases in which it failed
    the people who do it again without being asked
    the time that it lasts
    the effort against the result
    the words people use when nobody is selling anything`,
  tales: `
    I tried it [twice|three times] and the second time was the useful one
    we argued for a month and settled it in an afternoon
    I changed one small thing and the rest followed
    a friend of mine did the opposite and got the same result
    I wrote my expectations down and [most|all but one] of them were wrong
    we asked an outsider and she saw it in a minute`,
});
