/** The environment, held against the table of variables, and the files that it names (PL-20). */
import type { Config } from '../../config.ts';
import { complaintOf, readConfig, variables } from '../../config.ts';
import { assertModels, assertRecording } from '../../compose-language.ts';
import { CommunitySeed } from '../../contract/community-seed.ts';
import { createWebSearch } from '../../search/create-web-search.ts';
import { loadContacts } from '../../systems/outreach/index.ts';
import { loadPersonas, loadScenarios, readYamlFile } from '../../systems/scenarios/index.ts';
import { loadPrices } from '../../systems/usage/index.ts';
import { fine, note, stop, type Finding } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** One variable as it stands. A secret shows only whether it is set, a wrong value not at all: its finding does. */
export interface VariableState {
  readonly name: string;
  readonly value: string;
  readonly isStandard: boolean;
}

export interface Settings {
  /** With the standard in place of each wrong value, so that the rest can be looked at. */
  readonly config: Config;
  readonly variables: readonly VariableState[];
  readonly findings: readonly Finding[];
}

export function readSettings(environment: Environment): Settings {
  const complaints = Object.keys(variables).flatMap((name) => {
    const complaint = complaintOf(name as keyof typeof variables, environment[name]);
    return complaint === null ? [] : [{ name, complaint }];
  });
  const wrong = new Set(complaints.map(({ name }) => name));
  const usable = Object.fromEntries(Object.entries(environment).filter(([name]) => !wrong.has(name)));
  const states = Object.keys(variables).map((name) => stateOf(name as keyof typeof variables, environment, wrong));
  const unknown = Object.keys(environment).filter((name) => name.startsWith('CLAQUE_') && !(name in variables));
  return {
    config: readConfig(usable),
    variables: states,
    findings: [
      complaints.length === 0 && fine('configuration', `${states.length} variables, none with a wrong value.`),
      ...complaints.map(({ complaint }) =>
        stop('configuration', complaint, 'Set what is allowed, or unset it: docs/configuration.md.'),
      ),
      ...unknown.map((name) =>
        note('configuration', `${name} is set, and the server reads no such variable.`, 'Look for a slip in its name.'),
      ),
    ].filter((finding) => finding !== false),
  };
}

function stateOf(name: keyof typeof variables, environment: Environment, wrong: ReadonlySet<string>): VariableState {
  const given = environment[name] ?? '';
  const { standard, ...rest } = variables[name];
  const isStandard = given === '';
  if ('isSecret' in rest) return { name, value: isStandard ? 'not set' : 'set', isStandard };
  if (wrong.has(name)) return { name, value: 'not possible', isStandard };
  return { name, value: isStandard ? standard : given, isStandard };
}

/** Reads every file that a start reads. */
export function fileFindings(config: Config): Finding[] {
  const { libraryFolder, searxngUrl } = config.search;
  const reads: [variable: string, read: () => unknown][] = [
    ['CLAQUE_SCENARIO_DIR', () => loadScenarios(config.scenarioFolder)],
    ['CLAQUE_BOT_DIR', () => loadPersonas(config.botFolder)],
    ['CLAQUE_CONTACT_DIR', () => loadContacts(config.contactFolder)],
    ['CLAQUE_COMMUNITY_FILE', () => readYamlFile(config.community.file, CommunitySeed)],
    ['CLAQUE_PRICE_FILE', () => loadPrices(config.priceFile)],
    ['CLAQUE_RECORDING', () => assertRecording(config)],
    ['CLAQUE_LIBRARY_DIR', () => searxngUrl ?? createWebSearch({ kind: 'library', folder: libraryFolder })],
  ];
  const broken = reads.flatMap(([variable, read]) => {
    const sentence = failureOf(read);
    return sentence === null ? [] : [stop('files', sentence, `Mend it, or point ${variable} elsewhere.`)];
  });
  return broken.length > 0
    ? broken
    : [fine('files', 'Scenarios, personas, contacts, prices and articles can be read.')];
}

/** Whether the models that the configuration chooses can be asked at all. */
export function modelFindings(config: Config): Finding[] {
  const sentence = failureOf(() => assertModels(config, loadPrices(config.priceFile)));
  if (sentence === null) return [];
  return [stop('models', sentence, 'Choose a model that has a price and whose provider is configured.')];
}

function failureOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
