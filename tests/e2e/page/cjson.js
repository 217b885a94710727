// cjson.js PAGE SHOTS: the page of a real library, and its screenshots: the overview beside a file with a mutant's panel.
'use strict';
const fs = require('fs');
const path = require('path');
const {promise, withPage, run} = require('./browser.js');
const [page, shots] = process.argv.slice(2);

run(async () => {
  fs.mkdirSync(shots, {recursive: true});
  await withPage(page, {viewport: {width: 1240, height: 1150}}, async tab => {
    promise('the verdict and its figures', await tab.locator('.verdict .word').count() === 1 && await tab.locator('.card').count() >= 4);
    promise('functions in the treemap', await tab.locator('.treemap a rect').count() > 60);
    promise('mutants that nothing noticed', await tab.locator('#survivors .diff').count() > 20);
    await tab.screenshot({path: path.join(shots, 'report-cjson.png')});
    await tab.click('#tree tr[data-path] a');
    await tab.waitForSelector('#L1');
    for (let i = 0; i < 12; i++) await tab.keyboard.press('m');
    await tab.waitForSelector('.row.here');
    promise('a mutant that survived, with the tests that reached it', await tab.locator('.panel .mutant .plus').count() > 0 && await tab.locator('.panel .tests code').count() > 0);
    await tab.screenshot({path: path.join(shots, 'report-cjson-file.png')});
  });
});
