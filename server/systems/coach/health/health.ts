/** The health of a venture: four parts, weighed, with their arithmetic (CO-2). Pure. */
import type { Health, HealthPart, HealthPartName } from '../../../contract/coach.ts';
import { healthWeights } from '../../../contract/coach.ts';
import { clamp } from '../../../kernel/statistics.ts';
import type { Known } from '../knowledge/known.ts';
import { budgetFormula, budgetPart } from './budget.ts';
import { engagementFormula, engagementPart } from './engagement.ts';
import { operationsFormula, operationsPart } from './operations.ts';
import type { PartFinding } from './part.ts';
import { percent, rounded } from './part.ts';
import { returnFormula, returnPart } from './return.ts';

const formulas: Record<HealthPartName, string> = {
  budget: budgetFormula,
  operations: operationsFormula,
  engagement: engagementFormula,
  return: returnFormula,
};
const names = Object.keys(formulas) as HealthPartName[];

export function healthOf(known: Known, ventureId: string, atMs: number): Health {
  const findings: Record<HealthPartName, PartFinding> = {
    budget: 'missing' in known.usage ? known.usage : budgetPart(known.usage.value, atMs),
    operations: operationsPart(known),
    engagement: 'missing' in known.sessions ? known.sessions : engagementPart(known.sessions.value, atMs),
    return:
      'missing' in known.sessions
        ? known.sessions
        : returnPart(known.sessions.value, 'missing' in known.usage ? null : known.usage.value, atMs),
  };
  const whole = names.reduce((sum, name) => sum + ('missing' in findings[name] ? 0 : healthWeights[name]), 0);
  const parts = names.map((name) => partOf(name, findings[name], whole));
  const score = whole === 0 ? null : parts.reduce((sum, part) => sum + (part.points ?? 0) * part.countedRatio, 0);
  return {
    ventureId,
    at: new Date(atMs).toISOString(),
    score: score === null ? null : clamp(score, 0, 100),
    parts,
    sentence: sentenceOf(parts, score),
  };
}

function partOf(name: HealthPartName, finding: PartFinding, whole: number): HealthPart {
  const weightRatio = healthWeights[name];
  const shared = { name, weightRatio, formula: formulas[name] };
  if ('missing' in finding) {
    const { missing } = finding;
    return {
      ...shared,
      points: null,
      countedRatio: 0,
      inputs: [],
      arithmetic: 'Not counted: it has no data.',
      missing,
    };
  }
  const { points, inputs, arithmetic } = finding;
  return { ...shared, points, countedRatio: weightRatio / whole, inputs: [...inputs], arithmetic, missing: null };
}

function sentenceOf(parts: readonly HealthPart[], score: number | null): string {
  if (score === null) return 'Nothing can be said yet: no part has any data.';
  const known = parts.filter(({ points }) => points !== null);
  const sum = known.map(({ name, points, countedRatio }) => `${name} ${rounded(points!)} × ${percent(countedRatio)}`);
  const left = parts.filter(({ points }) => points === null).map(({ name }) => name);
  const without = left.length === 0 ? '' : ` Without data, and so shared out among the others: ${left.join(', ')}.`;
  return `${rounded(score)} of 100: ${sum.join(' + ')}.${without}`;
}
