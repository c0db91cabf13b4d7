/** The face of the usage system: what models cost, what was used, and caps that hold. */
export type { Budget, Reservation, ReservationRequest } from '../../language/budget.ts';
export type { CapReading } from './caps.ts';
export type { BookedCall } from './memory-budget.ts';
export { MemoryBudget } from './memory-budget.ts';
export { ModelMeasures } from './measures.ts';
export { usageDaysMigration, usageMigration } from './migration.ts';
export { costNanoUsd, noPriceSentence, priceOf } from './pricing.ts';
export { loadPrices } from './prices.ts';
export { UsageReading } from './reading.ts';
export { usageRoutes } from './routes.ts';
export { UsageService } from './service.ts';
