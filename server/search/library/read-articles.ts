import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClaqueError } from '../../kernel/errors.ts';
import { parseArticle, type Article } from './article.ts';

/**
 * Reads every Markdown file of a folder, in the order of their names.
 *
 * @throws {ClaqueError} bad-file if the folder is missing or has no article, at the first file that is not one, and
 *   where two have the same URL: results are told apart by it.
 */
export function readArticles(folder: string): Article[] {
  const articles = namesIn(folder).map((name) => {
    const file = join(folder, name);
    return parseArticle(readText(file), file);
  });
  const fileByUrl = new Map<string, string>();
  for (const { url, file } of articles) {
    const other = fileByUrl.get(url);
    if (other) throw new ClaqueError('bad-file', `${file} has the same url as ${other}; give each article its own.`);
    fileByUrl.set(url, file);
  }
  return articles;
}

function namesIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new ClaqueError('bad-file', `The library ${folder} cannot be read: ${reason}`, { cause });
  }
  const articles = names.filter((name) => name.endsWith('.md')).toSorted();
  if (articles.length > 0) return articles;
  throw new ClaqueError('bad-file', `The library ${folder} has no article: put Markdown files (*.md) there.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ClaqueError('bad-file', `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
