/** A browser process of its own with a profile that outlives it, so that it can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page, test } from '@playwright/test';

export class Profile {
  readonly folder = mkdtempSync(join(tmpdir(), 'coplan-profile-'));
  private process?: ChildProcess;
  private browser?: Browser;

  /** Starts the browser; its first page. */
  async start(): Promise<Page> {
    const { executablePath, args = [] } = test.info().project.use.launchOptions ?? {};
    const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${this.folder}`, '--lang=en-GB', 'about:blank'];
    // A group of its own: the kill takes the renderers too, as when a machine's memory runs out.
    const started = spawn(executablePath ?? 'chromium', [...args, ...own], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process = started;
    const address = await new Promise<string>((found, fail) => {
      started.once('exit', (code) => fail(new Error(`the browser stopped: ${code}`)));
      createInterface({ input: started.stderr! }).on('line', (line) => {
        const address = line.match(/DevTools listening on (ws:\S+)/)?.[1];
        if (address) found(address);
      });
    });
    this.browser = await chromium.connectOverCDP(address);
    const [context] = this.browser.contexts();
    return context.pages()[0] ?? context.newPage();
  }

  /** Ends it without a warning, as a power cut or the kernel would. */
  async kill(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (!running?.pid || running.exitCode !== null) return;
    const gone = new Promise((done) => running.once('exit', done));
    process.kill(-running.pid, 'SIGKILL');
    await gone;
    await this.browser?.close().catch(() => {});
  }

  /** Another profile with the same stored data, as after copying a machine. It must not run. */
  copy(): Profile {
    const copied = new Profile();
    // Chromium's lock is a link to the process that holds it.
    const filter = (path: string) => !path.includes('Singleton');
    cpSync(this.folder, copied.folder, { recursive: true, filter });
    return copied;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
