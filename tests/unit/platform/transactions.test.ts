/** Reads the server's source: who has a transaction asks nobody else, for the one connection that writes is taken (F-30). */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Names of what asks the database by itself: connections, and the log that begins transactions. */
const asksItself =
  /^(.*\.)?#?(database|activityLog)(\.(read|write|transaction))?(\.raw)?$|^.*\.#?(read|write)(\.raw)?$/;

/** A function that is given a transaction: by its name, as it is everywhere here. */
const hasTransaction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionLike(node) && node.parameters.some(({ name }) => ts.isIdentifier(name) && name.text === 'trx');

/** Queries within a function that has a transaction which do not go through it, as file and line. */
function strays(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, isInside: boolean): void => {
    const asked = ts.isCallExpression(node) ? node.expression.getText(tree) : '';
    if (isInside && asksItself.test(asked)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file}:${line + 1} ${asked}`);
    }
    ts.forEachChild(node, (child) => visit(child, isInside || hasTransaction(node)));
  };
  visit(tree, false);
  return found;
}

test('no function that has a transaction begins another or queries past it (F-30)', () => {
  const files = globSync('server/**/*.ts', { cwd: root });
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap((file) => strays(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
});

test.each([
  'const f = (trx: Knex) => database.write("bots");',
  'class A { f() { return this.#parts.activityLog.write(async (trx) => { await this.#read("bots").where({}); }); } }',
  'function g(id: string, trx: Knex) { return parts.activityLog.write(() => trx("bots")); }',
  'const h = async (trx: Knex) => { for (const id of ids) await this.#options.database.read.raw("SELECT 1"); };',
])('what does is found: %s (F-30)', (source) => {
  expect(strays('x.ts', source)).toHaveLength(1);
});
