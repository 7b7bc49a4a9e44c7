import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { preview } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The browser to test with: Debian’s, or the one that `CHROMIUM` names. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/**
 * The built pages, served, and a browser that reads French.
 * @returns {Promise<{ at: string, browser: import("playwright-core").Browser, newPage: () => Promise<import("playwright-core").Page>, close: () => Promise<void> }>}
 */
export async function openBrowser() {
  if (!existsSync(executablePath)) {
    throw new Error(`No browser at ${executablePath}: install Debian's chromium, or set CHROMIUM.`);
  }
  const server = await preview({ root, logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("The pages are not served");
  const browser = await chromium.launch({
    executablePath,
    // Its days are written and typed as a French browser’s: day, month, year.
    env: { ...process.env, LANGUAGE: "fr_FR", LC_ALL: "fr_FR.UTF-8" },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--lang=fr-FR",
    ],
  });
  return {
    at: address,
    browser,
    // A context of its own: no draft of another test.
    newPage: async () => {
      const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 900 } });
      return context.newPage();
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
