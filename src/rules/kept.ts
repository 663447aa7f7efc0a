/** What one load of a directory made, for the next: what is the same is not made again. */
import type { CompiledFolders } from './compile/directory.ts';
import { addRead } from './left-out.ts';
import type { Folder } from './model.ts';
import { Problems } from './problem.ts';
import type { Steps } from './steps.ts';

/** What a load made. It is never changed afterwards. */
export interface Kept {
  /** By path. */
  files: ReadonlyMap<string, KeptFile>;
  /** By prefix. */
  folders: ReadonlyMap<string, Folder>;
  /** What the files of a folder and those above it mean, as the revision has it. */
  digests: ReadonlyMap<Folder, FolderDigest>;
  compiled: CompiledFolders | null;
}

interface FolderDigest {
  above: string;
  hex: string;
}

/** What one file says, and what is wrong with it. */
interface KeptFile {
  digest: string;
  value: unknown;
  problems: Problems;
}

/** Takes what is the same from the load before, and keeps what this one makes. */
export class Keeper implements Kept {
  readonly files = new Map<string, KeptFile>();
  readonly folders = new Map<string, Folder>();
  readonly digests = new Map<Folder, FolderDigest>();
  compiled: CompiledFolders | null = null;
  #before: Kept | null;
  readonly #digest: (bytes: Uint8Array) => Steps<string>;

  /** `digest`: differs wherever bytes do. */
  constructor(before: Kept | null, digest: (bytes: Uint8Array) => Steps<string>) {
    this.#before = before;
    this.#digest = digest;
  }

  /** What `read` makes of a file, or made of the same bytes at the same path before. */
  *file<T>(path: string, bytes: Uint8Array, problems: Problems, read: (problems: Problems) => Steps<T>): Steps<T> {
    const digest = yield* this.#digest(bytes);
    let file = this.#before?.files.get(path);
    if (file?.digest !== digest) {
      const own = new Problems();
      file = { digest, value: yield* read(own), problems: own };
    }
    this.files.set(path, file);
    problems.add(file.problems);
    addRead(problems, file.problems);
    return file.value as T;
  }

  /** The very folder of the load before where all of it is the same. */
  folder(folder: Folder): Folder {
    const before = this.#before?.folders.get(folder.prefix);
    const kept = before !== undefined && isSame(before, folder) ? before : folder;
    this.folders.set(folder.prefix, kept);
    return kept;
  }

  /** The digest of a folder below `above`: what `make` makes of it, or made before. */
  *digestOf(folder: Folder, above: string, make: () => Steps<string>): Steps<string> {
    let digest = this.#before?.digests.get(folder);
    if (digest?.above !== above) digest = { above, hex: yield* make() };
    this.digests.set(folder, digest);
    return digest.hex;
  }

  /** What the load before compiled. */
  get compiledBefore(): CompiledFolders | null {
    return this.#before?.compiled ?? null;
  }

  /** Lets go of the load before. */
  end(): void {
    this.#before = null;
  }
}

/** Whether two folders are made of the same files, as `file` gives them. */
function isSame({ tables, lists, ...a }: Folder, { tables: otherTables, lists: otherLists, ...b }: Folder): boolean {
  return isShallow(a, b) && isShallow(tables, otherTables) && isShallow(lists, otherLists);
}

function isShallow(a: object, b: object): boolean {
  const [ours, theirs] = [new Map(Object.entries(a)), Object.entries(b)];
  return ours.size === theirs.length && theirs.every(([key, value]) => ours.has(key) && ours.get(key) === value);
}
