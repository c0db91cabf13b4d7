/** What may be wider than a small screen. */
import { markup, type Markup } from './markup.ts';

/** Scrolls sideways by itself, by keyboard too, so that the page does not. */
export const scrolling = (label: string, content: Markup): Markup =>
  markup`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
