// What pages do beyond showing: all of it works without, but for the choice of light or dark.
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

// What is under way is looked at again by itself; without this there is a link beside it.
if (document.querySelector('[data-look-again]')) setTimeout(() => location.reload(), 2000);
