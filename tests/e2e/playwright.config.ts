import { defineConfig } from '@playwright/test';

/** What headless Chromium needs to stay quiet and to run as any user. */
const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: '.',
  // Each test has its own relay and data folder, so they do not disturb each other.
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second try is a failed test.
  retries: 0,
  // The longest pause between two attempts to connect fits in (`PlanPage.saved`).
  timeout: 90_000,
  expect: { timeout: Number(process.env.COPLAN_PATIENCE ?? 10_000) },
  outputDir: 'results',
  snapshotPathTemplate: '{testDir}/views/{arg}{ext}',
  reporter: 'list',
  use: {
    locale: 'en-GB',
    // A sixth of the time would go into keeping the app in each new browser. Where a test is about what is kept, goes
    // without a network or plays the main part, it says `allow`.
    serviceWorkers: 'block',
    timezoneId: 'Europe/Amsterdam',
    // A fifth of the time would go into traces: COPLAN_TRACE=1 makes them.
    trace: process.env.COPLAN_TRACE === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: chromiumArguments },
  },
});
