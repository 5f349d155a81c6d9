/** The benchmark of the page: the browser of the tests, one at a time, and no traces that would slow it down. */
import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

export default defineConfig({
  ...tests,
  testDir: 'bench',
  testMatch: '*.bench.ts',
  fullyParallel: false,
  workers: 1,
  use: { ...tests.use, trace: 'off' },
});
