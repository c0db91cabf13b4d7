import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClaqueError } from '../../../server/kernel/errors.ts';
import { parseArticle } from '../../../server/search/library/article.ts';
import { libraryOf } from '../../../server/search/library/library.ts';
import { sentencesOf } from '../../../server/search/library/sentences.ts';
import { sentence, snippetOf } from '../../../server/search/library/snippet.ts';
import { wordsOf } from '../../../server/search/library/words.ts';
import { articleText, fewArticles } from '../../support/search-servers/article-folder.ts';

const article = (changes: Parameters<typeof articleText>[0] = {}) => parseArticle(articleText(changes), 'article.md');

function faultOf(text: string): string {
  try {
    parseArticle(text, 'wrong.md');
  } catch (error) {
    if (error instanceof ClaqueError && error.code === 'bad-file') return error.message;
    throw error;
  }
  return 'none';
}

describe('an article', () => {
  test('is front matter and Markdown (BC-6)', () => {
    expect(article()).toMatchObject({
      title: 'Polls that wake an audience up',
      topics: ['polls', 'engagement'],
      url: 'https://library.example/polls',
      date: '2026-05-04',
      body: expect.stringContaining('A poll wakes'),
    });
  });

  test('may have Windows line ends, a byte order mark and rules in its text (BC-6)', () => {
    const text = `\uFEFF${articleText({ body: 'Above.\n\n---\n\nBelow.' })}`.replaceAll('\n', '\r\n');
    expect(parseArticle(text, 'a.md')).toMatchObject({ date: '2026-05-04', body: expect.stringContaining('Below.') });
  });

  test.each([
    ['no front matter', 'Just text.', 'wrong.md, line 1: begin with front matter'],
    ['front matter without an end', '---\ntitle: x\n', 'wrong.md, line 1: begin with front matter'],
    ['no text', articleText({ body: ' ' }), 'wrong.md, (the text): there is no text'],
    ['broken YAML', '---\ntitle: "x\ntopics: [a]\n---\nText.', 'wrong.md, line '],
    ['a wrong date', articleText({ date: '4 May' }), 'wrong.md, line 5, field date: write a day'],
    ['a day that is none', articleText({ date: '2026-02-30' }), 'wrong.md, line 5, field date: write a day'],
    ['a private url', articleText({ url: 'http://localhost/' }), 'wrong.md, line 4, field url: write the full http'],
    [
      'a script for a url',
      articleText({ url: 'javascript:alert(1)' }),
      'wrong.md, line 4, field url: write the full http',
    ],
    ['no topics', articleText({ topics: [] }), 'wrong.md, line 3, field topics: '],
    ['a topic that is no text', articleText({ topics: ['polls', '7'] }), 'wrong.md, line 3, field topics.1: '],
    ['an empty title', articleText({ title: '""' }), 'wrong.md, line 2, field title: '],
    ['a field too many', articleText({ date: '2026-05-04\nauthor: me' }), 'wrong.md, line 6, field author: '],
    ['a list for front matter', '---\n- a\n---\nText.', 'wrong.md, line 1, field (all): '],
    ['an alias', '---\ntitle: &t x\ntopics: [*t]\n---\nText.', 'wrong.md, line 1: uses a YAML alias'],
  ])('with %s is refused by file and line (BC-6)', (_title, text, message) => {
    expect(faultOf(text).slice(0, message.length)).toBe(message);
  });

  test('that lacks several things names the first and counts the others (BC-6)', () => {
    expect(faultOf('---\ntitle: x\n---\nText.')).toMatch(/^wrong\.md, line 1, field topics: .* \(and 2 more\)$/);
  });
});

