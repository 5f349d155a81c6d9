/** What the first picture runs (`cargo xtask profile`): the browser of the tests, with an app that counts its functions. */
import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

export default defineConfig({
  ...tests,
  testDir: 'profile',
  testMatch: '*.profile.ts',
  workers: 1,
  expect: { timeout: 60_000 },
  use: { ...tests.use, trace: 'off' },
});
