// Puts the newest movements on top of a table as they are recorded; a button stops and goes on.
document.querySelectorAll('[data-feed]').forEach(element => {
  const body = element.querySelector('tbody');
  const button = element.querySelector('[data-feed-pause]');
  const length = body.rows.length < 10 ? 10 : body.rows.length;
  let source = null;
  const stop = () => { source?.close(); source = null; };
  const begin = () => {
    source = new EventSource(`/feed?seller=${element.dataset.feed}&after=${encodeURIComponent(body.rows[0].id)}`);
    source.onmessage = event => {
      const row = document.createElement('template');
      row.innerHTML = event.data;
      if (document.getElementById(event.lastEventId)) return;
      body.prepend(row.content);
      while (body.rows.length > length) body.rows[body.rows.length - 1].remove();
    };
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    if (source) { stop(); button.textContent = 'Go on'; } else { begin(); button.textContent = 'Pause'; }
  });
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', event => { if (event.persisted && button.textContent === 'Pause') begin(); });
  begin();
});
