/** The documents are held against the repository: what they name is there. That their examples run is tested elsewhere. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { program } from '../../server/cli.ts';
import { variables } from '../../server/config.ts';
import { Contact } from '../../server/contract/contact.ts';
import { Persona } from '../../server/contract/persona.ts';
import { Scenario } from '../../server/contract/scenario.ts';
import type { Piece } from '../support/documents/pages.ts';
import { anchorsOf, codeSpans, fences, files, links, pages, placeOf, prose, root } from '../support/documents/pages.ts';
import { commands } from '../support/documents/shell.ts';
import type { ShellCommand } from '../support/documents/shell.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

test('there are documents to be held: every page is in the map of all pages, and each has commands, links and paths', () => {
  const mapped = links.filter(({ page }) => page === 'docs/README.md').map(({ text }) => path.join('docs', text));
  const unmapped = pages.filter((page) => page.startsWith('docs/') && !page.startsWith('docs/decisions/'));
  expect(unmapped.filter((page) => page !== 'docs/README.md' && !mapped.includes(page))).toEqual([]);
  expect([commands.length > 80, links.length > 60, codeSpans.length > 600]).toEqual([true, true, true]);
});

test('every link leads to a page, and to a heading that is there', () => {
  const broken = links.filter(({ page, text }) => {
    if (/^https?:/.test(text)) return false;
    const [target = '', anchor] = text.split('#');
    const file = target === '' ? page : path.join(path.dirname(page), target);
    return !existsSync(path.join(root, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
  });
  expect(broken.map(placeOf)).toEqual([]);
});

describe('a path in backticks', () => {
  /** Made by a command, a reader’s own, or no path at all. */
  const notInTheRepository = [
    /^(runs|dist|data|node_modules|\.env|\.\/data)(\/|$)/,
    /^(claque|stream|report|evening|before|my-scenario|traffic|town-hall|windows|dashboard)[\w.-]*$/,
    /^(application|text|content|image)\//,
    /^(ollama|scripted|anthropic)\//,
    /^[A-Z][a-z]+\/[A-Z][a-z_]+$/,
    /^nginx:\d+\//,
    /^(nab|meetings)\/$/,
    /^wall\/|^@/,
  ];
  const isPath = (text: string) =>
    /^[\w.*{},@-]+(\/[\w.*{},@-]+)*\/?$/.test(text) &&
    (text.includes('/') || /\w\.(ts|vue|md|ya?ml|json|conf|mjs|css|csv)$/.test(text)) &&
    !notInTheRepository.some((pattern) => pattern.test(text));
  /** As a pattern: stars stand for a part of a name, and braces for names of which each is there. */
  const patternsOf = (text: string): RegExp[] => {
    const names = /^(.*)\{([^}]+)\}(.*)$/.exec(text);
    if (names) return names[2]!.split(',').flatMap((name) => patternsOf(`${names[1]}${name}${names[3]}`));
    const source = text.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll('*', '[^/]*');
    return [new RegExp(`(^|/)${source}$`)];
  };

  const found = (text: string) => patternsOf(text).map((pattern) => files.filter((file) => pattern.test(file)));
  /** The folders of the paths named before it on its line: a bare name stands for a file beside one of them, or at the top. */
  const foldersBefore = (piece: Piece) => {
    const onLine = named.filter(({ page, line }) => page === piece.page && line === piece.line);
    const before = onLine.slice(0, onLine.indexOf(piece)).filter(({ text }) => text.includes('/'));
    return before.flatMap(({ text }) => found(text).flat()).flatMap((file) => [file, path.dirname(file)]);
  };
  const named = codeSpans.filter(({ text }) => isPath(text));

  test('is one of the repository, or the end of one', () => {
    const missing = named.filter(({ text }) => found(text).some((matches) => matches.length === 0));
    expect(named.length).toBeGreaterThan(200);
    expect(missing.map(placeOf)).toEqual([]);
  });

  test('that is a bare name in ARCHITECTURE’s table lies beside what stands before it', () => {
    const bare = named.filter(({ page, text }) => page === 'ARCHITECTURE.md' && !text.includes('/'));
    const astray = bare.filter((piece) => {
      const folders = foldersBefore(piece);
      return (
        folders.length > 0 &&
        !found(piece.text).some((matches) =>
          matches.some((file) => ['.', 'server', ...folders].includes(path.dirname(file))),
        )
      );
    });
    expect(bare.length).toBeGreaterThan(40);
    expect(astray.map(placeOf)).toEqual([]);
  });
});

test('ARCHITECTURE names every room and every system', () => {
  const rooms = files.filter((file) => /^([a-z]\w+|server\/(?:platform|systems)\/\w+|server\/\w+)$/.test(file));
  const text = read('ARCHITECTURE.md').split('## One drop')[0]!;
  const isNamed = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  const missing = rooms.filter((file) => !isNamed(path.basename(file)));
  expect(rooms.length).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});

