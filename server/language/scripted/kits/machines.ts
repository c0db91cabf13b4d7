import { kit } from './kit.ts';

export const machines = kit(
  'machine language.model (?:ai|ml|llm)s?\\b artificial automat robot model(?:s|ling)\\b agent prompt neural algorithm ethic bots? chatbot',
  {
    claims: `
    an automation inherits the habits of whoever wrote it down
    a model is confident in the same voice whether it is right or wrong
    the dull task is the one worth automating
    a person has to be able to stop the machine
    the evaluation takes longer than the model and is worth more
    nobody checks the thousandth answer as carefully as the first
    a rule of ten lines often does what a model was bought for
    the edge cases are the job
    an apology from a machine repairs nothing
    the data decides more than the method does`,
    troubles: `
    the machine fails politely and nobody notices
    the examples in the test are also in the training
    a person signs off what no person has read
    it works in the demo and drifts by spring
    the exception costs more than all the cases that it saved
    two automations keep undoing each other’s work`,
    steps: `
    try the simplest rule first and keep it as the baseline
    read [fifty|thirty] answers by hand before counting anything
    keep a switch that a person can reach
    collect the cases that went wrong in one place
    say out loud what it must never do
    run it beside the old way for a month
    ask those who are judged by it
    log what it refused as well`,
    measures: `
    the share of answers that a person had to correct
    the comparison with a rule of ten lines
    the cost of the worst mistake
    the cases that it hands back
    the time a person needs to check it
    the difference between the first week and the tenth`,
    tales: `
    we replaced a model by [nine|eleven] lines of rules and the errors fell
    I read [a hundred|sixty] answers by hand and stopped trusting the average
    our automation saved an hour a day and cost a week when it broke
    I switched the assistant off for a day and only one person noticed
    two scripts of ours renamed the same file back and forth all weekend
    we kept the old way running for a month and were glad of it`,
  },
);
