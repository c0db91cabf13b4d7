/** The command line (PL-7). Exit codes: 0 done, 1 failed, 2 wrong usage. */
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DETECT_WARM_UP_ROWS, detectCommand, type DetectFlags } from './commands/detect.ts';
import { replayCommand, runCommand, type RunFlags } from './commands/run.ts';
import { NewAccessToken, Role } from './contract/access.ts';
import { ManualIntervention } from './contract/input.ts';
import { Persona } from './contract/persona.ts';
import { Scenario } from './contract/scenario.ts';
import { Format, InterventionKind, Mode, PolicyName } from './contract/vocabulary.ts';
import { ClaqueError } from './kernel/errors.ts';
import { readConfig } from './config.ts';
import type { ReplayRecordedFlags } from './commands/replay-recorded.ts';
import type { CreateFlags } from './commands/token.ts';
import type { CompareFlags } from './commands/policy-compare.ts';
import type { ComparedPolicy } from './commands/policy-compare-trials.ts';
import type { ValidateFlags } from './commands/validate-community.ts';
import { readYamlFile } from './systems/scenarios/index.ts';

const folders = {
  scenarios: fileURLToPath(new URL('../seeds/scenarios', import.meta.url)),
  personas: fileURLToPath(new URL('../bots', import.meta.url)),
};

