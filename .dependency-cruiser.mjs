/**
 * The folders are the diagram: this holds the import table of ARCHITECTURE.md ("Rooms"). Each rule's comment says what
 * to do instead. A catalogue: long because it is a list.
 */

/** A rule that a room may import nothing of the project but itself and the rooms named. */
const room = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^(server|admin|tests|scripts)/', pathNot: [from, ...allowed] },
});

const kernel = '^server/kernel/';
const contract = '^server/contract/';
const pureRooms = '^server/(kernel|contract|simulation|conductor)/';

export default {
  forbidden: [
    room(
      'kernel-imports-nothing',
      kernel,
      [],
      'Everything stands on the kernel. Pass what you need as a parameter, or move the code up into the room that owns it.',
    ),
    room(
      'contract-imports-kernel-only',
      contract,
      [kernel],
      'The panel carries the contract. Put the schema here and the behaviour into the room that uses it.',
    ),
    room(
      'simulation-imports-kernel-and-contract-only',
      '^server/simulation/',
      [kernel, contract],
      'The simulation must be replayable from a seed. Take what you need as an input with a tick, or as a parameter that the composition root or a system passes in.',
    ),
    room(
      'conductor-imports-kernel-and-contract-only',
      '^server/conductor/',
      [kernel, contract],
      'The conductor sees signals, never the hidden state of the audience: it must earn its results. Widen contract/observation.ts if a real platform could report it.',
    ),
    room(
      'language-imports-kernel-and-contract-only',
      '^server/language/',
      [kernel, contract],
      'Language models know nothing of the domain. Let the system build the prompt and pass it in.',
    ),
    room(
      'search-imports-kernel-and-contract-only',
      '^server/search/',
      [kernel, contract],
      'Web search finds pages and knows nobody who asks. Let the system pass the query in and keep what was found.',
    ),
    room(
      'platform-imports-kernel-and-contract-only',
      '^server/platform/',
      [kernel, contract],
      'The platform knows no domain words. Let the system register with it (routes, topics, jobs, migrations) instead.',
    ),
    {
      name: 'systems-do-not-import-the-composition-root',
      severity: 'error',
      comment:
        'main.ts, cli.ts with its commands, and config.ts choose; systems are chosen. Take the setting as a parameter.',
      from: { path: '^server/systems/' },
      to: { path: ['^server/[^/]+$', '^server/commands/'] },
    },
    {
      name: 'systems-meet-at-their-faces',
      severity: 'error',
      comment: 'Import another system through its index.ts only, or listen to its activities.',
      from: { path: '^server/systems/([^/]+)/' },
      to: { path: '^server/systems/', pathNot: ['^server/systems/$1/', '^server/systems/[^/]+/index[.]ts$'] },
    },
    {
      name: 'no-circles-between-systems',
      severity: 'error',
      comment: 'Two systems need each other: let one of them listen to the activities of the other instead.',
      scope: 'folder',
      from: { path: '^server/systems/([^/]+)' },
      to: { circular: true, path: '^server/systems/', pathNot: '^server/systems/$1' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'rules.ts of a system computes only. Store, ask and answer in store.ts, service.ts and routes.ts.',
      from: { path: '^server/systems/[^/]+/rules[.]ts$' },
      to: { path: ['^server/platform/', 'node_modules/(express|knex|sqlite3|ws)/', '/(store|service|routes)[.]ts$'] },
    },
    {
      name: 'admin-imports-the-contract-only',
      severity: 'error',
      comment:
        'The panel talks HTTP and WebSocket. Import schemas and types from server/contract, ask the API for the rest.',
      from: { path: '^admin/' },
      to: { path: '^(server|tests|scripts)/', pathNot: contract },
    },
    {
      name: 'server-does-not-import-admin',
      severity: 'error',
      comment: 'The server serves the built panel as files. What both need belongs into server/contract.',
      from: { path: '^server/' },
      to: { path: '^admin/' },
    },
    {
      name: 'production-does-not-import-tests-or-scripts',
      severity: 'error',
      comment: 'Production code carries no test switch and no tool of the workshop. Pass the difference in as a port.',
      from: { path: '^(server|admin)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'pure-rooms-use-no-node-modules-of-the-engine',
      severity: 'error',
      comment: 'Pure rooms do no I/O. Let the shell (systems, platform, main) do it and pass the result in.',
      from: { path: pureRooms },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sqlite-stays-in-platform-database',
      severity: 'error',
      comment: 'Stores speak through knex, so that another database stays one configuration away.',
      from: { path: '^server/', pathNot: '^server/platform/database/' },
      to: { path: 'node_modules/sqlite3/' },
    },
    {
      name: 'server-runs-without-development-dependencies',
      severity: 'error',
      comment:
        'The production image has no devDependencies. Move the package to dependencies and give it a reason, or do without.',
      from: { path: '^server/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A circle of imports has no bottom. Move what both need into a third file below them.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'The import leads nowhere. Relative imports end in .ts or .vue; packages must stand in package.json.',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '^#', '^~icons/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.mjs', '.js', '.json', '.d.ts', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
