/** Writes the generated parts of the documents anew; a test fails where they are stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatedParts, withGeneratedParts } from './docs/generated.ts';

for (const page of Object.keys(generatedParts)) {
  const file = path.join(import.meta.dirname, '..', page);
  writeFileSync(file, withGeneratedParts(page, readFileSync(file, 'utf8')));
}
