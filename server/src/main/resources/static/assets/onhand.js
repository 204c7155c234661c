// What pages do beyond showing: all of it works without, but for the choice of light or dark.
const { htmx: htmxAt } = document.currentScript.dataset;

// Not the first paint of all: that may be the background, before there is anything to be seen.
const painted = () => new Promise(seen => {
  new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').length && seen())
    .observe({ type: 'paint', buffered: true });
  setTimeout(seen, 2000); // where nobody says when that was
});
const loaded = () => new Promise(whole => {
  if (document.readyState === 'complete') whole(); else window.addEventListener('load', whole);
});
const read = src => new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement('script'), { src, onload, onerror })));

document.addEventListener('click', event => {
  if (event.target.closest('[data-theme-toggle]')) {
    const theme = document.documentElement.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark';
    document.documentElement.setAttribute('data-bs-theme', theme);
    try { localStorage.setItem('theme', theme); } catch { /* it is forgotten with the page */ }
  }
});

// A form is sent once: a second press of its button while the first is under way does nothing.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
});
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));

// Single keys, as people know them from elsewhere; "?" says which, and turns them off for those who speak to their computer.
const row = step => {
  const rows = [...document.querySelectorAll('main tbody tr')].map(tr => tr.querySelector('a[href]')).filter(Boolean);
  const tr = document.activeElement.closest('main tbody tr');
  const at = rows.findIndex(link => tr && tr.contains(link));
  return rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
};
const keys = {
  '/': () => document.querySelector('input[type=search]'),
  j: () => row(1),
  k: () => row(-1),
};
const sheet = document.getElementById('keys');
const areOff = () => { try { return localStorage.getItem('keys') === 'off'; } catch { return false; } };
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || areOff() || sheet?.open) return;
  if (event.target.closest('input, textarea, select')) return;
  const to = keys[event.key]?.();
  if (to) { event.preventDefault(); to.focus(); }
  if (event.key === '?' && sheet) sheet.showModal();
});
if (sheet) {
  const opener = document.querySelector('[data-keys]');
  const off = sheet.querySelector('input');
  opener.hidden = false;
  opener.addEventListener('click', () => sheet.showModal());
  off.checked = areOff();
  off.addEventListener('change', () => {
    try { localStorage.setItem('keys', off.checked ? 'off' : 'on'); } catch { /* until the next page */ }
  });
}

// A list that is narrowed or turned over: htmx exchanges it for that of the page that the server answers with. It is read once the
// page is seen, and only where there is such a list; what somebody fills in before that is said again then.
if (document.querySelector('[hx-boost], [hx-get]')) {
  const early = new Map();
  const note = event => early.set(event.type, event.target);
  const back = event => { if (event.state?.htmx) location.reload(); }; // as htmx does
  ['input', 'change'].forEach(type => document.addEventListener(type, note));
  window.addEventListener('popstate', back);
  Promise.all([painted(), loaded()]).then(() => read(htmxAt)).then(() => {
    ['input', 'change'].forEach(type => document.removeEventListener(type, note));
    window.removeEventListener('popstate', back);
    early.forEach((field, type) => field.dispatchEvent(new Event(type, { bubbles: true })));
  });
}
// What people opened stays open, and who does not see it is told what became of it.
const said = document.getElementById('said');
const listOf = () => document.getElementById('list');
const nameOf = details => `${details.closest('[id]')?.id} ${details.querySelector('summary')?.textContent.trim()}`;
const failed = text => {
  document.getElementById('failed')?.remove();
  if (!text) return;
  const alert = document.createElement('div');
  Object.assign(alert, { id: 'failed', className: 'alert alert-danger', role: 'alert', textContent: text });
  listOf()?.before(alert);
};
let opened = new Set();
let typedInto = null;
document.addEventListener('htmx:beforeSwap', event => {
  const { xhr, target, isError } = event.detail;
  const { seller } = document.getElementById('main').dataset;
  if (!isError && ![`id="${target.id}"`, `data-seller="${seller}"`].every(text => xhr.response.includes(text))) { // it is another page
    event.preventDefault();
    location.assign(xhr.responseURL);
    return;
  }
  event.detail.pathInfo.anchor = null; // it is where somebody looks already
  const all = [...document.querySelectorAll('details')];
  const names = all.map(nameOf); // of rows several have the same
  opened = new Set(names.filter((name, i) => all[i].open && names.indexOf(name) === names.lastIndexOf(name)));
});
// However long somebody types into a field: it is one step back.
document.addEventListener('htmx:beforeHistoryUpdate', event => {
  const { type, target } = event.detail.requestConfig.triggeringEvent ?? {};
  if (type === 'input' && target === typedInto) event.detail.history.type = 'replace';
  typedInto = type === 'input' ? target : null;
});
document.addEventListener('htmx:afterSwap', event => {
  event.target.querySelectorAll('details').forEach(details => { if (opened.has(nameOf(details))) details.open = true; });
  const list = listOf();
  if (event.target !== list) return;
  failed();
  const rows = list.querySelectorAll('tbody > tr:not(#adjust, #adjust *)').length;
  said.textContent = list.querySelector('.empty-title, [role=status]')?.textContent
    ?? `${rows} ${rows === 1 ? 'row' : 'rows'}${list.querySelector('[rel=next]') ? ', and more' : ''}`;
  if (document.activeElement === document.body) (list.querySelector('#adjust :is(select, input:not([type=hidden]))') ?? list.querySelector('[tabindex]'))?.focus({ preventScroll: true });
});
// What is wrong with what somebody is still filling in is said beside it; else the whole page says it.
document.addEventListener('htmx:responseError', event => {
  const { xhr, requestConfig, pathInfo } = event.detail;
  if (['input', 'change'].includes(requestConfig.triggeringEvent?.type)) {
    const page = new DOMParser().parseFromString(xhr.response, 'text/html');
    failed(page.querySelector('[data-detail]')?.textContent ?? `The server answered ${xhr.status}.`);
  } else {
    location.assign(pathInfo.finalRequestPath);
  }
});
document.addEventListener('htmx:sendError', () => failed('The server cannot be reached. What you see here is as it was.'));
