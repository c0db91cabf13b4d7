import { kit } from './kit.ts';

export const records = kit('data dashboard spreadsheet survey report chart visuali analytic questionnaire excel', {
  claims: `
    a dashboard is finished when somebody [acts on it|decides something with it]
    every important system has a spreadsheet underneath
    the empty cell is also an answer
    people answer the survey they would like to have been asked
    the definition of a column changes before its name does
    the average hides the only interesting row
    the outlier is either a mistake or the whole story
    a chart should survive being read without its title
    nobody cleans data that they do not use`,
  troubles: `
    two dashboards show the same figure and disagree
    the export turns a product code into a date
    the survey reaches only those who like surveys
    the column is called final and there are three of them
    somebody sorts one column and not the others
    the report is sent to forty people and opened by two`,
  steps: `
    ask who would miss the report, and pause it for a week
    write one sentence on what each column means
    name one owner for each table
    count the blanks before the averages
    test the survey on [five|three] people who dislike surveys
    show where each figure comes from
    check ten rows by hand`,
  measures: `
    the share of empty cells
    the number of people who opened the report
    the age of the oldest record that we keep
    the number of questions that people skip
    the rows that fail the simplest check
    the decisions that the dashboard changed`,
  tales: `
    we stopped a weekly report and it took [three months|a quarter] until somebody asked
    I found the same customer under [seven|five] spellings
    one question fewer gave us twice the answers
    I checked ten rows by hand and four of them were wrong
    two of our totals disagreed for a year and both were wrong
    I kept a spreadsheet alive that should have been a form`,
});
