import { kit } from './kit.ts';

export const measurement = kit(
  'benchmark statistic measur(?:e|ing) reproduc performance experiment latenc(?:y|ies) metric science research sampl(?:e|ing) evidence figures',
  {
    claims: `
    a mean without a spread says [very little|next to nothing]
    a result that cannot be repeated is an anecdote with decimals
    the baseline decides what looks like progress
    the slowest one per cent is what people remember
    a benchmark measures its author’s patience as much as the code
    the runs that were thrown away belong in the report
    one honest chart beats [ten slides|a page of adjectives]
    a difference below the noise is not a difference
    warm caches have won more benchmarks than good algorithms
    what is easy to measure is seldom what [matters|we wanted to know]`,
    troubles: `
    the two groups were never alike to begin with
    the laptop throttles and the second run always loses
    the figure comes from one run on a quiet afternoon
    nobody kept the script that drew the chart
    the metric improves and the users leave
    people stop measuring as soon as they like the number`,
    steps: `
    repeat it [thirty|twenty] times and show the spread
    publish the script together with the chart
    compare it with doing nothing over the same days
    write down the expected result before the run
    plot every point before taking a mean
    swap the order of the two runs
    ask somebody else to repeat it from the notes alone
    say what result would change our minds`,
    measures: `
    the spread between runs
    the ninety-ninth percentile
    the size of the sample
    the result on a second machine
    the difference against doing nothing
    the share of runs that were left out`,
    tales: `
    I repeated a famous result [five|four] times and got it once
    we chased a regression for a week that turned out to be [the weather in the machine room|a laptop on battery]
    half of a speed-up of mine vanished when I shuffled the order of the runs
    I once reported a gain of twelve per cent and had to take it back
    we wrote our guess on the wall first and it was wrong by a factor of [three|four]
    a colleague repeated my benchmark and found the bug in an hour`,
  },
);
