/** The face of the reports system: what happened in a session, to be read, printed and handed on. */
export { reportOfRun } from './performed.ts';
export { renderReport, reportForms, type ReportForm } from './render.ts';
export { reportRoutes } from './routes.ts';
export { SeedRuns } from './seed-runs.ts';
export { agreementOf, planSeeds } from './seeds.ts';
