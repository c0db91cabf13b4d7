/** The price file, read and checked. */
import { PriceFile } from '../../contract/prices.ts';
import { readYamlFile } from '../scenarios/index.ts';

/** @throws {ClaqueError} bad-file, with file, line and field of what is wrong. */
export const loadPrices = (file: string): PriceFile => readYamlFile(file, PriceFile);
