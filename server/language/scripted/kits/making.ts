import { kit } from './kit.ts';

export const making = kit(
  'design prototyp stor(?:y|ies)(?!age) storytell art(?:s|ist|\\b) drawing draw sketch naming typograph illustrat film photograph creativ craft poet writing',
  {
    claims: `
    the first sketch is worth more than the tenth specification
    people forgive a rough edge and never a dull middle
    a good name does half of the [explaining|documentation]
    a constraint is the best [collaborator|tool] in the room
    what is left out gives a thing its shape
    a prototype should be ugly enough to be thrown away
    every story needs somebody who wants something
    taste is mostly the patience to make it again
    the happy accident only visits people who are already working
    a demo that breaks teaches more than a deck that does not`,
    troubles: `
    the prototype becomes the product because nobody says stop
    everybody polishes the beginning and nobody has seen the end
    the tool decides what the work looks like
    a committee sands off the one edge that people loved
    the story explains everything and nobody cares
    we fall in love with the first version`,
    steps: `
    draw it badly in five minutes and show it
    make three versions and throw two away
    read it aloud to somebody who is busy
    take away one element and see who notices
    build it from paper first
    let a stranger use it and keep our mouths shut
    give it a name and see whether people use it
    start from the ending and work backwards`,
    measures: `
    the moment at which people lean forward
    the part that people remember a day later
    the minutes that a stranger looks before asking
    the number of versions that were thrown away
    the part that people imitate afterwards
    the first thing that a newcomer touches`,
    tales: `
    I cut a prototype out of a cereal box and it won against the real one
    we renamed a feature and the questions about it stopped within [a week|days]
    I threw away [six|four] versions and the seventh took ten minutes
    a child used my sketch upside down and it was better that way
    we showed the ending first and nobody left
    I once spent a month on an interface that a single sentence replaced`,
  },
);
