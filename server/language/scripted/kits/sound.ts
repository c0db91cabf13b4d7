import { kit } from './kit.ts';

export const sound = kit(
  'music sound(?:s|\\b) audio concert songs? choir band(?:s|\\b) microphone acoustic amplif radio',
  {
    claims: `
    the room is part of the instrument
    the best sound is the one that nobody mentions
    silence has to be rehearsed too
    louder is what people say when they mean clearer
    the cable is to blame more often than the amplifier
    an amateur choir that listens beats a good one that does not
    the last row pays for the loudspeakers in front
    a song that needs explaining needs rewriting
    the spare cable is the cheapest musician
    rhythm forgives wrong notes and never the other way round`,
    troubles: `
    the hum comes back as soon as the lights go on
    everybody turns up a little and nobody hears the singer
    the check is done in an empty room and the show in a full one
    the battery dies in the quiet part
    the speaker holds the microphone like a candle
    the band rehearses the beginning and hopes for the end`,
    steps: `
    walk to the last row and listen from there
    change the cable before anything else
    turn everything down and start again
    rehearse the ending first
    leave one song out
    record it once on a telephone and listen on the way home
    put the microphone where the mouth is
    clap once in the empty room`,
    measures: `
    the sound in the last row
    the seconds of echo
    the number of cables between mouth and ear
    the distance to the microphone
    the songs that people hum on the way out
    the pause before the applause`,
    tales: `
    I hunted a hum for [two|three] hours and it was the coffee machine
    we turned everything down by a third and people thanked us for the clarity
    one spare cable saved a wedding and a speech
    we moved the choir two steps to the left and the room began to sing
    I once mixed a whole evening with one ear and nobody knew
    the power went, they sang on in the dark and it was the best night of the year`,
  },
);
