import { kit } from './kit.ts';

/** Translation and what happens between languages. */
export const tongues = kit('translat language(?!.model) interpret(?:er|ing|ation) multilingual dialect vocabulary', {
  claims: `
    a word that cannot be translated should be explained once
    plain language is harder to write and kinder to read
    silence in a meeting is also a language
    an interpreter needs the text before and not the applause after
    a joke survives fewer borders than a recipe does
    the politest sentence is the one that gets lost first
    two languages in one room need half the speed
    a glossary of ten words saves an evening
    the mistake that everybody understands is not a mistake
    what is said aside never reaches the other language`,
  troubles: `
    two people use one word and mean two things
    the translation is correct and nobody would say it
    the speaker goes faster whenever it gets important
    everybody nods in a language that half of them do not speak
    the slide is translated and the discussion is not
    the word exists in both languages and means the opposite`,
  steps: `
    send the text to the interpreter a day before
    use one word for one thing
    replace the three hardest words
    let everybody speak their own language for ten minutes
    write down the words that had to be explained
    ask somebody to say it back
    stop after each thought and not after each page
    read the translation aloud to somebody who never saw the original`,
  measures: `
    the words that had to be explained
    the questions that came in another language
    the share of people who spoke in their second language
    the time that was planned for the interpreter
    the sentences that had to be said twice
    the length of the longest sentence`,
  tales: `
    I translated a joke once and had to apologise in two languages
    we replaced [three|four] words in a letter and the calls stopped
    an evening in two languages took twice as long and was the best of the year
    I asked everybody to say it back and heard [five|four] different agreements
    we gave the interpreter the slides a day early and she found the contradiction
    one false friend in an invitation brought [twenty|thirty] people on the wrong day`,
});
