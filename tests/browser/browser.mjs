// What the tests and the screenshots share: the browser, and reports made for them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const zopa = process.env.ZOPA ?? path.join(root, 'target/debug/zopa');
const out = path.join(root, 'target/browser');

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export function launch() {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env.CHROMIUM ?? usual.find((file) => existsSync(file));
  if (!executablePath) throw new Error('no Chromium found; name one in CHROMIUM');
  return chromium.launch({ executablePath, args: FLAGS });
}

// Makes a page and answers with its address.
function page(name, ...args) {
  mkdirSync(out, { recursive: true });
  const page = path.join(out, `${name}.html`);
  try {
    execFileSync(zopa, [...args, '--output', page], { cwd: root, stdio: 'pipe' });
  } catch (error) {
    // 1: nothing is attainable, which is an answer.
    if (error.status !== 1) throw new Error(`${name}: ${error.stderr}`);
  }
  return { name, page, url: `file://${page}` };
}

const made = (name, file, ...args) => page(name, 'report', file, ...args);

export function reports() {
  const cases = path.join(root, 'cases');
  const all = readdirSync(cases)
    .filter((file) => file.endsWith('.toml'))
    .sort()
    .map((file) => made(path.basename(file, '.toml'), path.join(cases, file)));
  all.push(made('korea-studied', path.join(cases, 'korea-2018.toml'), '--draws', '64'));
  all.push(made('korea-brief', path.join(cases, 'korea-2018.toml'), '--brief'));
  all.push(made('korea-redacted', path.join(cases, 'korea-2018.toml'), '--redact', 'dprk'));
  all.push(made('coalition', path.join(cases, 'large/coalition.toml')));
  all.push(made('words', path.join(here, 'words.toml')));
  all.push(made('five-parties', path.join(here, 'five-parties.toml')));
  return all;
}

// Preparation sheets: one page each.
export function sheets() {
  const cases = path.join(root, 'cases');
  return [
    made('korea-prep', path.join(cases, 'korea-2018.toml'), '--prep', 'us'),
    made('car-prep', path.join(cases, 'used-car.toml'), '--prep', 'buyer'),
    made('hopeless-prep', path.join(cases, 'war-from-optimism.toml'), '--prep', 'a'),
    made('five-prep', path.join(here, 'five-parties.toml'), '--prep', 'north'),
  ];
}

// A game from a file, drawn with an equilibrium.
export function game() {
  return page('signals', 'game', 'draw', path.join(here, 'signals.efg'), '--method', 'sequential');
}

export const folder = out;
