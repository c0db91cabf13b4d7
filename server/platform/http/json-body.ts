/** JSON bodies, bounded in size and depth, free of what later code could stumble over (F-39), and of keys (F-42). */
import express from 'express';
import type { RequestHandler } from 'express';
import { ClaqueError } from '../../kernel/errors.ts';

/** Nothing of ours nests deeper than 8; more only serves to exhaust a stack. */
const maxDepth = 32;

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** @param maskKeys Takes keys out of a text: what nobody keeps, nobody can be shown. */
export function jsonBody(maskKeys: (text: string) => string): RequestHandler[] {
  return [requireJson, express.json({ limit: 100 * 1024, strict: true }), safeContent, withoutKeys(maskKeys)];
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

const withoutKeys =
  (maskKeys: (text: string) => string): RequestHandler =>
  (request, _response, next) => {
    request.body = withTexts(request.body, maskKeys);
    next();
  };

/** A JSON value with each of its texts replaced; names stay, for the schema judges them. Depth is bounded by now. */
function withTexts(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => withTexts(entry, replace));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner, replace)]));
}

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
      if (!key.isWellFormed()) return 'The body holds a broken Unicode character.';
      if (forbiddenKeys.has(key)) return `The body holds the field ${key}, which is not allowed.`;
      open.push({ value: child, depth: depth + 1 });
    }
  }
  return null;
}
