import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CommunitySeed } from '../../../server/contract/community-seed.ts';
import { libraryOf } from '../../../server/search/library/library.ts';
import { readArticles } from '../../../server/search/library/read-articles.ts';
import { sentencesOf } from '../../../server/search/library/sentences.ts';
import { loadPersonas } from '../../../server/systems/scenarios/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const personas = [...loadPersonas(`${root}bots`).values()];
const interests = [...new Set(personas.flatMap(({ personality }) => personality.interests))];
const botIds = new Set(personas.map(({ id }) => id));

describe('the library (BC-6)', () => {
  const articles = readArticles(`${root}seeds/library`).map((article) => ({
    ...article,
    slug: /([^/]+)\.md$/.exec(article.file)![1]!,
  }));
  const library = libraryOf(articles);

  it('has sixty articles, each found under its own title and address', () => {
    expect(articles).toHaveLength(60);
    expect(new Set(articles.map(({ title }) => title)).size).toBe(60);
    for (const { slug, url } of articles) expect(url).toBe(`https://library.claque.example/${slug}`);
  });

  it.each(articles)('says enough and no more in $slug, about what somebody cares for', ({ body, topics }) => {
    const wordCount = body.trim().split(/\s+/).length;
    expect(wordCount).toBeGreaterThanOrEqual(90);
    expect(wordCount).toBeLessThanOrEqual(220);
    expect(topics.length).toBeGreaterThanOrEqual(2);
    expect(topics.length).toBeLessThanOrEqual(5);
    expect(new Set(topics).size).toBe(topics.length);
    for (const topic of topics) expect(interests).toContain(topic);
  });

  it('never opens a sentence with a word that needs the one before, so that each can be a snippet', () => {
    for (const { slug, body } of articles)
      for (const sentence of sentencesOf(body))
        expect(sentence, slug).not.toMatch(/^(?:it|its|they|their|this|that|these|those|he|she|both|such)\b/i);
  });

  it.each(interests)('answers a search for %s with two articles on it before any other', (interest) => {
    const found = library.search(interest, 2).map(({ url }) => articles.find((article) => article.url === url)!);
    for (const { topics } of found) expect(topics).toContain(interest);
    expect(found).toHaveLength(2);
  });
});

describe('the opening of the community (BC-15)', () => {
  const { days, threads, relationships } = CommunitySeed.parse(
    parse(readFileSync(`${root}seeds/community.yaml`, 'utf8')),
  );
  const posts = threads.flatMap((thread) => [thread, ...thread.replies]);

  it('has ten threads of three to nine replies, and one or more begin on each day', () => {
    expect(threads).toHaveLength(10);
    for (const { title, replies } of threads) {
      expect(replies.length, title).toBeGreaterThanOrEqual(3);
      expect(replies.length, title).toBeLessThanOrEqual(9);
    }
    const begun = new Set(threads.map(({ atHour }) => Math.floor(atHour / 24)));
    expect([...begun].sort((a, b) => a - b)).toEqual(Array.from({ length: days }, (_, day) => day));
  });

  it('lets every bot write, and mentions nobody who has no file', () => {
    expect(new Set(posts.map(({ author }) => author))).toEqual(botIds);
    const mentioned = posts.flatMap(({ text }) => [...text.matchAll(/@([\w-]+)/g)].map(([, id]) => id!));
    expect(mentioned.length).toBeGreaterThan(10);
    for (const id of mentioned) expect(botIds).toContain(id);
  });

  it.each(threads)('answers only what was said before, and within the days, in "$title"', ({ atHour, replies }) => {
    replies.forEach(({ afterMinutes, to }, index) => {
      expect(afterMinutes).toBeGreaterThan(index === 0 ? 0 : replies[index - 1]!.afterMinutes);
      expect(atHour + afterMinutes / 60).toBeLessThan(days * 24);
      if (to !== undefined) expect(to).toBeLessThan(index);
    });
  });

  it('has one bot answer itself, who corrects a word as is its habit', () => {
    const own = threads.flatMap(({ replies }) =>
      replies.filter(({ author, to }) => to !== undefined && replies[to]!.author === author),
    );
    expect(own.map(({ author }) => author)).toEqual(['hyunwoo-baek']);
  });

  it('begins with fourteen relationships or more, each between two bots that have a file and none told twice', () => {
    expect(relationships.length).toBeGreaterThanOrEqual(14);
    for (const { bot, about } of relationships) {
      expect(botIds).toContain(bot);
      expect(botIds).toContain(about);
      expect(bot).not.toBe(about);
    }
    expect(new Set(relationships.map(({ bot, about }) => `${bot} ${about}`)).size).toBe(relationships.length);
    expect(new Set(relationships.map(({ text }) => text)).size).toBe(relationships.length);
  });
});
