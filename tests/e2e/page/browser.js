// What tests of the page share: a browser that reports all that a page must not do. Found through PLAYWRIGHT (the folder of
// playwright-core) and CHROMIUM (the program).
'use strict';
const {chromium} = require(process.env.PLAYWRIGHT);

let failed = 0;
const promise = (what, holds) => {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) failed = 1;
};

/* Opens the page and hands it to each; complaints are promises too. */
const withPage = async (file, options, each) => {
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ['--no-sandbox']});
  try {
    const context = await browser.newContext({viewport: {width: 1360, height: 900}, ...options});
    const tab = await context.newPage();
    const complaints = [];
    tab.setDefaultTimeout(60000);
    tab.on('console', message => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    tab.on('pageerror', error => complaints.push(error.message));
    tab.on('dialog', dialog => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    tab.on('request', request => request.url().startsWith('file:') || complaints.push(`request: ${request.url()}`));
    await tab.goto(`file://${encodeURI(file)}`);
    await each(tab);
    promise(`no error, dialog or request: ${complaints.join('; ') || 'none'}`, complaints.length === 0);
  } finally {
    await browser.close();
  }
};

const run = async main => {
  try {
    await main();
  } catch (error) {
    promise(`no step fails: ${error.message.split('\n')[0]}`, false);
  }
  process.exit(failed);
};

module.exports = {promise, withPage, run};
