// Reports in a real browser, opened from disk.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { game, launch, reports, sheets } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const all = reports();
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

// Opens a report and notes whatever it complains of or asks for.
async function open(report, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== report.url) faults.push(`asks for ${request.url()}`);
  });
  await page.goto(report.url);
  return { context, page, faults };
}

for (const report of all) {
  describe(report.name, () => {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1280, 390]) {
        test(`is sound, quiet and accessible, ${colorScheme}, ${width} px`, async () => {
          const options = { colorScheme, viewport: { width, height: 900 } };
          const { context, page, faults } = await open(report, options);
          assert.deepEqual(faults, []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${wide} px wide`);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          const told = violations.map((v) => `${v.id}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`);
          assert.deepEqual(told, []);
          await context.close();
        });
      }
    }

    test('every picture has a name and a finding', async () => {
      const { context, page } = await open(report);
      const bare = await page.$$eval('svg', (all) => all
        .filter((svg) => !svg.querySelector('title')?.textContent || !svg.querySelector('desc')?.textContent)
        .map((svg) => svg.id));
      assert.deepEqual(bare, []);
      await context.close();
    });

    test('reads without script, and prints', async () => {
      const { context, page } = await open(report, { javaScriptEnabled: false });
      assert.ok((await page.locator('.answer').innerText()).length > 40);
      const hidden = await page.$$eval('section', (all) => all
        .filter((section) => section.getClientRects().length === 0).map((section) => section.id));
      assert.deepEqual(hidden, []);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      assert.ok(pdf.length > 10_000, `${pdf.length} bytes`);
      await context.close();
    });

    test('every control works by keyboard', async () => {
      const { context, page } = await open(report);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'theme');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
      if (await page.locator('#see-1').count()) {
        await page.focus('#see-0');
        await page.keyboard.press('ArrowRight');
        assert.ok(await page.locator('#view-1').isVisible());
        assert.ok(!(await page.locator('#view-0').isVisible()));
      }
      const boxes = page.locator('input[data-party]');
      if (await boxes.count()) {
        const first = boxes.first();
        const party = await first.getAttribute('data-party');
        const figures = page.locator(`figure[data-pair^="${party} "]`);
        await first.focus();
        await page.keyboard.press('Space');
        assert.ok(!(await figures.first().isVisible()) || !(await first.isChecked()));
      }
      await context.close();
    });
  });
}

for (const shown of ['korea-2018', 'korea-studied']) {
  test(`${shown}: on a laptop the whole of the first screen is seen at once`, async () => {
    const { context, page } = await open(all.find(({ name }) => name === shown));
    const bottom = await page.$eval('#lanes-card', (card) => card.getBoundingClientRect().bottom);
    assert.ok(bottom <= 900, `the road ends at ${bottom} px`);
    await context.close();
  });
}

for (const sheet of sheets()) {
  test(`${sheet.name} is sound and one page of A4`, async () => {
    const { context, page, faults } = await open(sheet);
    assert.deepEqual(faults, []);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
    assert.match(pdf, /\/MediaBox\s*\[0 0 59[45][.0-9]* 84[12]/);
    await context.close();
  });
}

for (const width of [1280, 390]) {
  test(`a drawn game is sound and accessible, and every node is reached by keyboard, ${width} px`, async () => {
    const { context, page, faults } = await open(game(), { viewport: { width, height: 900 } });
    assert.deepEqual(faults, []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.ariaLabel), /to be scrolled/);
    const told = [];
    for (let k = 0; k < 7; k += 1) {
      await page.keyboard.press('Tab');
      const [label, left, right] = await page.evaluate(() => {
        const { left, right } = document.activeElement.getBoundingClientRect();
        return [document.activeElement.ariaLabel, left, right];
      });
      assert.ok(right > 0 && left < width, `${label} is out of sight: ${left} to ${right}`);
      told.push(label.split(':')[0]);
    }
    assert.deepEqual(told, [
      'Chance', 'Worker at able', 'Firm at after schooling', 'Firm at without',
      'Worker at other', 'Firm at after schooling', 'Firm at without',
    ]);
    await context.close();
  });
}
