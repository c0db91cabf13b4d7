/** What every view has to hold: nothing serious found by axe, nothing wider than the window. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Both themes and both widths. Contrast does not depend on the width, nor does width on the colours: panel.spec.ts tries all
 * four, the others two, for an axe takes seconds.
 */
export const looks = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 360 },
] as const;

/** Longer ones are no transitions but something that goes on, such as a toast's time that runs out, in ms. */
const longestTransitionMs = 1_000;

/** What is fading in or out has colours for the moment that nobody reads it in. */
const untilStill = (page: Page) =>
  page.waitForFunction((longestMs) => {
    const isTransition = ({ effect }: Animation) => Number(effect?.getComputedTiming().endTime) <= longestMs;
    return !document.getAnimations().some((one) => one.playState === 'running' && isTransition(one));
  }, longestTransitionMs);

/** Serious and critical faults, each with the elements it is about; none is what a test hopes for. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await untilStill(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** By how many pixels the page is wider than its window; more than 0 scrolls sideways. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Opens places one after the other, each known by what it shows: none has a serious fault or scrolls sideways. */
export async function expectSound(page: Page, places: readonly (readonly [path: string, testId: string])[]) {
  for (const [path, testId] of places) {
    await page.goto(path);
    await expect(page.getByTestId(testId)).toBeVisible();
    expect(await seriousFaults(page), path).toEqual([]);
    expect(await overflowOf(page), `${path} scrolls sideways`).toBeLessThanOrEqual(0);
  }
}
