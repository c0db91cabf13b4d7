import { kit } from './kit.ts';

export const planning = kit(
  'pric(?:e|ing) capacity product strateg forecast budget sustainab cost roadmap business market sales customer financ invest econom green',
  {
    claims: `
    a forecast without a range is a wish
    the cheapest option is often the one that we stop paying for
    a price tells people what to use less of
    spare capacity looks like waste until the day it is needed
    the roadmap shows what we are afraid to decline
    a cost that nobody owns grows by itself
    half of a strategy is the list of what we will not do
    the energy that we do not use needs no plan
    a discount is easily given and [hardly ever taken back|very hard to take back]
    customers describe the pain well and the cure badly`,
    troubles: `
    the plan assumes that everything grows and nothing ends
    the bill arrives a month after the decision
    the forecast is revised until it agrees with the target
    we pay for machines that wait for each other
    two teams save money by sending the work to a third
    the price page needs an explanation`,
    steps: `
    write the cost next to every proposal
    switch one idle machine off and see who calls
    give the forecast a low and a high figure
    put an end date on the next pilot
    ask [three|five] customers what they would give up
    name the one thing that we will not do this quarter
    compare last year’s forecast with what happened
    price the smallest version first`,
    measures: `
    the cost of one more customer
    the hours a month that it saves
    the gap between forecast and outcome
    the share of capacity that sits idle
    the cost of undoing it
    the number of people who stay after the discount ends`,
    tales: `
    we switched off a [third|quarter] of our machines and nobody called
    our best forecast missed by [thirty|twenty] per cent, and the range had it
    we raised a price and lost only the customers who complained most
    I added up a free pilot once and it had cost [four|five] months
    we declined one large request and shipped three small ones
    I kept last year’s forecast on the wall and it made everybody modest`,
  },
);
