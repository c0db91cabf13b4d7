/**
 * Sentences with choices and slots: `[a|b] word {slot}`, nested as one likes.
 *
 * Templates are parsed once. What fills a slot is data and is never parsed again.
 */
import type { Draw } from './draw.ts';

type Node = string | { readonly slot: string } | { readonly choices: readonly (readonly Node[])[] };

export interface Template {
  readonly nodes: readonly Node[];
  /** Slots that have to be filled, those inside choices included. */
  readonly slots: ReadonlySet<string>;
  /** Its longest stretch without a choice or a slot: tells whether it was used lately. */
  readonly mark: string;
}

/** One template a line. */
export function templates(lines: string): readonly Template[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(template);
}

export function template(source: string): Template {
  const [nodes] = parse(source, 0, false);
  const slots = new Set(Array.from(source.matchAll(/\{(\w+)\}/g), ([, slot]) => slot!));
  const stretches = nodes.filter((node) => typeof node === 'string');
  const mark = stretches.reduce((longest, stretch) => (stretch.length > longest.length ? stretch : longest), '');
  return { nodes, slots, mark: mark.trim() };
}

/**
 * The text of a template.
 *
 * @param what Names the draws of its choices.
 * @param fill Gives what stands in a slot; it is asked once for each place.
 */
export function expand(one: Template, what: string, draw: Draw, fill: (slot: string) => string): string {
  let choiceCount = 0;
  const write = (nodes: readonly Node[]): string => {
    let text = '';
    for (const node of nodes) {
      if (typeof node === 'string') text += node;
      else if ('slot' in node) text += fill(node.slot);
      else {
        const chosen = Math.floor(draw(`${what} ${(choiceCount += 1)}`) * node.choices.length);
        text += write(node.choices[chosen] ?? []);
      }
    }
    return text;
  };
  return write(one.nodes);
}

/** Reads up to the end, or up to the bar or bracket that ends a choice. Returns where it stopped. */
function parse(source: string, from: number, isInChoice: boolean): [Node[], number] {
  const nodes: Node[] = [];
  let at = from;
  while (at < source.length) {
    const sign = source[at]!;
    if (isInChoice && (sign === '|' || sign === ']')) break;
    const [node, next] = parseNode(source, at, sign, isInChoice);
    nodes.push(node);
    at = next;
  }
  return [nodes, at];
}

function parseNode(source: string, at: number, sign: string, isInChoice: boolean): [Node, number] {
  if (sign === '[') return parseChoice(source, at);
  if (sign === '{') {
    const end = source.indexOf('}', at);
    return [{ slot: source.slice(at + 1, end) }, end + 1];
  }
  const rest = source.slice(at).search(isInChoice ? /[[{|\]]/ : /[[{]/);
  const end = rest < 0 ? source.length : at + rest;
  return [source.slice(at, end), end];
}

function parseChoice(source: string, from: number): [Node, number] {
  const choices: Node[][] = [];
  let at = from;
  do {
    const [nodes, end] = parse(source, at + 1, true);
    choices.push(nodes);
    at = end;
  } while (source[at] === '|');
  return [{ choices }, at + 1];
}
