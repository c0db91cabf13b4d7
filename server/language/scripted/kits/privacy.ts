import { kit } from './kit.ts';

export const privacy = kit(
  'privacy data.protection consent gdpr surveillance anonym(?:ous|i[sz]) personal.data encrypt cookies?\\b',
  {
    claims: `
    data that was never collected cannot leak
    consent that nobody can withdraw is not consent
    a form that asks for everything is told [lies|very little]
    the log file knows more than the customer record
    an anonymous answer needs more than a missing name
    people forgive a question sooner than a surprise
    what is kept just in case is used just because
    the copy in somebody’s downloads folder is the one that leaks
    a policy that nobody can read protects its author
    trust is lost in one mail and won in a hundred`,
    troubles: `
    personal data stays in a test system for years
    the list is shared once and copied forever
    everybody clicks agree and nobody has read it
    the deleted record survives in four backups
    the purpose changes and nobody asks again
    three harmless columns together give away a name`,
    steps: `
    delete what we would not want to explain
    write down why each field is asked for
    set a date on which old records go
    ask for one thing less
    read our own notice aloud
    let people see what we keep about them
    find every copy of the list
    answer one request for deletion by hand, from start to end`,
    measures: `
    the age of the oldest record that we keep
    the number of copies
    the fields that nobody uses
    the days it takes to delete somebody
    the people who can open the list
    the questions that people leave blank`,
    tales: `
    we deleted five years of old records and nobody needed one of them
    I asked for my own file and got somebody else’s as well
    we removed two questions from a form and twice as many people sent it
    one lost laptop taught us where all the lists were
    I tried to withdraw my consent and it took [nine|seven] letters
    we printed what we knew about one volunteer and went very quiet`,
  },
);
