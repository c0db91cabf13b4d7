import { kit } from './kit.ts';

export const energy = kit('energy heat(?:ing|\\b) power electric solar insulat kilowatt climate carbon', {
  claims: `
    the energy that we do not use needs no plan
    the base load at night is the cheapest thing to fix
    a full room heats itself and an empty one is heated by habit
    the spare has to be tested under load
    savings shrink when nobody reads the meter
    a draught costs more than a window
    the timer is usually set to last winter
    half of the saving is in the first [hour of looking|walk through the house]
    people save what they can see
    the second failure comes while one is proud of having survived the first`,
  troubles: `
    the heating runs for a room that nobody booked
    the spare starts in the test and not in the cold
    the meter is behind a locked door
    everybody turns the thermostat and nobody knows the setting
    the saving is counted twice
    the fridge hums in an empty kitchen all summer`,
  steps: `
    read the meter at the same hour for a week
    switch it off for a night and see who notices
    walk through the building at midnight
    test the spare under load
    seal the one door that everybody complains about
    write the setting next to the thermostat
    list what runs when nobody is there
    compare a cold week with a cold week`,
  measures: `
    the load at three in the morning
    the use for each degree outside
    the hours in which the room stood empty and warm
    the time until the spare takes over
    the bill for the same week last year
    the margin on the coldest day`,
  tales: `
    we walked through at midnight and found [eleven|seven] lights and a running projector
    I read the meter for a week and the culprit was a drinks machine
    our spare started at once and stopped after [nine|six] minutes
    we sealed one door and the complaints ended before the cold did
    the timer had been an hour wrong for [three|two] winters
    we lowered it by one degree and told nobody and nobody asked`,
});
