/** A page of another site that shows a plan in a frame and writes down what the frame tells it. */
import { createServer, type Server } from 'node:http';
import type { FrameLocator, Page } from '@playwright/test';

export class HostPage {
  private constructor(
    private readonly server: Server,
    /** Another origin than the relay's, as in `http://localhost:1234`. */
    readonly origin: string,
  ) {}

  /** `localhost` is another site than the relay's `127.0.0.1`: the frame is a third party's. */
  static async start(name: 'localhost' | '127.0.0.1' = 'localhost'): Promise<HostPage> {
    const server = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      answer.end(`<!doctype html><html lang="en"><title>Deal room</title><h1>Deal room</h1>
        <script>
          window.heard = [];
          addEventListener('message', ({ data, origin, source }) => {
            if (data?.type === 'coplan:height') {
              heard.push({ ...data, origin });
              document.querySelector('iframe').style.height = data.height + 'px';
            }
          });
        </script>`);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    return new HostPage(server, `http://${name}:${port}`);
  }

  /** Opens it, with `address` in the frame. */
  async show(page: Page, address: string): Promise<FrameLocator> {
    await page.goto(this.origin);
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.title = 'Plan';
      frame.style.width = '100%';
      frame.src = address;
      document.body.append(frame);
    }, address);
    return page.frameLocator('iframe');
  }

  /** The messages that came so far. */
  heard(page: Page): Promise<{ type: string; height: number; origin: string }[]> {
    return page.evaluate(() => (window as unknown as { heard: { type: string; height: number; origin: string }[] }).heard);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
