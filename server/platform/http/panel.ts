/** The built panel, or a page that says how to build it. */
import express from 'express';
import type { Express, RequestHandler } from 'express';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** What belongs to the server and is never a page of the panel. */
const serverPrefix = /^\/+(api|docs|ws|health|problems|metrics|openapi\.json|asyncapi\.json)(\/|$)/i;

const missingPanelPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Claque</title></head>
<body><h1>The panel has not been built yet</h1><p>Run <code>npm run build</code> and start the server again.
The API is described at <a href="/docs">/docs</a>.</p></body></html>`;

/**
 * Serves the panel's files; every other page a browser asks for is the panel's first page, which has its own router.
 *
 * @param folder Where the build lies; it may be missing, and may appear later.
 */
export function servePanel(app: Express, folder: string): void {
  const index = path.join(folder, 'index.html');
  // Built assets carry a hash in their name; the first page does not and must be asked for again.
  app.use('/assets', express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  app.use(express.static(folder, { index: false, maxAge: 0 }));
  const page: RequestHandler = (request, response, next) => {
    if (serverPrefix.test(request.path) || !request.accepts('html') || path.extname(request.path) !== '') return next();
    response.set('Cache-Control', 'no-cache');
    if (existsSync(index)) response.sendFile(index);
    else
      response
        .status(request.path === '/' ? 200 : 404)
        .type('html')
        .send(missingPanelPage);
  };
  app.get('/{*splat}', page);
}