function wholeNumber(low: number, high: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Use a whole number from ${low} to ${high}.`);
  };
}

function checked(schema: typeof NewAccessToken.shape.name, text: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Use 1 to 80 characters.');
}

function parseInstead(text: string): ManualIntervention {
  const [kind, variant, ...rest] = text.split(':');
  const parsed = ManualIntervention.safeParse({ kind, ...(variant !== undefined && { variant }) });
  if (parsed.success && rest.length === 0) return parsed.data;
  throw new InvalidArgumentError(
    `Use one of ${InterventionKind.options.join(', ')}, with a variant after a colon if you like.`,
  );
}

const comparedPolicies: readonly ComparedPolicy[] = [...PolicyName.options, 'oracle'];

function parsePolicies(text: string): ComparedPolicy[] {
  const names = text.split(',').map((name) => name.trim()) as ComparedPolicy[];
  if (names.every((name, index) => comparedPolicies.includes(name) && names.indexOf(name) === index)) return names;
  throw new InvalidArgumentError(`Use some of ${comparedPolicies.join(', ')}, separated by commas, each once.`);
}

const workersOption = new Option(
  '--workers <n>',
  'worker threads; 0 performs on the main one (default: as many as help)',
).argParser(wholeNumber(0, 64));
const seedParser = wholeNumber(0, 4_294_967_295);

/** All commands, with what each takes. A program is used once: it remembers what it has parsed. */
export function program(): Command {
  const claque = new Command('claque')
    .description(
      'A flight simulator for live events: an audience drops, is noticed, is won back, and every effect is measured against the same run without it.',
    )
    .exitOverride()
    .showHelpAfterError('(claque help COMMAND explains)')
    .addHelpText(
      'after',
      '\nExamples:\n  claque run webinar-drop\n  claque run webinar-drop --replicates 50 --json\n  claque run slow-fade --seed 3 --out runs && claque replay runs/slow-fade-3.run.json\n  claque detect traffic.csv --value speed > scored.csv\n  claque seed && claque serve\n  claque validate community --bots 24',
    );
  addRun(claque);
  addReplay(claque);
  addDetect(claque);
  addReplayRecorded(claque);
  claque
    .command('serve')
    .description('start the server and the panel; settings come from the environment (docs/configuration.md)')
    .action(async () => {
      const { serveUntilSignal } = await import('./main.ts');
      await serveUntilSignal(process.env);
    });
  claque
    .command('seed')
    .description('fill an empty community with days of history; settings come from the environment')
    .action(async () => {
      const { seedCommand } = await import('./commands/seed.ts');
      await seedCommand(readConfig(process.env));
    });
  addOperation(claque);
  addToken(claque);
  addPolicy(claque);
  addValidate(claque);
  addCheck(claque, 'bot', 'a persona', Persona);
  addCheck(claque, 'scenario', 'a scenario', Scenario);
  return claque;
}

function addRun(claque: Command): void {
  claque
    .command('run')
    .description('perform a scenario and print its figures')
    .argument('<scenario>', 'id of a scenario in seeds/scenarios, or the path of a YAML file')
    .addOption(new Option('--seed <n>', 'seed of the run').default(1).argParser(seedParser))
    .addOption(
      new Option('--attendees <n>', 'attendees, in place of the scenario’s').argParser(wholeNumber(0, 1_000_000)),
    )
    .addOption(new Option('--mode <mode>', 'the conductor’s mode, in place of the scenario’s').choices(Mode.options))
    .addOption(
      new Option('--policy <name>', 'how interventions are selected').choices(PolicyName.options).default('thompson'),
    )
    .addOption(new Option('--provider <name>', 'where language comes from').choices(['scripted']).default('scripted'))
    .addOption(
      new Option('--replicates <n>', 'also perform the following seeds: uplift with a 95% interval').argParser(
        wholeNumber(1, 100_000),
      ),
    )
    .addOption(
      new Option('--without <n>', 'also perform the run with its nth intervention left out').argParser(
        wholeNumber(1, 1_000),
      ),
    )
    .addOption(
      new Option(
        '--instead <kind>',
        'with --without: what to do in its place, such as CHAT_PROMPT or POLL:opinion',
      ).argParser(parseInstead),
    )
    .addOption(workersOption)
    .option('--out <dir>', 'write a run file for each run, which `claque replay` performs')
    .option('--report <file>', 'write a report: .html to read and print, .csv with a row an intervention, or .json')
    .option('--record <file>', 'write what a platform would have recorded of it, as CSV for `claque replay-recorded`')
    .option('--json', 'print one JSON object')
    .action((scenario: string, flags: RunFlags) => {
      if (flags.instead && flags.without === undefined)
        throw new ClaqueError('bad-request', '--instead needs --without: it says which intervention to replace.');
      return runCommand(scenario, flags, folders);
    });
}

function addReplay(claque: Command): void {
  claque
    .command('replay')
    .description('perform a run file and say whether its digest holds (exit code 1 if not)')
    .argument('<file>', 'a run file that `claque run --out` or the API wrote')
    .addOption(workersOption)
    .option('--json', 'print one JSON object')
    .action(async (file: string, flags: { workers?: number; json?: boolean }) => {
      if (!(await replayCommand(file, flags))) process.exitCode = 1;
    });
}

function addDetect(claque: Command): void {
  claque
    .command('detect')
    .description(
      'score any recorded stream: the input’s columns and anomaly_score, type, severity, evidence, a row each',
    )
    .argument('<file>', 'a CSV file with a header')
    .requiredOption('--value <column>', 'the column to score; where it has no number the row is passed over')
    .option('--timestamp <column>', 'the column with the time of each row, to be told of an irregular clock')
    .addOption(
      new Option('--warmup <n>', 'rows that are learnt from and never scored')
        .default(DETECT_WARM_UP_ROWS)
        .argParser(wholeNumber(0, 1_000_000_000)),
    )
    .addHelpText(
      'after',
      '\nRows count as equally far apart, in the order of the file. A score of 0 says that nothing is new; from 0.6 on a row is\nan alarm (WARNING), from 0.8 CRITICAL, with its evidence in a sentence. docs/detect.md explains the method.',
    )
    .action((file: string, flags: DetectFlags) => detectCommand(file, flags));
}

function addReplayRecorded(claque: Command): void {
  const seconds = wholeNumber(0, 86_399);
  claque
    .command('replay-recorded')
    .description('have the conductor watch a session that was recorded: what it would have noticed and proposed')
    .argument('<file>', 'CSV or JSON lines with an event each: time, type, user, text, poll (docs/recordings.md)')
    .option('--session <id>', 'which session of a file that holds several')
    .addOption(
      new Option('--format <format>', 'what kind of session it was').choices(Format.options).default('webinar'),
    )
    .option('--title <title>', 'what it was about')
    .addOption(
      new Option(
        '--build-up <s>',
        'seconds in which people arrive and nothing is judged (default: a sixth, 600 at most)',
      ).argParser(seconds),
    )
    .addOption(
      new Option('--wind-down <s>', 'seconds in which leaving is expected (default: a twelfth, 300 at most)').argParser(
        seconds,
      ),
    )
    .addOption(
      new Option('--policy <name>', 'how interventions are selected').choices(PolicyName.options).default('thompson'),
    )
    .option('--out <dir>', 'write a run file, which `claque replay` performs')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nNothing is launched, for it has happened: what the host did is told beside what was proposed, and no uplift is claimed.',
    )
    .action(async (file: string, flags: ReplayRecordedFlags) => {
      const { replayRecordedCommand } = await import('./commands/replay-recorded.ts');
      await replayRecordedCommand(file, flags);
    });
}

function addOperation(claque: Command): void {
  claque
    .command('backup')
    .description('write the database into one file, while a server is running too; settings come from the environment')
    .argument('<file>', 'where to; only you can read it')
    .option('--force', 'replace a file that lies there already')
    .action(async (file: string, flags: { force?: boolean }) => {
      const { backupCommand } = await import('./commands/backup.ts');
      await backupCommand(file, flags, readConfig(process.env));
    });
  claque
    .command('restore')
    .description('put a backup in the place of the database, which is kept beside it; no server may be running')
    .argument('<file>', 'what `claque backup` wrote')
    .action(async (file: string) => {
      const { restoreCommand } = await import('./commands/restore.ts');
      await restoreCommand(file, readConfig(process.env));
    });
  claque
    .command('doctor')
    .description(
      'look at settings, files, database, port, access and providers, and say what to do (exit code 1 if the server would not start)',
    )
    .option('--json', 'print one JSON object')
    .action(async (flags: { json?: boolean }) => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      if (!(await doctorCommand(flags, process.env))) process.exitCode = 1;
    });
}

function addToken(claque: Command): void {
  const token = claque
    .command('token')
    .description('make, list and revoke tokens, while a server is running too; settings come from the environment');
  token
    .command('create')
    .description('make a token and print its secret, this once; the first must be an admin’s for all ventures')
    .requiredOption('--name <name>', 'who or what it is for', (name) => checked(NewAccessToken.shape.name, name))
    .addOption(new Option('--role <role>', 'what it may do').choices(Role.options).makeOptionMandatory())
    .option('--venture <id...>', 'for these ventures only (default: all of them)')
    .addOption(new Option('--expires-in-days <n>', 'for so long only').argParser(wholeNumber(1, 3_650)))
    .option('--json', 'print one JSON object')
    .action(async (flags: CreateFlags) => {
      const { createTokenCommand } = await import('./commands/token.ts');
      await createTokenCommand(flags, readConfig(process.env));
    });
  token
    .command('list')
    .description('print all tokens, newest first, without their secrets')
    .option('--json', 'print one JSON array')
    .action(async (flags: { json?: boolean }) => {
      const { listTokensCommand } = await import('./commands/token.ts');
      await listTokensCommand(flags, readConfig(process.env));
    });
  token
    .command('revoke')
    .description('take a token back')
    .argument('<id>', 'as `claque token list` prints it')
    .action(async (id: string) => {
      const { revokeTokenCommand } = await import('./commands/token.ts');
      await revokeTokenCommand(id, readConfig(process.env));
    });
}

function addPolicy(claque: Command): void {
  claque
    .command('policy')
    .description('work with the policies that select interventions')
    .command('compare')
    .description('perform the same sessions under several policies and print what each brings, with 95% intervals')
    .argument('<scenarios...>', 'ids of scenarios in seeds/scenarios, or paths of YAML files')
    .addOption(
      new Option('--policies <names>', `some of ${comparedPolicies.join(', ')}, separated by commas`)
        .default([...comparedPolicies], comparedPolicies.join(','))
        .argParser(parsePolicies),
    )
    .addOption(
      new Option('--replicates <n>', 'seeds for each scenario; one alone would say nothing of chance')
        .default(20)
        .argParser(wholeNumber(2, 100_000)),
    )
    .addOption(new Option('--seed <n>', 'the first of them').default(1).argParser(wholeNumber(0, 2_147_483_647)))
    .addOption(
      new Option('--learn <n>', 'sessions of drawn scenarios that thompson learns on beforehand; 0: the built-in prior')
        .default(0)
        .argParser(wholeNumber(0, 10_000)),
    )
    .addOption(workersOption)
    .option('--json', 'print one JSON object')
    .option('--chart <file>', 'also draw a chart into this file, as SVG')
    .addHelpText(
      'after',
      '\nThe oracle asks the simulator what each intervention would bring in its minute and takes the best: a yardstick, and no\npolicy that a session could have. Regret is what it earned besides. docs/learning.md explains the method.',
    )
    .action(async (scenarios: string[], flags: CompareFlags) => {
      const { policyCompareCommand } = await import('./commands/policy-compare.ts');
      await policyCompareCommand(scenarios, flags, folders);
    });
}

function addValidate(claque: Command): void {
  claque
    .command('validate')
    .description('hold a simulation beside published figures')
    .command('community')
    .description(
      'perform a community on the scripted provider and print its shape beside published figures; misses are printed too',
    )
    .addOption(
      new Option('--bots <n>', 'members; beyond the personas that ship they are made from them')
        .default(300)
        .argParser(wholeNumber(2, 10_000)),
    )
    .addOption(new Option('--days <n>', 'days of simulated time').default(30).argParser(wholeNumber(1, 365)))
    .addOption(new Option('--seed <n>', 'seed of the community').default(1).argParser(seedParser))
    .addOption(
      new Option('--pace <pace>', 'how often heartbeats come').choices(['slow', 'normal', 'fast']).default('normal'),
    )
    .addOption(
      new Option('--replicates <n>', 'also perform the following seeds: each figure with a 95% interval')
        .default(1)
        .argParser(wholeNumber(1, 1_000)),
    )
    .addOption(workersOption)
    .option('--json', 'print one JSON object')
    .action(async (flags: ValidateFlags) => {
      const { validateCommunityCommand } = await import('./commands/validate-community.ts');
      await validateCommunityCommand(flags, readConfig(process.env));
    });
}

function addCheck(claque: Command, name: string, what: string, schema: typeof Persona | typeof Scenario): void {
  claque
    .command(name)
    .description(`work with ${what} file`)
    .command('check')
    .description(`say whether ${what} file is valid, and if not, where and what would be right`)
    .argument('<file>', 'a YAML file')
    .action((file: string) => {
      const { id } = readYamlFile(file, schema as typeof Scenario);
      process.stdout.write(`${file} is valid: ${id}\n`);
    });
}

/** Errors of usage and of files are sentences; anything else is our mistake and keeps its stack. */
function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ClaqueError) {
    process.stderr.write(`claque: ${error.message}\n`);
    for (const { field, message } of error.fields.slice(1)) process.stderr.write(`  ${field}: ${message}\n`);
    return error.code === 'bad-request' || error.code === 'not-found' ? 2 : 1;
  }
  process.stderr.write(`claque: something broke on our side\n${(error as Error).stack}\n`);
  return 1;
}

if (import.meta.main) {
  try {
    await program().parseAsync();
  } catch (error) {
    process.exitCode = fail(error);
  }
}
