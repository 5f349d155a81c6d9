/** A copy of the built app that can become the next release: what an operator's update looks like to a browser. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const built = process.env.COPLAN_DIST ?? resolve(import.meta.dirname, '../../../dist');
const hashed = /(?<=[-_.])[0-9a-f]{16}(?=[-_.])/;

interface List {
  version: string;
  files: [path: string, integrity: string][];
}

export class Build {
  readonly folder = mkdtempSync(join(tmpdir(), 'coplan-app-'));

  constructor() {
    // Without the compressed forms: they would still be of the old release.
    cpSync(built, this.folder, { recursive: true, filter: (path) => !path.endsWith('.br') });
  }

  get version(): string {
    return this.list().version;
  }

  /** What the worker keeps. */
  get paths(): string[] {
    return this.list().files.map(([path]) => path);
  }

  /** Files whose name holds a hash, as addresses. */
  get hashedPaths(): string[] {
    return this.paths.filter((path) => hashed.test(path));
  }

  /**
   * Replaces the folder by another release: hashed files under new names, in the page and in the scripts that name each
   * other and the pieces, and a change in a file without a hash.
   */
  release(): void {
    const list = this.list();
    const old = readdirSync(this.folder).filter((name) => hashed.test(name));
    const names = new Map(old.map((name) => [name, name.replace(hashed, digits())]));
    const inNew = (text: string) => [...names].reduce((text, [name, renamed]) => text.replaceAll(name, renamed), text);
    names.forEach((renamed, name) => renameSync(join(this.folder, name), join(this.folder, renamed)));
    for (const name of names.values()) if (name.endsWith('.js')) this.write(name, inNew(this.read(name)));
    list.files.forEach((file) => (file[0] = inNew(file[0])));
    let index = inNew(this.read('index.html'));
    for (const name of names.values()) {
      const integrity = `sha384-${createHash('sha384').update(readFileSync(join(this.folder, name))).digest('base64')}`;
      index = index.replace(new RegExp(`(?<=/${name} integrity=)[^ >]+`), integrity);
    }
    const version = digits();
    this.write('index.html', index.replaceAll(list.version, version));
    this.write('manifest.webmanifest', this.read('manifest.webmanifest').replace('{', `{ "release": "${version}",`));
    this.writeList({ ...list, version });
  }

  /** As while a relay is being replaced: the worker is new, the page is of neither release. */
  tear(): void {
    this.release();
    this.write('index.html', `${this.read('index.html')}<!-- torn -->`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private list(): List {
    const line = this.read('sw.js').match(/^const BUILD = (.*);$/m)?.[1];
    if (!line) throw new Error(`${this.folder}/sw.js has no list: was it built by \`cargo xtask build\`?`);
    return JSON.parse(line) as List;
  }

  private writeList(list: List): void {
    const integrity = (path: string) =>
      `sha256-${createHash('sha256').update(readFileSync(join(this.folder, path === '/' ? 'index.html' : path))).digest('base64')}`;
    list.files = list.files.map(([path]) => [path, integrity(path)]);
    this.write('sw.js', this.read('sw.js').replace(/^const BUILD = .*;$/m, () => `const BUILD = ${JSON.stringify(list)};`));
  }

  private read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  private write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }
}

function digits(): string {
  return randomBytes(8).toString('hex');
}
