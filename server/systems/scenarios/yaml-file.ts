/** Reads a YAML file against a schema; an error names file, line, field and what would be right. */
import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { ClaqueError, type FieldError } from '../../kernel/errors.ts';

/**
 * @param file Path of the file, as the error shall name it.
 * @throws {ClaqueError} bad-file, with every fault found.
 */
export function readYamlFile<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ClaqueError('bad-file', `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  return parseYaml(text, file, schema);
}

export function parseYaml<Schema extends z.ZodType>(text: string, file: string, schema: Schema): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line;
    throw fileError(file, [{ field: `line ${line}`, message: broken.message }]);
  }
  const result = schema.safeParse(plainValue(document, file));
  if (result.success) return result.data;
  throw fileError(
    file,
    result.error.issues.map((issue) => ({
      field: `line ${lineOf(document, lines, issue)}, field ${fieldName(issue)}`,
      message: issue.message,
    })),
  );
}

/** Aliases are refused: a short file of them unfolds into more than memory holds, and no scenario needs one. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw fileError(file, [{ field: '(the whole file)', message: 'uses a YAML alias (*name); write the value out' }]);
  }
}

function fileError(file: string, fields: FieldError[]): ClaqueError {
  const [firstFault] = fields;
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  return new ClaqueError('bad-file', `${file}, ${firstFault!.field}: ${firstFault!.message}${more}`, { fields });
}

function fieldName(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
  return path.length === 0 ? '(the whole file)' : path.map(String).join('.');
}

/** The line of the deepest node on the issue's path that exists; a missing field is reported where its parent stands. */
function lineOf(document: Document, lines: LineCounter, issue: z.core.$ZodIssue): number {
  const path = [...issue.path] as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    const parent = path.length === 0 ? document.contents : document.getIn(path, true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === issue.keys[0])
      : undefined;
    if (pair && isScalar(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
  }
  for (; path.length > 0; path.pop()) {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
