// hostile.js PAGE SHOTS: names, lines, findings and tests that would be markup stay text, wherever they are shown.
'use strict';
const path = require('path');
const {promise, withPage, run} = require('./browser.js');
const [page, shots] = process.argv.slice(2);

run(() => withPage(page, {}, async tab => {
  const elements = () => tab.evaluate(() => [document.querySelectorAll('img, iframe, object, embed, link, base, form').length,
    [...document.scripts].filter(script => script.type !== 'text/plain').length]);
  promise('no element comes from a name', String(await elements()) === '0,1');
  promise('the file has its name', (await tab.textContent('#tree tbody')).includes('script>.c'));
  await tab.click('#tree tr[data-path] a');
  await tab.waitForSelector('#L1');
  promise('its source is text', (await tab.textContent('.source')).includes('</script><script>alert(1)</script>'));
  for (const opener of await tab.$$('.row .marks button:first-child')) await opener.click();
  const panel = await tab.$$eval('.panel', panels => panels.map(panel => panel.textContent).join('\n'));
  promise('so are findings, mutants and tests', ['<b>finding</b>', '<img src=x onerror=alert(2)>', '<i>test</i>'].every(text => panel.includes(text)));
  promise('no element comes from them either', String(await elements()) === '0,1');
  await tab.screenshot({path: path.join(shots, 'hostile.png')});
}));
