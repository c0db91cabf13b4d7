/** The folder of articles: what it finds, and what it says of a file that is not one (BC-6). */
import { afterEach, describe, expect, test } from 'vitest';
import { ClaqueError } from '../../../server/kernel/errors.ts';
import { openLibrary } from '../../../server/search/library/library.ts';
import {
  articleFolder,
  articleText,
  fewArticles,
  type ArticleFolder,
} from '../../support/search-servers/article-folder.ts';

let folder: ArticleFolder | undefined;
afterEach(() => {
  folder?.remove();
  folder = undefined;
});

const open = (files: Readonly<Record<string, string>>) => {
  folder = articleFolder(files);
  return openLibrary(folder.path);
};

/** The error that the files cause. */
function errorOf(files: Readonly<Record<string, string>>): ClaqueError {
  try {
    open(files);
  } catch (error) {
    if (error instanceof ClaqueError) return error;
    throw error;
  }
  throw new Error('The folder was accepted.');
}

describe('a library', () => {
  test('reads every Markdown file and nothing else (BC-6)', () => {
    expect(open({ ...fewArticles, 'notes.txt': 'not an article', 'drafts/': '' }).articleCount).toBe(4);
  });

  test('says so when there is no such folder (BC-6)', () => {
    expect(() => openLibrary('no/such/folder')).toThrow(/^The library no\/such\/folder cannot be read: .*ENOENT/);
  });

  test('says so when the folder has no article (BC-6)', () => {
    expect(errorOf({ 'notes.txt': 'x' })).toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('has no article: put Markdown files (*.md) there'),
    });
  });

  test('says so when an article cannot be read (BC-6)', () => {
    expect(errorOf({ 'folder.md/': '' }).message).toMatch(/folder\.md cannot be read: EISDIR/);
  });

  test('names both files that have the same url (BC-6)', () => {
    const { message } = errorOf({ 'one.md': articleText(), 'two.md': articleText() });
    expect(message).toMatch(/two\.md has the same url as .*one\.md/);
  });

  test('names the file, the line and the field that is wrong (BC-6)', () => {
    expect(errorOf({ ...fewArticles, 'wrong.md': articleText({ date: 'yesterday' }) }).message).toMatch(
      /wrong\.md, line 5, field date: write a day such as/,
    );
  });
});
