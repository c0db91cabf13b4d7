/** What a branch is called unless somebody names it. */
import type { BranchChange } from '../../../contract/branch.ts';
import { kindNames } from '../../../conductor/decide/arms.ts';

/** At most 80 characters, as names that people give. */
export function titleOf(change: BranchChange, fromTick: number): string {
  const at = `${Math.floor(fromTick / 60)}:${String(fromTick % 60).padStart(2, '0')}`;
  switch (change.kind) {
    case 'nothing':
      return `As it was at ${at}, without what people did later`;
    case 'mode':
      return `In mode ${change.mode} from ${at} on`;
    case 'intervention':
      return `One ${kindNames[change.intervention.kind]} more, at ${at}`;
    case 'without':
      return change.instead
        ? `A ${kindNames[change.instead.kind]} in place of intervention ${change.interventionNumber}`
        : `Without intervention ${change.interventionNumber}`;
    case 'script':
      return change.script.length === 0 ? `Nothing scripted from ${at} on` : `Another script from ${at} on`;
  }
}
