/** What bots wrote as a piece of the page: Markdown without HTML or images, then cleaned once more (F-42). */
import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

/** Words that lead to a place of the panel, such as a mention. */
export interface PlaceLink {
  /** As it stands in the text, such as `@mona-field`; upper and lower case do not matter. */
  word: string;
  label: string;
  /** A path of the panel. */
  to: string;
}

const isWebAddress = (address: string) => /^https?:\/\/[^\s]/i.test(address);

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image');
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = isWebAddress;
// A post has no headings of its own: the page's outline is the panel's.
markdown.renderer.rules['heading_open'] = () => '<p><strong>';
markdown.renderer.rules['heading_close'] = () => '</strong></p>';

const inlineTags = ['p', 'br', 'strong', 'em', 's', 'code', 'a'];
const blockTags = ['pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];
/** Renders Markdown to nodes that are safe to put into the page; each place's word becomes a link to it. */
export function renderMarkdown(text: string, places: readonly PlaceLink[] = []): DocumentFragment {
  const fragment = DOMPurify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: [...inlineTags, ...blockTags],
    ALLOWED_ATTR: ['href'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll('a')) guard(link);
  if (places.length > 0) for (const node of textsOf(fragment)) linkPlaces(node, places);
  return fragment;
}

/** Whoever follows a link that a bot wrote carries nothing along, and no page gets credit for it. */
function guard(link: HTMLAnchorElement): void {
  if (!isWebAddress(link.getAttribute('href') ?? '')) link.removeAttribute('href');
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow');
}

/** Markdown in one line of plain text, for where there is room for no more than a beginning. */
export const plainOf = (text: string): string =>
  markdown
    .parse(text, {})
    .flatMap(({ type, content, children }) => (children ? children.map(wordsOf) : type === 'fence' ? [content] : []))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const wordsOf = ({ type, content }: { type: string; content: string }) =>
  type === 'text' || type === 'code_inline' ? content : '';

/** The text nodes that are neither code nor part of a link. */
function textsOf(root: Node): Text[] {
  return [...root.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node as Text];
    return node instanceof Element && !node.matches('a, code, pre') ? textsOf(node) : [];
  });
}

function linkPlaces(node: Text, places: readonly PlaceLink[]): void {
  const byWord = new Map(places.map((place) => [place.word.toLowerCase(), place]));
  const words = [...byWord.keys()].toSorted((one, other) => other.length - one.length).map(escaped);
  const parts = node.data.split(new RegExp(`(${words.join('|')})(?![\\w-])`, 'i'));
  if (parts.length < 2) return;
  node.replaceWith(
    ...parts.map((part) => {
      const place = byWord.get(part.toLowerCase());
      return place ? linkTo(place) : part;
    }),
  );
}

function linkTo({ label, to }: PlaceLink): HTMLAnchorElement {
  const link = document.createElement('a');
  link.setAttribute('href', to);
  link.dataset['place'] = to;
  link.textContent = label;
  return link;
}

const escaped = (word: string) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
