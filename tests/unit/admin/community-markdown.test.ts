import { describe, expect, it } from 'vitest';
import { plainOf, type PlaceLink, renderMarkdown } from '../../../admin/src/components/ui/markdown.ts';

function rendered(text: string, places?: readonly PlaceLink[]): HTMLElement {
  const root = document.createElement('div');
  root.append(renderMarkdown(text, places));
  return root;
}
const mona = { word: '@mona-field', label: '@Mona Field', to: '/bots/mona-field' };

describe('what a bot wrote', () => {
  it('is rendered as Markdown', () => {
    const root = rendered('**bold**, *slanted*, `code`');
    expect(['strong', 'em', 'code'].map((tag) => root.querySelector(tag)?.textContent)).toEqual([
      'bold',
      'slanted',
      'code',
    ]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="https://example.org" onclick="alert(1)">x</a>',
    '<iframe src="https://example.org"></iframe>',
  ])('stays text where it looks like markup: %s (F-42)', (text) => {
    const root = rendered(text);
    expect(root.textContent).toContain(text);
    expect(root.querySelector('script, img, iframe, [onclick], [onerror]')).toBeNull();
  });

  it('shows no image, only a link to it (F-42)', () => {
    const root = rendered('![chart](https://example.org/chart.png)');
    expect(root.querySelector('img')).toBeNull();
    expect(root.querySelector('a')?.textContent).toBe('chart');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'mailto:a@example.org', '/api/caps', '//example.org', '#top'])(
    'links only to http and https, not to %s (F-42)',
    (address) => expect(rendered(`[look](${address})`).querySelector('a')).toBeNull(),
  );

  it('links so that nothing is carried along (F-42)', () => {
    const link = rendered('[look](https://example.org)').querySelector('a')!;
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(link.getAttribute('href')).toBe('https://example.org');
  });

  it('has no headings: the outline of the page is the panel’s', () => {
    const root = rendered('# Listen');
    expect(root.querySelector('h1')).toBeNull();
    expect(root.querySelector('strong')?.textContent).toBe('Listen');
  });
});

describe('a mention', () => {
  it('leads to the bot, whatever its case, and shows its name (BC-4)', () => {
    const links = rendered('Did @mona-field or @MONA-FIELD say so?', [mona]).querySelectorAll('a');
    expect([...links].map((link) => [link.getAttribute('href'), link.textContent])).toEqual([
      ['/bots/mona-field', '@Mona Field'],
      ['/bots/mona-field', '@Mona Field'],
    ]);
  });

  it('is not found within a longer word, in code or in a link', () => {
    const root = rendered('@mona-fielding `@mona-field` [@mona-field](https://example.org)', [mona]);
    expect(root.querySelector('[data-place]')).toBeNull();
  });

  it('cannot be made a pattern by a name', () => {
    const odd = { word: '@a.b', label: '@A', to: '/bots/a' };
    expect(rendered('@axb', [odd]).querySelector('a')).toBeNull();
    expect(rendered('@a.b', [odd]).querySelector('a')).not.toBeNull();
  });
});

describe('one line of plain text', () => {
  it('leaves the marks of Markdown out and keeps the words', () => {
    expect(plainOf('**Eleven** days, see [this *study*](https://example.org)\n\n- one\n- `two`')).toBe(
      'Eleven days, see this study one two',
    );
  });

  it('keeps what only looks like markup, as text', () => expect(plainOf('a <b>c</b>')).toBe('a <b>c</b>'));
});