describe('the library', () => {
  const articles = Object.entries(fewArticles).map(([file, text]) => parseArticle(text, file));
  const titles = (query: string, limit = 10) =>
    libraryOf(articles)
      .search(query, limit)
      .map(({ title }) => title);

  test('puts a word in the title or the topics before the same word in the text (BC-6)', () => {
    const found = titles('polls');
    expect(found.slice(0, 2).toSorted()).toEqual(['Polls that wake an audience up', 'When polls tire people']);
    expect(found[2]).toBe('Moderating a lively chat');
    expect(found).toHaveLength(3);
  });

  test('finds a word by its beginning, with a slip of the pen and without its accent (BC-6)', () => {
    expect(titles('moderat')[0]).toBe('Moderating a lively chat');
    expect(titles('comunity gardnes')[0]).toBe('Community gardens in winter');
    expect(titles('GÁRDENS')[0]).toBe('Community gardens in winter');
  });

  test('lets the commonest words of a question decide nothing (BC-6)', () => {
    expect(titles('what should I do in winter?')).toEqual(['Community gardens in winter']);
    expect(titles('what is it')).toEqual([]);
  });

  test('orders what scores equally by url, however the articles lie (BC-6)', () => {
    const twins = ['c', 'a', 'd', 'b'].map((name) => article({ url: `https://library.example/${name}` }));
    for (const order of [twins, twins.toReversed()])
      expect(
        libraryOf(order)
          .search('polls', 3)
          .map(({ url }) => url.slice(-1)),
      ).toEqual(['a', 'b', 'c']);
  });

  test('gives the same for the same query, whatever was asked before (BC-6)', () => {
    const library = libraryOf(articles);
    const query = fc.array(fc.constantFrom('poll', 'garden', 'winter', 'chat', 'the', 'x', '<b>'), { maxLength: 6 });
    fc.assert(
      fc.property(query, fc.integer({ min: 1, max: 5 }), (words, limit) => {
        const results = library.search(words.join(' '), limit);
        expect(results).toEqual(libraryOf(articles).search(words.join(' '), limit));
        expect(results.length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 50 },
    );
  });

  test('quotes the sentences that the query is about (BC-6)', () => {
    const [result] = libraryOf(articles).search('compost', 1);
    expect(result).toEqual({
      title: 'Community gardens in winter',
      url: 'https://library.example/gardens',
      snippet: 'Compost needs turning.',
      source: 'library',
    });
  });

  test('gives text without markup and invisible characters, whoever wrote the article (F-42)', () => {
    const odd = article({
      title: '"<i>Polls</i>\u200B & more"',
      body: 'Polls <b onclick="x()">wake</b>\u202E people.',
    });
    expect(libraryOf([odd]).search('polls', 1)).toMatchObject([
      { title: 'Polls & more', snippet: 'Polls wake people.' },
    ]);
  });
});

describe('a snippet', () => {
  const text = ['Bees sleep.', 'Polls wake people.', 'Rain falls.', 'Votes count.', 'Polls tire people.'].map(sentence);
  const weights = (...words: string[]) => new Map(words.map((word) => [word, 1]));

  test('is the first sentence that holds the words, and no more than it needs (BC-6)', () => {
    expect(snippetOf(text, weights('polls', 'people'))).toBe('Polls wake people.');
  });

  test('is as many neighbours as hold all the words, up to three (BC-6)', () => {
    expect(snippetOf(text, weights('votes', 'tire'))).toBe('Votes count. Polls tire people.');
    expect(snippetOf(text, weights('bees', 'rain'))).toBe('Bees sleep. Polls wake people. Rain falls.');
    expect(snippetOf(text, weights('bees', 'votes'))).toBe('Bees sleep.');
  });

  test('prefers the word that weighs more (BC-6)', () => {
    expect(
      snippetOf(
        text,
        new Map([
          ['bees', 0.5],
          ['tire', 1],
        ]),
      ),
    ).toBe('Polls tire people.');
  });

  test('is the beginning where only the title fits (BC-6)', () => {
    expect(snippetOf(text, weights('gardens'))).toBe('Bees sleep.');
  });

  test('has at most four hundred characters (BC-6)', () => {
    const long = [sentence(`${'word '.repeat(100)}polls.`), sentence('Votes.')];
    expect(snippetOf(long, weights('polls', 'votes'))).toMatch(/^word .*word…$/);
    expect(snippetOf(long, weights('polls', 'votes')).length).toBeLessThanOrEqual(400);
  });
});

describe('sentences', () => {
  test('are plain text without headings, code and tables (BC-6)', () => {
    const markdown = [
      '# Heading',
      'A **bold** claim with a [link](https://x.example/a_b). And `code_like` words, 3 * 4 * 5!',
      'It goes on _here_.',
      '',
      '- First item',
      '- Second item. With more.',
      '1. Numbered',
      '> Quoted words.',
      '',
      '```js',
      'const hidden = 1.0;',
      '```',
      '| a | b |',
      '![A picture](x.png)',
      '---',
    ].join('\n');
    expect(sentencesOf(markdown)).toEqual([
      'A bold claim with a link.',
      'And code_like words, 3 * 4 * 5!',
      'It goes on here.',
      'First item',
      'Second item.',
      'With more.',
      'Numbered Quoted words.',
      'A picture',
    ]);
  });
});

describe('words', () => {
  test('are compared without case, accents, apostrophes and the commonest ones (BC-6)', () => {
    expect(wordsOf('The café’s Ünïque don’t-miss 3.5 polls')).toEqual([
      'cafes',
      'unique',
      'dont',
      'miss',
      '3',
      '5',
      'polls',
    ]);
  });
});
