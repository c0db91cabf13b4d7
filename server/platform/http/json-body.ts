/** JSON bodies, bounded in size and depth, and free of what later code could stumble over (F-39). */
import express from 'express';
import type { RequestHandler } from 'express';
import { ClaqueError } from '../../kernel/errors.ts';

/** Nothing of ours nests deeper than 8; more only serves to exhaust a stack. */
const maxDepth = 32;

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

export function jsonBody(): RequestHandler[] {
  return [requireJson, express.json({ limit: 100 * 1024, strict: true }), safeContent];
}

const requireJson: RequestHandler = (request, _response, next) => {
  // A route that takes text has read it already.
  if (typeof request.body === 'string') return next();
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody || request.is('application/json')) return next();
  next(new ClaqueError('unsupported-media-type', 'Send the body as application/json.'));
};

const safeContent: RequestHandler = (request, _response, next) => {
  const complaint = findUnsafe(request.body);
  next(complaint === null ? undefined : new ClaqueError('bad-request', complaint));
};

/** Walks without recursion, so that depth cannot overflow the stack. */
function findUnsafe(body: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { value, depth } = entry;
    // A lone surrogate becomes another character in the database: what is replayed would not be what was performed.
    if (typeof value === 'string' && !value.isWellFormed()) return 'The body holds a broken Unicode character.';
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= maxDepth) return `The body is nested deeper than ${maxDepth} levels.`;
    for (const [key, child] of Object.entries(value)) {
      if (forbiddenKeys.has(key)) return `The body holds the field ${key}, which is not allowed.`;
      open.push({ value: child, depth: depth + 1 });
    }
  }
  return null;
}
