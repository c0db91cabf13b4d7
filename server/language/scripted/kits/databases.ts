import { kit } from './kit.ts';

export const databases = kit(
  'databas index migrat quer(?:y|ies) sql schema table(?:s|\\b) postgres sqlite cach(?:e|ing) storage replica',
  {
    claims: `
    an index that nobody reads still slows down every write
    the slow query is rarely the one that [gets blamed|people complain about]
    a migration without a way back is a bet
    most tables are [small enough for almost anything|far smaller than the arguments about them]
    the planner is right more often than [we are|our hints are]
    a cache hides a missing index until the day it is cold
    [nobody regrets|I have never regretted] a boring schema
    the second copy of a column is where the truth [gets lost|starts to wobble]
    real data finds the bad query [sooner than any test does|long before a review does]
    adding a column is cheap and [removing one is a project|getting rid of one takes a year]`,
    troubles: `
    the migration locks a table that nobody thought was busy
    the query is fast on a laptop and crawls on the real table
    two services write to the same row and each believes it is alone
    the index exists and the planner refuses to use it
    an innocent default rewrites [forty million rows|the whole table]
    the statistics are a month old and the plan is built on them`,
    steps: `
    read the plan before touching the query
    drop one unused index and watch the writes for a week
    rehearse the migration on a copy of the real table
    log every query above [fifty|a hundred] milliseconds
    write the way back before the way forward
    count the rows first
    split the migration into one step that adds and one that removes
    ask the oldest query who still needs it`,
    measures: `
    the slow-query log
    the number of rows read for each row returned
    the time that the longest lock was held
    the size of the table next to the size of its indexes
    the plan before and after
    the share of writes that wait for a lock`,
    tales: `
    we dropped [four|six|three] unused indexes and the nightly import finished before breakfast
    I once ran a migration at noon and learned what a lock queue looks like
    one index took a report from [forty seconds|two minutes] to [half a second|three hundred milliseconds]
    we moved the cold rows to a table of their own and stopped buying disks
    I spent [two days|a weekend] tuning a query that nobody [called|needed] any more
    we rehearsed a migration twice and the third time it still surprised us`,
  },
);
