// works.js PAGE PROJECT SHOTS: the page of the made-up project, as people use it; screenshots go to SHOTS.
'use strict';
const fs = require('fs');
const path = require('path');
const {promise, withPage, run} = require('./browser.js');
const [page, project, shots] = process.argv.slice(2);

const shot = (tab, name) => tab.screenshot({path: path.join(shots, `${name}.png`)});
const visibleRows = tab => tab.$$eval('#tree tbody tr', rows => rows.filter(tr => !tr.hidden).map(tr =>
  ({id: tr.id, isFolder: tr.classList.contains('folder'), depth: +tr.dataset.depth, values: [...tr.cells].map(td => td.dataset.v)})));

/* Whether siblings stand in the order of a column. */
const isSorted = (rows, column, falls) => {
  const last = [];
  for (const row of rows) {
    last.length = row.depth + 1;
    const value = +row.values[column], before = last[row.depth];
    if (before !== undefined && (falls ? value > before : value < before)) return false;
    last[row.depth] = value;
  }
  return true;
};

const overview = async tab => {
  promise('the verdict is told', (await tab.textContent('.verdict')).includes('insufficient evidence'));
  promise('thresholds stand with their figures', await tab.locator('.card').count() >= 3 && await tab.locator('.card.missed').count() === 1);
  promise('the trend has three lines', await tab.locator('.curve').count() === 3);
  promise('the treemap has fields that lead to files', await tab.locator('.treemap a rect').count() > 30);
  promise('mutants that nothing noticed are listed as edits', await tab.locator('#survivors .diff .plus').count() > 20);
  promise('all files stand in the tree', (await visibleRows(tab)).filter(row => !row.isFolder).length === 40);
};

const tree = async tab => {
  for (const [column, name] of [[1, 'Lines'], [2, 'Branches'], [3, 'Mutants'], [4, 'Findings'], [5, 'Complexity']]) {
    await tab.click(`#tree thead button:has-text("${name}")`);
    const falls = await tab.getAttribute(`#tree thead th:nth-child(${column + 1})`, 'aria-sort') === 'descending';
    promise(`${name}: siblings are sorted, and it is said`, isSorted(await visibleRows(tab), column, falls));
  }
  await tab.click('#tree thead button:has-text("Complexity")');
  promise('a second click turns the order', await tab.getAttribute('#tree thead th:nth-child(6)', 'aria-sort') === 'ascending' && isSorted(await visibleRows(tab), 5, false));
  await tab.click('#tree thead button:has-text("File")');
  const before = (await visibleRows(tab)).length;
  await tab.click('#tree .folder button >> nth=1');
  promise('a folder folds', (await visibleRows(tab)).length < before && await tab.getAttribute('#tree .folder button >> nth=1', 'aria-expanded') === 'false');
  await tab.click('#tree .folder button >> nth=1');
  promise('and unfolds', (await visibleRows(tab)).length === before);
  await tab.fill('#filter', '_7.c');
  promise('the filter leaves what matches, and its folders', (await visibleRows(tab)).filter(row => !row.isFolder).length === 1 && (await visibleRows(tab)).filter(row => row.isFolder).length >= 2);
  await tab.fill('#filter', '');
};

const file = async tab => {
  const row = tab.locator('#tree tr[data-path] >> nth=3');
  const name = await row.getAttribute('data-path');
  await row.locator('a').click();
  await tab.waitForSelector('#L1');
  await tab.waitForFunction(() => [...document.querySelectorAll('.block')].every(block => block.childElementCount));
  const shown = await tab.$$eval('.row .text', cells => cells.map(cell => cell.textContent).join('\n') + '\n');
  promise(`the source is shown as it is: ${name}`, shown === fs.readFileSync(path.join(project, name), 'utf8'));
  const states = await tab.$$eval('.row', rows => new Set(rows.map(row => row.classList[1])).size);
  promise('lines that ran and lines that did not look different, by a sign too', states > 2 && await tab.locator('.row.miss .hits b:has-text("\u2717")').count() > 0);
  promise('lines that a mark leaves out are marked', await tab.locator('.row.excluded').count() === (await tab.locator('.row:has-text("LCOV_EXCL_LINE")').count()) && await tab.locator('.row.excluded').count() > 0);
  promise('branches show their state', (await tab.textContent('.row.half .branches')).includes('\u25cb'));
};

const mutant = async tab => {
  const number = await tab.$eval('.row button.live', button => button.dataset.open);
  await tab.click(`#L${number} button.live`);
  const panel = tab.locator(`.panel[data-of="${number}"]`);
  promise('a click on a mutant that survived shows it', await panel.locator('.mutant').count() > 0);
  promise('as an edit', (await panel.locator('.minus').first().textContent()).startsWith('- ') && (await panel.locator('.plus').first().textContent()).startsWith('+ '));
  promise('with the tests that reached it, or that none did', await panel.locator('.tests code').count() > 0 || (await panel.textContent()).includes('no-coverage'));
  promise('with the state of each branch', await panel.locator('li:has-text("branch 0:")').count() > 0 || await tab.locator(`#L${number} .branches button`).count() === 0);
  await shot(tab, 'file');
  await tab.click(`#L${number} button.live`);
  promise('a second click closes it', await panel.count() === 0);
};

