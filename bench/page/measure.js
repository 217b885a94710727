// measure.js PAGE RUNS: what opening the page and clicking in it takes, as Markdown rows; see README.md beside it.
'use strict';
const {chromium} = require(process.env.PLAYWRIGHT);
const fs = require('fs');
const [page, runs] = [process.argv[2], Number(process.argv[3] || 5)];
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/* From the event to the frame that shows what it did: `done` is asked before each frame. */
const answer = (tab, act, done) => tab.evaluate(([act, done]) => new Promise(resolve => {
  const isDone = new Function(`return ${done}`);
  const start = performance.now();
  new Function(act)();
  const look = () => isDone() || performance.now() > start + 5000 ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look);
  look();
}), [act, done]);

const CLICKS = [
  ['sort by lines', 'document.querySelectorAll("#tree thead button")[1].click()', 'document.querySelectorAll("#tree th")[1].ariaSort'],
  ['sort by findings', 'document.querySelectorAll("#tree thead button")[4].click()', 'document.querySelectorAll("#tree th")[4].ariaSort'],
  ['fold a folder', 'document.querySelector("#tree .folder button").click()', 'document.querySelector("#tree .folder button").ariaExpanded === "false"'],
  ['unfold it', 'document.querySelector("#tree .folder button").click()', 'document.querySelector("#tree .folder button").ariaExpanded === "true"'],
  ['filter', 'const f = document.getElementById("filter"); f.value = "_42"; f.dispatchEvent(new Event("input"))', 'document.querySelectorAll("#tree tr[data-path]:not([hidden])").length < 20'],
  ['filter off', 'const f = document.getElementById("filter"); f.value = ""; f.dispatchEvent(new Event("input"))', 'document.querySelectorAll("#tree tr[data-path]:not([hidden])").length > 20'],
  ['open a file', 'document.querySelector("#tree tr[data-path] a").click()', '!document.getElementById("view").hidden && document.getElementById("L1")'],
  ['a mutant', 'document.querySelector(".row button.live, .row .marks button").click()', 'document.querySelector(".panel")'],
  ['next mutant', 'document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "m", bubbles: true}))', 'document.querySelector(".row.here")'],
  ['next file', 'this.before = document.querySelector(".viewhead h1").textContent; document.querySelectorAll(".viewhead button")[2].click()', 'document.querySelector(".viewhead h1").textContent !== this.before'],
  ['overview', 'document.querySelectorAll(".viewhead button")[0].click()', 'document.getElementById("view").hidden'],
  ['dark', 'document.querySelector("#tools button").click()', 'document.documentElement.dataset.theme'],
];

(async () => {
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ['--no-sandbox']});
  const opens = [], clicks = CLICKS.map(() => []);
  for (let i = 0; i < runs; i++) {
    // The page's policy forbids making functions from text, which the measuring needs: it alone is lifted.
    const context = await browser.newContext({viewport: {width: 1360, height: 900}, bypassCSP: true});
    const tab = await context.newPage();
    await tab.goto(`file://${page}`);
    opens.push(await tab.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(() => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0];
      resolve(Math.max(performance.timing.loadEventEnd - performance.timing.navigationStart, paint ? paint.startTime : 0));
    }, 50)))));
    for (let k = 0; k < CLICKS.length; k++) {
      clicks[k].push(await answer(tab, CLICKS[k][1], CLICKS[k][2]));
      await tab.waitForTimeout(100);
    }
    await context.close();
  }
  await browser.close();
  const row = (what, list, limit) => console.log(`| ${what} | ${median(list).toFixed(0)} ms | ${Math.max(...list).toFixed(0)} ms | ${limit} ms | ${median(list) <= limit ? 'holds' : 'MISSED'} |`);
  console.log(`\n| what | median of ${runs} | worst | limit | |\n|---|---|---|---|---|`);
  row('open, to the end of loading and the first paint', opens, 1000);
  CLICKS.forEach(([what], k) => row(what, clicks[k], 100));
  console.log(`\n${(fs.statSync(page).size / 1e6).toFixed(2)} MB (limit 2.00 MB)`);
})();
