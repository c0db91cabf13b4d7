/** The Express app: guards first, then routes, the panel, and problem details for all the rest. */
import express from 'express';
import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import swaggerUi from 'swagger-ui-express';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Admission } from './admission.ts';
import type { Audit } from './audited.ts';
import { forwardedOnlyBy } from './forwarded.ts';
import type { Intake } from './intake.ts';
import type { OwnSite } from './own-site.ts';
import { ownSiteOnly } from './own-site.ts';
import { servePanel } from './panel.ts';
import { problemHandler } from './problem-details.ts';
import type { RateLimits } from './rate-limits.ts';
import { registerRoutes } from './register-routes.ts';
import type { Route } from './route.ts';

export interface AppOptions {
  readonly routes: readonly Route[];
  readonly panelFolder: string;
  readonly site: OwnSite;
  /** See forwardedOnlyBy. */
  readonly trustedProxies: readonly string[];
  readonly admission: Admission;
  readonly limits: RateLimits;
  readonly intake: Intake;
  /** See registerRoutes. */
  readonly audit: Audit;
  /** See registerRoutes. */
  readonly checksResponses: boolean;
  /** See registerRoutes. */
  readonly maskKeys: (text: string) => string;
  readonly log: Logger;
  /** Runs around every request: the access log, durations. */
  readonly observers: readonly RequestHandler[];
}

/** The page fetches the document by itself, so that it is built when it is read. */
const documentsPage = {
  customSiteTitle: 'Claque API',
  swaggerOptions: { url: '/openapi.json', deepLinking: true, filter: true, displayRequestDuration: true },
};

export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // Answers change every second; hashing each costs more than it saves.
  app.use(forwardedOnlyBy(options.trustedProxies));
  for (const observer of options.observers) app.use(observer);
  app.use(securityHeaders());
  app.use(options.intake.admit);
  app.use(ownSiteOnly(options.site));
  registerRoutes(app, options.routes, options);
  app.use('/docs', swaggerUi.serve, swaggerUi.setup(undefined, documentsPage));
  servePanel(app, options.panelFolder);
  app.use((request) => {
    throw new ClaqueError('not-found', `There is no ${request.path}; /docs lists every route.`);
  });
  app.use(problemHandler(options.log, options.maskKeys));
  return app;
}

/** No upgrade to https and no HSTS: the server speaks http on loopback, and Swagger UI would stay blank. */
const securityHeaders = () =>
  helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      directives: {
        'upgrade-insecure-requests': null,
        // `ws:` beside 'self', since not every browser counts the own WebSocket as 'self'.
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'img-src': ["'self'", 'data:', 'blob:'],
      },
    },
  });
