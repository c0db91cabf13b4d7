/** The form that asks what if, as a request to the server. Pure. */
import { BranchRequest } from '../../../../server/contract/branch.ts';
import type { ManualIntervention } from '../../../../server/contract/input.ts';
import type { ScriptedChange } from '../../../../server/contract/scenario.ts';
import type { InterventionKind, Mode } from '../../../../server/contract/vocabulary.ts';
import { sessionTime } from '../../numbers.ts';

export type BranchKind = BranchRequest['change']['kind'];

/** An intervention as it is typed. */
export interface InterventionDraft {
  kind: InterventionKind;
  /** Empty: the first of its kind. */
  variant: string;
  isOwnWords: boolean;
  text: string;
  /** Answers of a poll, one a line. */
  answers: string;
}

export interface BranchDraft {
  fromTick: number | null;
  kind: BranchKind;
  title: string;
  intervention: InterventionDraft;
  without: number | null;
  isReplaced: boolean;
  mode: Mode;
  script: ScriptedChange[];
}

export const emptyIntervention = (): InterventionDraft => ({
  kind: 'POLL',
  variant: '',
  isOwnWords: false,
  text: '',
  answers: '',
});

/** "4:12" or "04:12" or "1:02:05" or "252" as a tick; null for anything else. */
export function parseSessionTime(text: string): number | null {
  const parts = text.trim().split(':');
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  if (parts.slice(1).some((part) => Number(part) > 59)) return null;
  return parts.reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const toManual = ({ kind, variant, isOwnWords, text, answers }: InterventionDraft): ManualIntervention => ({
  kind,
  ...(variant ? { variant } : {}),
  ...(isOwnWords ? { text: text.trim() } : {}),
  ...(isOwnWords && kind === 'POLL' ? { options: linesOf(answers) } : {}),
});

function interventionFault({ kind, isOwnWords, text, answers }: InterventionDraft): string | null {
  if (!isOwnWords) return null;
  if (text.trim() === '') return 'Write the words, or let them come from a template.';
  const options = linesOf(answers);
  if (kind === 'POLL' && (options.length < 2 || options.length > 6)) return 'A poll has 2 to 6 answers, one a line.';
  return options.some((option) => option.length > 80) ? 'An answer has at most 80 characters.' : null;
}

function scriptFault(script: readonly ScriptedChange[], fromTick: number, tickCount: number): string | null {
  for (const { label, atSeconds } of script) {
    if (label.trim() === '') return 'Each scripted change needs a label: what happens, in words.';
    if (atSeconds < fromTick)
      return `“${label}” lies at ${sessionTime(atSeconds)}, before the branch begins at ${sessionTime(fromTick)}.`;
    if (atSeconds >= tickCount) return `“${label}” lies beyond the session’s end at ${sessionTime(tickCount)}.`;
  }
  return null;
}

export interface DraftLimits {
  /** The tick that the session has come to: a branch cannot leave from beyond it. */
  sessionTick: number;
  tickCount: number;
}

/** What is wrong with a draft, for a person; null if it can be performed. */
export function draftFault(draft: BranchDraft, { sessionTick, tickCount }: DraftLimits): string | null {
  const { fromTick, kind } = draft;
  if (fromTick === null) return 'Write the time as minutes and seconds, such as 4:12.';
  if (fromTick < 1) return 'A branch begins at 00:01 at the earliest.';
  if (fromTick > sessionTick)
    return `The session has come to ${sessionTime(sessionTick)}; a branch leaves from there or before.`;
  if (kind === 'intervention') return interventionFault(draft.intervention);
  if (kind === 'without') {
    if (draft.without === null) return 'Choose the intervention to leave out.';
    return draft.isReplaced ? interventionFault(draft.intervention) : null;
  }
  return kind === 'script' ? scriptFault(draft.script, fromTick, tickCount) : null;
}

/** @throws {ZodError} For a draft with a fault: the caller's mistake. */
export function toRequest(draft: BranchDraft): BranchRequest {
  const title = draft.title.trim();
  return BranchRequest.parse({ fromTick: draft.fromTick, change: changeOf(draft), ...(title ? { title } : {}) });
}

function changeOf(draft: BranchDraft): BranchRequest['change'] {
  switch (draft.kind) {
    case 'nothing':
      return { kind: 'nothing' };
    case 'mode':
      return { kind: 'mode', mode: draft.mode };
    case 'intervention':
      return { kind: 'intervention', intervention: toManual(draft.intervention) };
    case 'without':
      return {
        kind: 'without',
        interventionNumber: draft.without ?? 0,
        instead: draft.isReplaced ? toManual(draft.intervention) : null,
      };
    case 'script':
      return { kind: 'script', script: draft.script.toSorted((a, b) => a.atSeconds - b.atSeconds) };
  }
}