const keys = async tab => {
  await tab.keyboard.press('m');
  promise('m: to the next mutant, with its panel', await tab.locator('.row.here').count() === 1 && await tab.locator('.panel').count() === 1);
  await tab.keyboard.press('Escape');
  promise('Esc: closes the panel', await tab.locator('.panel').count() === 0);
  await tab.keyboard.press('u');
  promise('u: to a line that never ran', await tab.locator('.row.here.miss').count() === 1);
  promise('the address tells the line', /#f\d+-\d+$/.test(tab.url()));
  const before = await tab.textContent('.viewhead h1');
  await tab.keyboard.press(']');
  await tab.waitForFunction(name => document.querySelector('.viewhead h1').textContent !== name, before);
  promise('] and [: next file and back', true);
  await tab.keyboard.press('[');
  await tab.waitForFunction(name => document.querySelector('.viewhead h1').textContent === name, before);
  await tab.keyboard.press('o');
  await tab.waitForSelector('#overview:not(.away)');
  promise('o: to the overview', await tab.isVisible('.verdict') || await tab.isVisible('#tree'));
  await tab.keyboard.press('?');
  promise('?: the keys are told', await tab.isVisible('dialog') && await tab.locator('dialog kbd').count() > 10);
  await shot(tab, 'keys');
  await tab.keyboard.press('Escape');
  promise('Esc: closes them', !await tab.isVisible('dialog'));
  await tab.keyboard.press('/');
  promise('/: to the filter', await tab.evaluate(() => document.activeElement.id === 'filter'));
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('j');
  await tab.keyboard.press('j');
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('#view:not([hidden])');
  promise('j and Enter: a file is chosen and opened', true);
  await tab.goBack();
  await tab.waitForSelector('#overview:not(.away)');
  promise('back leads back', true);
};

/* WCAG 2.1's contrast of text and what is behind it, for what people read. */
const contrasts = tab => tab.evaluate(() => {
  const parse = colour => { const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number); return {rgb: [r, g, b], a}; };
  const light = ({rgb}) => rgb.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => { for (let at = element; at; at = at.parentElement) { const colour = parse(getComputedStyle(at).backgroundColor); if (colour.a === 1) return colour; } return {rgb: [255, 255, 255]}; };
  const worst = {};
  for (const element of document.querySelectorAll('p, li, td, th, code, h1, h2, h3, a, .chip, .diff div, .faint, small, button')) {
    if (!element.checkVisibility() || element.closest('svg')) continue;
    const a = light(parse(getComputedStyle(element).color)), b = light(behind(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const name = `${element.tagName}.${element.className}`;
    if (ratio < (worst[name] ?? 4.5)) worst[name] = Math.round(ratio * 100) / 100;
  }
  return worst;
});

const theme = async tab => {
  const background = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await shot(tab, 'overview-light');
  promise(`contrast, light: ${JSON.stringify(await contrasts(tab))}`, Object.keys(await contrasts(tab)).length === 0);
  await tab.click('#tools button >> nth=0');
  const dark = await background();
  promise('the switch makes it dark', light !== dark);
  promise(`contrast, dark: ${JSON.stringify(await contrasts(tab))}`, Object.keys(await contrasts(tab)).length === 0);
  await tab.reload();
  promise('which is remembered', await background() === dark);
  await shot(tab, 'overview-dark');
  await tab.keyboard.press('d');
  promise('d: light again', await background() === light);
  await tab.emulateMedia({colorScheme: 'dark'});
  await tab.evaluate(() => localStorage.clear());
  await tab.reload();
  promise('without a choice it follows the system', await background() === dark);
  await tab.emulateMedia({media: 'print', colorScheme: 'dark'});
  promise('on paper it is light, without bars and buttons', await background() === light && !await tab.isVisible('header'));
};

run(async () => {
  fs.mkdirSync(shots, {recursive: true});
  await withPage(page, {javaScriptEnabled: false}, async tab => {
    console.log('without JavaScript:');
    await overview(tab);
    promise('what is not there is said', (await tab.textContent('footer')).includes('Without JavaScript'));
    await shot(tab, 'without-javascript');
  });
  await withPage(page, {}, async tab => {
    console.log('with it:');
    await overview(tab);
    await tree(tab);
    await file(tab);
    await mutant(tab);
    await keys(tab);
    await theme(tab);
    const names = of => of.evaluate(() => Object.keys(window));
    const empty = await tab.context().newPage(), emptyFile = path.join(shots, 'empty.html');
    fs.writeFileSync(emptyFile, '<!DOCTYPE html><title>empty</title>');
    await empty.goto(`file://${encodeURI(emptyFile)}`);
    const usual = new Set(await names(empty));
    fs.rmSync(emptyFile);
    const added = (await names(tab)).filter(name => !usual.has(name));
    promise(`no name leaks out of the script: ${added.join(' ') || 'none'}`, added.length === 0);
  });
});
