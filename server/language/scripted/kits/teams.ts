import { kit } from './kit.ts';

export const teams = kit(
  'team remote hiring management manager feedback leadership culture collaborat work(?:ing|place|load|\\b) office negotiat conflict decision communicat diversity support wellbeing health',
  {
    claims: `
    a decision that nobody wrote down was not made
    feedback after a month is history
    the best hire is the one that [somebody trained|we grew ourselves]
    trust is built in small deliveries
    a team is as fast as its slowest answer
    the meeting without an agenda has one that is hidden
    people rarely leave over the work itself
    the loudest objection is seldom the real one
    working from afar shows which habits were only furniture
    rest is part of the plan or it is not planned`,
    troubles: `
    everybody agrees in the meeting and objects in the corridor
    two people own it and each waits for the other
    the new colleague sits a week without a password
    praise is given in private and blame in public
    the urgent eats the important every single day
    nobody knows who may say yes`,
    steps: `
    write the decision down with a name and a date
    cancel one standing meeting and see who misses it
    ask what we should stop doing
    give the feedback on the same day
    let the person with the objection write the next proposal
    keep one afternoon without messages
    say who decides before the talk begins
    swap chairs for a week`,
    measures: `
    the time from a question to a decision
    the hours in meetings without a result
    the decisions that are opened again
    the number of people who leave without saying why
    the number of things in progress at once
    the days until a newcomer finishes something`,
    tales: `
    we cancelled all our standing meetings for a month and brought back [two|three]
    I wrote decisions on a wall for a quarter and half of the arguments ended
    a colleague swapped chairs with support for a week and changed the plan
    I gave the feedback too late and it helped nobody
    we asked what to stop and the list was longer than the roadmap
    a new colleague fixed something on day two because somebody had left it for her`,
  },
);
