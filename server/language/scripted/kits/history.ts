import { kit } from './kit.ts';

export const history = kit('histor archiv librar museum memor(?:y|ies)\\b heritage genealog chronicle village', {
  claims: `
    the minutes leave out what everybody remembers
    an archive keeps the bills and loses the laughter
    a tradition is usually younger than its oldest member
    what was cheap at the time is rare today
    the photograph nobody labelled is the one that people ask for
    every village tells one story about itself and means another
    old quarrels were about [chairs, coal and keys|the hall, the key and the hours]
    the evening was saved by whoever brought the lamp
    people remember how a gathering ended and invent how it began
    a date without a name helps nobody`,
  troubles: `
    the last person who knew it moves away
    the box is labelled miscellaneous
    the anniversary is celebrated and the reason for it forgotten
    everybody tells the legend and nobody asks the neighbours
    the papers lie in a cellar that floods
    the oldest members are asked a year too late`,
  steps: `
    ask the oldest member before the summer
    write the names on the back of the photographs
    read the minutes of fifty years ago aloud
    record one conversation a month
    walk the street with somebody who lived there
    copy the list of those who came
    keep the invitation and not only the report
    look up what the hall cost in its first year`,
  measures: `
    the names that appear in every list
    the gap between the minutes and the memories
    the number of photographs without a name
    the year in which the custom really began
    the price of the hall over the years
    the people who are missing from the record`,
  tales: `
    we found the founding bill in a tin and it was for [soup|coal and two lamps]
    I labelled forty photographs with a neighbour and [one|half] of the stories changed
    a custom that we thought was ancient turned out to be from [1974|1981]
    we read the old minutes aloud and the room laughed at the same quarrel
    I asked three people about one evening and got [three|four] different endings
    the archive was closed and the baker knew the answer`,
});
