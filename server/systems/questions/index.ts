/** The face of questions: what bots ask people meanwhile, waited for, answered once, or expired. */
export { questionsMigration } from './migration.ts';
export { QuestionReading } from './reading.ts';
export { questionRoutes } from './routes.ts';
export { QuestionService } from './service.ts';
export { questionTopics } from './topics.ts';
