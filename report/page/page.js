/* Views of files, sorting, keys and the theme of cet's page. All text goes through textContent: nothing that comes from
 * outside is ever markup (the page's policy refuses anything else). */
(() => {
  'use strict';

  const BLOCK = 100; // lines that are drawn at a time
  const MAX_TESTS = 200; // named at one place
  const SLICE_MS = 8; // of drawing, before the page answers again

  const remembered = key => { try { return localStorage.getItem('cet-' + key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem('cet-' + key, value); } catch { /* not allowed: forgotten */ } };
  const root = document.documentElement;
  if (remembered('theme')) root.dataset.theme = remembered('theme');

  const $ = id => document.getElementById(id);
  const make = (tag, className, ...inside) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  };
  const button = (text, title, act) => {
    const element = make('button', '', text);
    element.type = 'button';
    element.title = title;
    element.addEventListener('click', act);
    return element;
  };
  const link = (href, ...inside) => Object.assign(make('a', '', ...inside), {href});
  const percent = (part, whole) => whole ? (Math.floor(part / whole * 1000 + 1e-9) / 10).toFixed(1) + '\u202f%' : '\u2013';

  // What lies compressed in the page.
  const unpacked = new Map();
  const unpack = id => {
    if (!unpacked.has(id)) {
      const bytes = Uint8Array.from(atob($(id).textContent), c => c.charCodeAt(0));
      const whole = new ReadableStream({start(stream) { stream.enqueue(bytes); stream.close(); }}); // a Blob would go through another process
      unpacked.set(id, new Response(whole.pipeThrough(new DecompressionStream('deflate-raw'))).json());
    }
    return unpacked.get(id);
  };

  // C, coloured lightly.
  const TOKEN = /(\/\*[^]*?(?:\*\/|(?![^]))|\/\/(?:\\\n|.)*)|("(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?)|(^[ \t]*#[ \t]*\w+|\b(?:auto|break|case|char|const|continue|default|do|double|else|enum|extern|float|for|goto|if|inline|int|long|register|restrict|return|short|signed|sizeof|static|struct|switch|typedef|union|unsigned|void|volatile|while|bool|true|false|nullptr|NULL|_\w+)\b)|(\b\d[\w.]*)|[A-Za-z_]\w*/gm;
  const CLASSES = ['', 'c', 's', 'k', 'd'];
  /* The source as one list of [class, text] for each line; a token that goes over lines is cut. */
  const colour = source => {
    const lines = [[]];
    const put = (name, text) => text.split('\n').forEach((part, i) => {
      if (i) lines.push([]);
      if (part) lines[lines.length - 1].push([name, part]);
    });
    let end = 0;
    for (const match of source.matchAll(TOKEN)) {
      const kind = match.findIndex((group, i) => i && group !== undefined);
      if (kind < 1) continue;
      put('', source.slice(end, match.index));
      put(CLASSES[kind], match[0]);
      end = match.index + match[0].length;
    }
    put('', source.slice(end));
    return lines;
  };

  // What is known of each line of a file.
  const pairs = (list, size, take) => { for (let i = 0; list && i < list.length; i += size) take(...list.slice(i, i + size)); };
  const UNNOTICED = new Set(['survived', 'no-coverage']);
  const NOTICED = new Set(['killed', 'timeout']);
  const SIGNS = {killed: '\u2713', timeout: '\u2713', survived: '\u25b2', 'no-coverage': '\u25cb'};
  const TONES = {killed: 'good', timeout: 'good', survived: 'warn', 'no-coverage': 'warn', error: 'bad', warning: 'warn'};
  const LEVELS = {error: '\u2717', warning: '\u25b2', refactoring: '\u25c7'};

  const EXCLUDED = /\b(?:LCOV|GCOV|GCOVR)_EXCL_(LINE|START|STOP)\b/;
  const gather = data => {
    const last = Math.max(1, ...(data.lines ?? []).filter((_, i) => i % 2 === 0), ...data.mutants.line);
    const text = (data.source ?? '\n'.repeat(last)).replace(/\r\n/g, '\n').replace(/\n$/, '');
    const lines = colour(text).map((tokens, i) =>
      ({number: i + 1, tokens, hits: null, branches: [], conditions: [], mutants: [], findings: [], tests: new Set()}));
    const at = number => lines[number - 1];
    const addTests = (line, set) => data.sets[set].split(',').forEach(test => test && line.tests.add(+test));
    pairs(data.lines, 2, (number, hits) => { if (at(number)) at(number).hits = hits; });
    pairs(data.branches, 3, (number, block, taken) => at(number)?.branches.push({block, taken}));
    pairs(data.conditions, 5, (number, group, index, yes, no) => at(number)?.conditions.push({group, index, yes, no}));
    pairs(data.changed, 2, (first, last) => { for (let n = first; n <= last && at(n); n++) at(n).changed = true; });
    let isExcluded = false; // by marks in comments, as lcov and gcovr read them
    text.split('\n').forEach((part, i) => {
      const mark = EXCLUDED.exec(part)?.[1];
      if (mark === 'START') isExcluded = true;
      lines[i].excluded = isExcluded || mark === 'LINE';
      if (mark === 'STOP') isExcluded = false;
    });
    pairs(data.reached, 2, (number, set) => at(number) && addTests(at(number), set));
    data.functions?.forEach(([number, name, complexity]) => { if (at(number)) at(number).function = {name, complexity}; });
    data.findings.forEach(finding => at(finding.line)?.findings.push(finding));
    data.mutants.line.forEach((number, i) => {
      const line = at(number);
      if (!line) return;
      const mutant = Object.fromEntries(Object.entries(data.mutants).map(([key, column]) => [key, column[i]]));
      line.mutants.push(mutant);
      if (mutant.set >= 0) addTests(line, mutant.set);
    });
    lines.forEach(line => {
      const taken = line.branches.filter(branch => branch.taken > 0).length;
      line.state = line.hits === null ? '' : line.hits === 0 ? 'miss' : taken < line.branches.length ? 'half' : 'hit';
      line.live = line.mutants.filter(mutant => UNNOTICED.has(mutant.status)).length;
      line.dead = line.mutants.filter(mutant => NOTICED.has(mutant.status)).length;
      line.marked = line.state === 'miss' || line.state === 'half' || line.live || line.findings.length;
    });
    return lines;
  };

  // One row of the source.
  const STATES = {miss: ['\u2717', 'never ran'], half: ['\u25d0', 'ran, not all branches taken'], hit: ['\u2713', 'ran']};
  const short = count => count < 1e5 ? String(count) : count.toExponential(1).replace('e+', 'e');
  const cell = (className, ...inside) => {
    const element = make('span', className, ...inside);
    element.setAttribute('role', 'cell');
    return element;
  };
  const branchText = branches => branches.length > 6
    ? `${branches.filter(branch => branch.taken > 0).length}/${branches.length}`
    : branches.map(branch => branch.taken > 0 ? '\u25cf' : branch.taken < 0 ? '\u2013' : '\u25cb').join('');
  const opener = (line, text, title, name) => {
    const element = make('button', name, text);
    element.type = 'button';
    element.title = title;
    element.setAttribute('aria-expanded', 'false');
    element.dataset.open = line.number;
    return element;
  };
  const marks = line => {
    const list = [];
    for (const level of ['error', 'warning', 'refactoring']) {
      const count = line.findings.filter(finding => finding.level === level).length;
      if (count) list.push(opener(line, `${level[0].toUpperCase()}${LEVELS[level]}${count}`, `${count} finding: ${level}`, TONES[level] ?? 'none'));
    }
    if (line.live) list.push(opener(line, `\u25b2${line.live}`, `${line.live} mutants that no test noticed`, 'warn live'));
    if (line.dead) list.push(opener(line, `\u2713${line.dead}`, `${line.dead} mutants noticed`, 'none'));
    const rest = line.mutants.length - line.live - line.dead;
    if (rest) list.push(opener(line, `=${rest}`, `${rest} mutants that do not count`, 'none'));
    if (!list.length && line.tests.size) list.push(opener(line, `t${line.tests.size}`, `${line.tests.size} tests run this line`, 'none'));
    return list;
  };
  const row = (line, number) => {
    const hits = cell('hits');
    if (line.state) {
      const sign = make('b', '', STATES[line.state][0]);
      sign.title = STATES[line.state][1];
      hits.append(short(line.hits), '\u2002', sign);
    } else if (line.excluded) hits.append('excl.');
    const branches = cell('branches');
    if (line.branches.length || line.conditions.length)
      branches.append(opener(line, branchText(line.branches) || `c${line.conditions.length}`, 'branches taken (\u25cf) and not taken (\u25cb)', 'none'));
    const text = cell('text', ...line.tokens.map(([name, part]) => name ? make('span', name, part) : part));
    const element = make('div', `row ${line.state}`, cell('num', link(`#f${number}-${line.number}`, String(line.number))), hits,
      branches, cell('marks', ...marks(line)), text);
    if (line.changed) { element.classList.add('changed'); element.title = 'new line'; }
    if (line.excluded) { element.classList.add('excluded'); element.title = 'left out of coverage by a mark'; }
    element.setAttribute('role', 'row');
    element.id = `L${line.number}`;
    return element;
  };

  // The panel below a row: all that is known of its line.
  const list = (title, items, name = '') => items.length ? [make('h2', '', title), make('ul', name, ...items)] : [];
  const testItems = (tests, shared) => {
    const items = tests.slice(0, MAX_TESTS).map(test => make('li', '', $(`t${test}`) ? link(`#t${test}`, make('code', '', shared.tests[test])) : make('code', '', shared.tests[test])));
    if (tests.length > MAX_TESTS) items.push(make('li', 'faint', `and ${tests.length - MAX_TESTS} more`));
    return items;
  };
  const editLines = (mutant, line) => {
    const plain = Array.from(line.tokens.map(token => token[1]).join(''));
    const start = mutant.column - 1, end = start + Array.from(mutant.from).length;
    const before = plain.slice(0, start).join('').trimStart(), behind = plain.slice(end).join('');
    const whole = plain.slice(start, end).join('') === mutant.from;
    const edit = (sign, text) => whole
      ? [make('div', sign === '-' ? 'minus' : 'plus', `${sign} ${before}`, make('mark', '', text || ' '), behind)]
      : text.split('\n').filter(part => part).map(part => make('div', sign === '-' ? 'minus' : 'plus', `${sign} ${part}`));
    return make('div', 'diff', ...edit('-', mutant.from), ...edit('+', mutant.to));
  };
  const mutantItem = (mutant, line, shared, sets) => {
    const tests = mutant.set < 0 ? [] : sets[mutant.set].split(',').map(Number);
    const item = make('li', 'mutant', make('span', `chip ${TONES[mutant.status] ?? 'none'}`, `${SIGNS[mutant.status] ?? '='} ${mutant.status}`), ' ',
      make('span', 'faint', [mutant.operator, mutant.id].filter(text => text).join(' \u00b7 ')), editLines(mutant, line));
    if (mutant.by >= 0) item.append(make('p', '', `noticed (${mutant.how}) by `, make('code', '', shared.tests[mutant.by])));
    if (mutant.reason) item.append(make('p', 'faint', mutant.reason));
    if (tests.length) {
      const details = make('details', '', make('summary', '', `${tests.length} test${tests.length === 1 ? '' : 's'} reached it`), make('ul', 'tests', ...testItems(tests, shared)));
      details.open = mutant.status === 'survived' && tests.length <= 12;
      item.append(details);
    }
    return item;
  };
  const findingItem = (finding, shared) => {
    const rule = shared.rules[finding.rule];
    const item = make('li', '', make('span', `chip ${TONES[finding.level] ?? 'none'}`, `${LEVELS[finding.level]} ${finding.level}`), ' ',
      finding.message, ' ', make('span', 'faint', [finding.rule, finding.cwe, finding.source].filter(text => text).join(' \u00b7 ')));
    finding.notes.forEach(([path, number, message, file]) => item.append(make('p', 'faint',
      file < 0 ? make('code', '', `${path}:${number}`) : link(`#f${file}-${number}`, make('code', '', `${path}:${number}`)), ` ${message}`)));
    if (rule) item.append(make('p', 'help', rule.help || rule.summary));
    return item;
  };
  const branchItems = branches => branches.map((branch, i) => make('li', branch.taken > 0 ? 'good' : 'warn',
    `branch ${i}: ` + (branch.taken > 0 ? `\u25cf taken ${branch.taken}\u00d7` : branch.taken < 0 ? '\u2013 never evaluated' : '\u25cb not taken')));
  const conditionItems = conditions => conditions.map(condition => make('li', condition.yes && condition.no ? 'good' : 'warn',
    `condition ${condition.index} of decision ${condition.group}: true ${condition.yes ? '\u25cf' : '\u25cb'} false ${condition.no ? '\u25cf' : '\u25cb'}`));
  const panel = (line, shared, sets) => {
    const live = mutant => UNNOTICED.has(mutant.status) ? 0 : NOTICED.has(mutant.status) ? 1 : 2;
    const element = make('div', 'panel',
      ...list('Findings', line.findings.map(finding => findingItem(finding, shared))),
      ...list('Mutants', [...line.mutants].sort((a, b) => live(a) - live(b)).map(mutant => mutantItem(mutant, line, shared, sets))),
      ...list('Branches', branchItems(line.branches)),
      ...list('Conditions', conditionItems(line.conditions)),
      ...list(`Tests that run this line: ${line.tests.size}`, testItems([...line.tests], shared), 'tests'));
    element.setAttribute('role', 'region');
    element.setAttribute('aria-label', `Line ${line.number}`);
    element.dataset.of = line.number;
    return element;
  };

  // The view of one file.
  let view = null; // {number, lines, blocks, data, shared, drawn}
  let asked = ''; // what was asked for last: an answer that comes late is not shown
  const files = () => [...document.querySelectorAll('#tree tr[data-path]')].filter(tr => !tr.hidden);
  const draw = index => {
    const block = view.blocks[index];
    if (!block || block.childElementCount) return;
    block.append(...view.lines.slice(index * BLOCK, (index + 1) * BLOCK).map(line => row(line, view.number)));
  };
  const drawRest = mine => {
    const until = performance.now() + SLICE_MS;
    while (mine.next < mine.blocks.length && performance.now() < until) draw(mine.next++);
    if (mine.next < mine.blocks.length && mine === view) setTimeout(() => mine === view && drawRest(mine));
  };
  const SVG = 'http://www.w3.org/2000/svg';
  const minimap = lines => {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'map');
    svg.setAttribute('viewBox', `0 0 10 ${lines.length}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    const add = (name, x, first, count) => {
      const rect = document.createElementNS(SVG, 'rect');
      Object.entries({class: name, x, y: first, width: 5, height: Math.max(count, lines.length / 400)}).forEach(entry => rect.setAttribute(...entry));
      svg.append(rect);
    };
    const runs = (name, x, test) => {
      for (let i = 0; i < lines.length; i++) {
        const first = i;
        while (i < lines.length && test(lines[i])) i++;
        if (i > first) add(name, x, first, i - first);
      }
    };
    runs('miss', 0, line => line.state === 'miss');
    runs('half', 0, line => line.state === 'half');
    runs('live', 5, line => line.live);
    svg.addEventListener('click', event => go(Math.ceil(event.offsetY / svg.clientHeight * lines.length) || 1, true));
    return svg;
  };
  const summary = lines => {
    const count = test => lines.filter(test).length;
    const sum = get => lines.reduce((total, line) => total + get(line), 0);
    const code = count(line => line.state), hit = count(line => line.state && line.hits);
    const branches = sum(line => line.branches.length), taken = sum(line => line.branches.filter(branch => branch.taken > 0).length);
    const live = sum(line => line.live), dead = sum(line => line.dead);
    return `lines ${percent(hit, code)} (${hit}/${code}) \u00b7 branches ${percent(taken, branches)} (${taken}/${branches}) \u00b7 mutants ${percent(dead, dead + live)} (${dead}/${dead + live}) \u00b7 findings ${sum(line => line.findings.length)}`;
  };
  const viewHead = (data, lines) => make('div', 'viewhead', make('h1', '', data.path), make('span', 'sum', summary(lines)),
    button('\u2191 overview', 'back to the overview (o)', () => { location.hash = '#files'; }),
    button('\u2039', 'file before ([)', () => step(-1)), button('\u203a', 'next file (])', () => step(1)),
    button('next \u2717', 'next line that never ran (u)', () => next('u')),
    button('next \u25b2', 'next mutant that nothing noticed (m)', () => next('m')));
  const LEGEND = 'Line \u00b7 times it ran (\u2713 ran, \u25d0 not all branches, \u2717 never) \u00b7 branches (\u25cf taken, \u25cb not) \u00b7 findings and mutants (\u25b2 not noticed, \u2713 noticed, = does not count) \u00b7 a bar at the left: new line; hatched: left out by a mark';
  const show = async (number, target) => {
    const wanted = asked = `f${number}`;
    if (!view || view.number !== number) {
      const [data, shared] = await Promise.all([unpack(`d${number}`), unpack('shared')]);
      if (asked !== wanted) return;
      const lines = gather(data);
      const blocks = [];
      for (let i = 0; i < lines.length; i += BLOCK) {
        const block = make('div', 'block');
        block.style.containIntrinsicSize = `auto ${Math.min(BLOCK, lines.length - i) * 18.75}px`;
        block.setAttribute('role', 'rowgroup');
        blocks.push(block);
      }
      const source = make('div', 'source', ...blocks);
      source.setAttribute('role', 'table');
      source.setAttribute('aria-label', `Source of ${data.path}`);
      view = {number, lines, blocks, data, shared, next: 0, here: 0};
      const note = data.source === null ? 'The source could not be read when the page was written.' : LEGEND;
      $('view').replaceChildren(viewHead(data, lines), make('p', 'legend', note), source, minimap(lines));
    }
    $('overview').classList.add('away'); // not hidden: it keeps its layout, and is back at once
    $('view').hidden = false;
    document.querySelector('header nav').hidden = true;
    draw(Math.floor(Math.max(0, (target || 1) - 1) / BLOCK));
    if (target) go(target, false);
    else scrollTo(0, 0);
    drawRest(view);
  };
  /* What the first file that is opened would wait for: the decompressor, the names of tests, the code that lays out lines. */
  const warm = async () => {
    const number = files()[0]?.id.slice(1);
    if (!number || view || asked) return;
    const [data] = await Promise.all([unpack(`d${number}`), unpack('shared')]);
    make('div', '', ...gather(data).slice(0, BLOCK).map(line => row(line, +number)));
  };
  const close = () => {
    asked = '';
    $('overview').classList.remove('away');
    $('view').hidden = true;
    document.querySelector('header nav').hidden = false;
  };
  const open = (number, does = null) => {
    const before = document.querySelector(`.panel[data-of="${number}"]`);
    const element = $(`L${number}`), line = view.lines[number - 1];
    if (!element || (before && does === true) || (!before && does === false)) return;
    element.querySelectorAll('[aria-expanded]').forEach(opener => opener.setAttribute('aria-expanded', String(!before)));
    if (before) return before.remove();
    if (line.findings.length || line.mutants.length || line.branches.length || line.conditions.length || line.tests.size)
      element.after(panel(line, view.shared, view.data.sets));
  };
  /* To that line; told in the address when a person moved there. */
  const go = (number, isTold) => {
    if (!view || number < 1 || number > view.lines.length) return;
    draw(Math.floor((number - 1) / BLOCK));
    document.querySelectorAll('.row.here').forEach(element => element.classList.remove('here'));
    view.here = number;
    const element = $(`L${number}`);
    element.classList.add('here');
    element.parentElement.style.contentVisibility = 'visible'; // else a block that was never painted has no place to go to
    element.scrollIntoView({block: 'center'});
    if (isTold) history.replaceState(null, '', `#f${view.number}-${number}`);
  };
  const WANTED = {j: line => line.marked, k: line => line.marked, u: line => line.state === 'miss', m: line => line.live, f: line => line.findings.length, n: line => line.changed && line.state === 'miss'};
  const next = key => {
    const way = key === 'k' ? -1 : 1;
    for (let i = view.here + way; i >= 1 && i <= view.lines.length; i += way)
      if (WANTED[key](view.lines[i - 1])) {
        go(i, true);
        if (key === 'm' || key === 'f') open(i, true);
        return;
      }
  };
  const step = way => {
    const rows = files(), at = rows.findIndex(tr => tr.id === `f${view.number}`);
    if (rows[at + way]) location.hash = `#${rows[at + way].id}`;
  };
  const route = () => {
    const match = /^#f(\d+)(?:-(\d+))?$/.exec(location.hash);
    if (match && $(`d${match[1]}`)) return show(+match[1], +match[2] || 0);
    close();
    let target = null;
    try { target = document.querySelector(location.hash || '#overview'); } catch { /* no name of a place */ }
    const folded = target?.closest('details');
    if (folded) folded.open = true;
    target?.scrollIntoView();
  };

  // The tree of files: sorted within each folder, folded, filtered.
  const tree = {};
  const readTree = () => {
    const stack = [{children: []}];
    for (const tr of $('tree').tBodies[0].rows) {
      const node = {tr, children: [], isFolder: tr.classList.contains('folder'), values: [...tr.cells].map((td, i) => i ? +td.dataset.v : td.textContent)};
      stack.length = +tr.dataset.depth + 1;
      stack[stack.length - 1].children.push(node);
      if (node.isFolder) stack.push(node);
    }
    return stack[0];
  };
  const layTree = () => {
    const compare = (a, b) => {
      const order = tree.column ? a.values[tree.column] - b.values[tree.column] : b.isFolder - a.isFolder || (a.values[0] < b.values[0] ? -1 : 1);
      return tree.falls ? -order : order;
    };
    const rows = document.createDocumentFragment();
    const walk = (node, isHidden) => {
      [...node.children].sort(compare).forEach(child => {
        const matches = !tree.filter || child.children.length || child.tr.dataset.path.toLowerCase().includes(tree.filter);
        child.tr.hidden = isHidden || !matches;
        rows.append(child.tr);
        walk(child, isHidden || child.folded);
        if (tree.filter && child.isFolder) child.tr.hidden = !child.children.some(below => !below.tr.hidden);
      });
    };
    walk(tree.root, false);
    $('tree').tBodies[0].append(rows);
  };
  const sortBy = column => {
    tree.falls = tree.column === column ? !tree.falls : column > 3;
    tree.column = column;
    [...$('tree').tHead.rows[0].cells].forEach((th, i) => {
      if (i === column) th.setAttribute('aria-sort', tree.falls ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    });
    layTree();
  };
  const startTree = () => {
    Object.assign(tree, {root: readTree(), column: 0, falls: false, filter: ''});
    [...$('tree').tHead.rows[0].cells].forEach((th, i) => th.replaceChildren(button(th.textContent, 'sort by this', () => sortBy(i))));
    const dress = node => node.children.filter(child => child.isFolder).forEach(child => {
      const fold = button(child.values[0], 'fold or unfold', () => {
        child.folded = !child.folded;
        fold.setAttribute('aria-expanded', String(!child.folded));
        layTree();
      });
      fold.setAttribute('aria-expanded', 'true');
      child.tr.cells[0].replaceChildren(fold);
      dress(child);
    });
    dress(tree.root);
    const search = Object.assign(make('input'), {type: 'search', placeholder: 'filter files  /', id: 'filter'});
    search.setAttribute('aria-label', 'Filter files');
    search.addEventListener('input', () => {
      if (!$('view').hidden) location.hash = '#files';
      tree.filter = search.value.trim().toLowerCase();
      layTree();
    });
    $('tools').append(search);
  };

  // Keys.
  const KEYS = [['?', 'this list'], ['/', 'filter files'], ['j  k', 'next, previous marked line; in the overview: file'], ['Enter', 'open the line, or the file'],
    ['m', 'next mutant that no test noticed'], ['u', 'next line that never ran'], ['n', 'next new line that never ran'], ['f', 'next finding'], ['[  ]', 'file before, next file'],
    ['o', 'overview'], ['d', 'dark or light'], ['Esc', 'close what is open']];
  let help = null;
  const toggleHelp = () => {
    if (!help) {
      const items = KEYS.flatMap(([keys, text]) => [make('dt', '', ...keys.split('  ').flatMap((key, i) => i ? [' ', make('kbd', '', key)] : [make('kbd', '', key)])), make('dd', '', text)]);
      help = make('dialog', '', make('h2', '', 'Keys'), make('dl', '', ...items), button('close', 'Esc', () => help.close()));
      help.setAttribute('aria-label', 'Keys');
      document.body.append(help);
    }
    if (help.open) help.close();
    else help.showModal();
  };
  const toggleTheme = () => {
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
  };
  const moveInTree = way => {
    const rows = files(), at = rows.findIndex(tr => tr.classList.contains('here'));
    const to = rows[Math.min(rows.length - 1, Math.max(0, at + way))];
    rows[at]?.classList.remove('here');
    to?.classList.add('here');
    to?.scrollIntoView({block: 'center'});
  };
  const press = event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input')) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const isFile = !$('view').hidden, key = event.key;
    if (key === '?') toggleHelp();
    else if (help?.open) return;
    else if (key === 'd') toggleTheme();
    else if (key === '/' && $('filter')) $('filter').focus();
    else if (key === 'o' && isFile) location.hash = '#files';
    else if (key === 'Escape' && isFile) {
      const panels = document.querySelectorAll('.panel');
      if (!panels.length) location.hash = '#files';
      panels.forEach(element => open(+element.dataset.of, false));
    } else if (isFile && key in WANTED) next(key);
    else if (isFile && (key === '[' || key === ']')) step(key === ']' ? 1 : -1);
    else if (!isFile && (key === 'j' || key === 'k')) moveInTree(key === 'j' ? 1 : -1);
    else if (key === 'Enter' && event.target === document.body && isFile && view.here) open(view.here);
    else if (key === 'Enter' && event.target === document.body && !isFile) document.querySelector('tr.here a')?.click();
    else return;
    event.preventDefault();
  };

  document.addEventListener('DOMContentLoaded', () => {
    if ($('tree')) startTree();
    $('tools').append(button('\u25d1', 'dark or light (d)', toggleTheme), button('?', 'keys (?)', toggleHelp));
    document.addEventListener('keydown', press);
    $('view').addEventListener('click', event => {
      const opener = event.target.closest('[data-open]');
      if (!opener) return;
      view.here = +opener.dataset.open;
      open(view.here);
    });
    addEventListener('hashchange', route);
    // A file is shown at once: the browser's own way to the place in the overview would lay all of it out before.
    document.addEventListener('click', event => {
      const hash = event.target.closest('a[href^="#f"]')?.hash;
      if (!hash || !/^#f\d+/.test(hash) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (hash !== location.hash) history.pushState(null, '', hash);
      route();
    });
    // Behind the browser's own way to the place that the address names.
    addEventListener('load', () => location.hash && requestAnimationFrame(route));
    addEventListener('load', () => (window.requestIdleCallback ?? setTimeout)(warm));
    $('tree')?.addEventListener('pointerover', event => {
      const number = event.target.closest('tr[data-path]')?.id.slice(1);
      if (number && $(`d${number}`)) unpack(`d${number}`);
    });
    history.scrollRestoration = 'manual';
  });
})();