test('every variable named is one of the server’s, of the Compose file’s, or of the tests’ (PL-20)', () => {
  const elsewhere = [
    'docker-compose.prod.yml',
    'nginx/claque.conf',
    ...files.filter((file) => /^(scripts|tests)\/.*\.ts$/.test(file)),
  ]
    .map(read)
    .join('\n');
  const known = (name: string) =>
    name in variables || elsewhere.includes(`\${${name}`) || elsewhere.includes(`process.env['${name}']`);
  const named = [...prose, ...fences].flatMap((piece) =>
    [...piece.text.matchAll(/\b(?:CLAQUE|OTEL|ANTHROPIC|OLLAMA)_[A-Z_]*[A-Z]\b/g)].map(([text]) => ({
      ...piece,
      text,
    })),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ text }) => !known(text)).map(placeOf)).toEqual([]);
});

describe('a command', () => {
  const known = ['claque', 'npx', 'npm', 'node', 'curl', 'docker', 'git', 'cd', 'echo', 'chmod'];
  const named = (name: string) => commands.filter(({ words }) => words[0] === name);
  const inProse = [...codeSpans].filter(({ text }) => /^(npx|npm|claque|node|vitest) /.test(text));
  const withProse: readonly ShellCommand[] = [
    ...commands,
    ...inProse.map((piece) => ({ ...piece, words: piece.text.split(' '), environment: {}, output: null })),
  ];

  test('is one that we know how to check; what is no shell says what it is', () => {
    expect(commands.filter(({ words }) => !known.includes(words[0] ?? '')).map(placeOf)).toEqual([]);
  });

  test('of npm is a script of package.json', () => {
    const scripts = Object.keys(packageJson.scripts);
    const own = ['ci', 'prune', 'install'];
    const missing = withProse.filter(({ words: [first, second = '', third = ''] }) => {
      if (first !== 'npm') return false;
      if (second === 'run') return !scripts.includes(third);
      return !scripts.includes(second) && !own.includes(second);
    });
    expect(missing.map(placeOf)).toEqual([]);
  });

  test('of npx is a package that npm ci installs, and the files it is given are there', () => {
    const missing = withProse.filter(({ words: [first, second = '', ...rest] }) => {
      if (first !== 'npx' || second === 'claque') return false;
      const isFile = (word: string) => /^(tests|server|scripts)\/[\w./-]+$/.test(word);
      return (
        !existsSync(path.join(root, 'node_modules/.bin', second)) ||
        rest.filter(isFile).some((file) => !files.includes(file))
      );
    });
    expect(missing.map(placeOf)).toEqual([]);
  });

  test('of Docker names a Compose file that is there', () => {
    const missing = named('docker').filter(({ words }) => !files.includes(words[words.indexOf('-f') + 1]!));
    expect(missing.map(placeOf)).toEqual([]);
  });

  test('of claque is understood: commands, arguments, options and what they may be (PL-7)', async () => {
    const faults = await Promise.all(
      withProse.map(async (command) => {
        const words = claqueWords(command.words);
        if (words === null || words.some((word) => word.includes('…'))) return null;
        const fault = await faultOf(words);
        // A sentence may name a command without what it takes.
        const isNamed = !commands.includes(command) && /missing required|required option/.test(fault ?? '');
        return fault === null || isNamed ? null : `${placeOf(command)}: ${fault}`;
      }),
    );
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
    expect(faults.length).toBeGreaterThan(100);
  });
});

/** What follows on claque, in whichever way it is called; null if it is not. */
function claqueWords(words: readonly string[]): readonly string[] | null {
  if (words[0] === 'claque') return words.slice(1);
  if (words[0] === 'npx' && words[1] === 'claque') return words.slice(2);
  const file = words.indexOf('server/cli.ts');
  return file < 0 ? null : words.slice(file + 1);
}

/** Has the command line read the words and do nothing. @returns What somebody would see who types them, null if all is well. */
async function faultOf(words: readonly string[]): Promise<string | null> {
  const claque = program();
  const silence = (command: Command) => {
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    if (command.commands.length === 0) command.action(() => undefined);
    command.commands.forEach((each) => silence(each));
  };
  silence(claque);
  try {
    await claque.parseAsync(words, { from: 'user' });
    return null;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === 'commander.helpDisplayed' ? null : message;
  }
}

test.each([
  ['docs/scenarios.md', Scenario],
  ['docs/bots.md', Persona],
  ['docs/outreach-calls.md', Contact],
] as const)('the file shown in %s is a valid one', (page, schema) => {
  const [shown] = fences.filter((fence) => fence.page === page && fence.language === 'yaml');
  expect(schema.safeParse(parse(shown!.text)).error?.issues ?? []).toEqual([]);
});
