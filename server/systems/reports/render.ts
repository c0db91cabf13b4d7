/** A report in the form that is asked for: the same wherever it comes from (EC-25). */
import type { SessionReport } from '../../contract/report.ts';
import { reportPage } from './page.ts';
import { reportTable } from './table.ts';

export const reportForms = ['json', 'csv', 'html'] as const;
export type ReportForm = (typeof reportForms)[number];

export function renderReport(report: SessionReport, form: ReportForm): string {
  if (form === 'html') return reportPage(report);
  return form === 'csv' ? reportTable(report) : `${JSON.stringify(report, null, 2)}\n`;
}
