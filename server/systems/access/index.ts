/** The face of access: who may do what, for which ventures. */
export { AccessAdmission } from './access-admission.ts';
export { Logins } from './logins.ts';
export { accessMigration } from './migration.ts';
export { accessRoutes } from './routes.ts';
export { AccessService } from './service.ts';
export { ShareBook } from './share/book.ts';
export { shareMigration } from './share/migration.ts';
export { shareRoutes } from './share/routes.ts';
export { ShareService } from './share/service.ts';
export { TokenBook } from './token-book.ts';
