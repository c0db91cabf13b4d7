/** The digest of a run (PL-2): SHA-256 over what happened at each tick and the state it ended in. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export class Digest {
  readonly #hash = sha256.create();

  /** Adds numbers by their bytes. The platform's byte order is part of it: little-endian on every supported machine. */
  addArray(array: Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array): void {
    this.#hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }

  /** Adds a value by its JSON text; object keys count in the order in which they were written. */
  addValue(value: unknown): void {
    this.#hash.update(utf8ToBytes(JSON.stringify(value)));
  }

  /** The digest so far as 64 hexadecimal digits; more can be added afterwards. */
  toHex(): string {
    return bytesToHex(this.#hash.clone().digest());
  }
}
