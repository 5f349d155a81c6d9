/** Serves the yardstick: one page, and the modules that it imports as they came from npm. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, normalize } from 'node:path';

const modules = join(import.meta.dirname, '../node_modules');
const page = readFileSync(join(import.meta.dirname, 'plain.html'));

export class PlainServer {
  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(): Promise<PlainServer> {
    const server = createServer((request, answer) => {
      const path = normalize(new URL(request.url ?? '/', 'http://plain').pathname);
      if (!path.startsWith('/modules/')) {
        answer.setHeader('content-type', 'text/html; charset=utf-8');
        return answer.end(page);
      }
      const file = join(modules, path.slice('/modules/'.length));
      answer.setHeader('content-type', 'text/javascript');
      try {
        answer.end(readFileSync(/\.m?js$/.test(file) ? file : `${file}.js`));
      } catch {
        answer.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    return new PlainServer(server, `http://127.0.0.1:${port}/`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
