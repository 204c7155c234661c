// Light or dark: as chosen here before, or as the system says. Runs before the page is painted.
(() => {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => { try { return localStorage.getItem('theme'); } catch { return null; } };
  const apply = () => document.documentElement.setAttribute('data-bs-theme', chosen() || (dark.matches ? 'dark' : 'light'));
  dark.addEventListener('change', apply);
  apply();
})();
