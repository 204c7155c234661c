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

// "/" goes to the search, as people know it from elsewhere.
document.addEventListener('keydown', event => {
  if (event.key === '/' && !event.target.closest('input, textarea, select')) {
    const search = document.querySelector('input[type=search]');
    if (search) { event.preventDefault(); search.focus(); }
  }
});
