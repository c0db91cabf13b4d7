/** Reads an article: Markdown under YAML front matter; an error names the file and, where it can, the line. */
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { ClaqueError, type FieldError } from '../../kernel/errors.ts';
import { isPublicUrl } from '../public-url.ts';

const FrontMatter = z.strictObject({
  title: z.string().trim().min(1).max(160),
  topics: z.array(z.string().trim().min(1).max(60)).min(1).max(24),
  url: z
    .string()
    .max(2_000)
    .refine((url) => URL.canParse(url) && isPublicUrl(new URL(url)), {
      error: 'write the full http or https address of a public page',
    }),
  date: z.iso.date({ error: 'write a day such as 2026-11-21' }),
});

export interface Article extends z.infer<typeof FrontMatter> {
  readonly file: string;
  /** The text in Markdown. */
  readonly body: string;
}

const form = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)([\s\S]*)$/;

/**
 * @param text The whole file.
 * @param file Path of the file, as the error shall name it.
 * @throws {ClaqueError} bad-file, with every fault found.
 */
export function parseArticle(text: string, file: string): Article {
  const parts = form.exec(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  if (!parts) throw fileError(file, [{ field: 'line 1', message: 'begin with front matter between two lines of ---' }]);
  const [, frontMatter, body] = parts as unknown as [string, string, string];
  if (!/[\p{L}\p{N}]/u.test(body)) throw fileError(file, [{ field: '(the text)', message: 'there is no text' }]);
  return { ...parseFrontMatter(frontMatter, file), file, body };
}

function parseFrontMatter(yaml: string, file: string): z.infer<typeof FrontMatter> {
  const lines = new LineCounter();
  // The empty line stands for the first ---, so that lines are counted as the file has them.
  const document = parseDocument(`\n${yaml}`, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) throw fileError(file, [{ field: `line ${lines.linePos(broken.pos[0]).line}`, message: broken.message }]);
  const result = FrontMatter.safeParse(plainValue(document, file));
  if (result.success) return result.data;
  throw fileError(
    file,
    result.error.issues.flatMap((issue) => faultsOf(issue, document, lines)),
  );
}

/** Aliases are refused: a short file of them unfolds into more than memory holds, and no article needs one. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    throw fileError(file, [{ field: 'line 1', message: 'uses a YAML alias (*name); write the value out' }]);
  }
}

/** One for each unknown field, else one; a missing field is reported at the beginning of the front matter. */
function faultsOf(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): FieldError[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [issue.path.map(String)];
  return paths.map((path) => {
    const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
    const line = path.length > 0 && node?.range ? lines.linePos(node.range[0]).line : 1;
    return { field: `line ${line}, field ${path.join('.') || '(all)'}`, message: issue.message };
  });
}

function fileError(file: string, fields: FieldError[]): ClaqueError {
  const [firstFault] = fields;
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  return new ClaqueError('bad-file', `${file}, ${firstFault!.field}: ${firstFault!.message}${more}`, { fields });
}
