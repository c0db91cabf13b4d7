/** What a branch changes, in words. Pure. */
import type { BranchChange } from '../../../../server/contract/branch.ts';
import type { ManualIntervention } from '../../../../server/contract/input.ts';
import { plural } from '../../numbers.ts';
import { kindWords, modeWords, variantWords } from '../../words.ts';
import type { BranchKind } from './branch-draft.ts';

export const branchKindWords: Record<BranchKind, { label: string; hint: string; icon: string }> = {
  intervention: { label: 'Another intervention', hint: 'One more is launched there.', icon: 'i-lucide-zap' },
  without: { label: 'Without one', hint: 'One is left out, or another put in its place.', icon: 'i-lucide-zap-off' },
  mode: { label: 'Another mode', hint: 'The conductor goes on in another mode.', icon: 'i-lucide-sliders-horizontal' },
  script: { label: 'Another script', hint: 'Something else happens to the audience.', icon: 'i-lucide-scroll-text' },
  nothing: {
    label: 'Hands off',
    hint: 'It goes on as it was, without what people did later.',
    icon: 'i-lucide-hand',
  },
};

const manualWords = ({ kind, variant, text }: ManualIntervention) =>
  `${kindWords[kind].noun}${text ? ` “${text}”` : variant ? ` (${variantWords(variant)})` : ''}`;

export function changeSentence(change: BranchChange): string {
  switch (change.kind) {
    case 'nothing':
      return 'Without what people did later';
    case 'mode':
      return `In mode ${modeWords[change.mode].label.toLowerCase()}`;
    case 'intervention':
      return `With a ${manualWords(change.intervention)}`;
    case 'without':
      return change.instead
        ? `A ${manualWords(change.instead)} in place of intervention ${change.interventionNumber}`
        : `Without intervention ${change.interventionNumber}`;
    case 'script':
      return `With another script: ${plural(change.script.length, 'scripted change')}`;
  }
}
