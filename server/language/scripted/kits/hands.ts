import { kit } from './kit.ts';

export const hands = kit(
  'garden cooking kitchen food repair(?:s|ing| culture|\\b) plants? soil craft(?:s|ing)\\b sewing tools?\\b bicycle farm carpent',
  {
    claims: `
    a thing that can be opened can be understood
    the second pair of hands saves more than the better tool
    soil forgives more than calendars do
    the leftovers tell you more than the applause
    whoever washes up hears the real news
    a spare part costs less than a promise
    what grows beside the path is what people look after
    the repair that shows is the one that lasts
    a shared tool needs one owner
    for forty people it is never four times the recipe for ten`,
    troubles: `
    everybody plants in May and nobody waters in August
    the screw is glued and the manual is gone
    there is salt from [three|four] different people in it
    the tool comes back without its handle
    the part exists and costs more than a new machine
    one person cooks and forty have opinions`,
    steps: `
    cook it once for six before cooking it for sixty
    open it and look before ordering anything
    label the beds with the name of whoever waters them
    keep the broken part until the new one works
    start with what grows anyway
    weigh what comes back on the plates
    teach one repair to two people each month
    write the quantities on the wall`,
    measures: `
    the weight of what comes back on the plates
    the age of the oldest thing still in use
    the number of people who water
    the price of the part against the price of a new one
    the minutes until the first bite
    the things that came in broken and left working`,
    tales: `
    we cooked for [eighty|sixty] and had to throw away one bowl
    I fixed a kettle with a part from a doorbell
    a neighbour watered our bed all summer and never said a word
    we opened [eleven|nine] radios in one evening and eight of them play again
    I planted what the label said and harvested what the slugs left
    we put names on the tools and they started to come back`,
  },
);
