// Pictures of every report for looking at: `node shots.mjs`, then see target/browser/.
import path from 'node:path';
import { folder, launch, reports } from './browser.mjs';

const browser = await launch();
for (const report of reports()) {
  for (const [kind, options] of Object.entries({
    light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
    dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
    phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  })) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(report.url);
    const file = path.join(folder, `${report.name}-${kind}.png`);
    await page.screenshot({ path: file, fullPage: true });
    if (kind === 'light') {
      await page.pdf({ path: path.join(folder, `${report.name}.pdf`), preferCSSPageSize: true });
    }
    await context.close();
    console.log(file);
  }
}
await browser.close();
