// Scans that wait in this browser are named where batches are listed, so that none is forgotten with the page it was made on.
{
  const box = document.getElementById('unsent');
  const batches = new Map();
  for (const key of Object.keys(localStorage)) {
    const [, what, path] = key.match(/^(scans|refused) (.*\/batches\/[^/]+)\/scan$/) ?? [];
    if (!path || new URL(path).origin !== location.origin) continue;
    const said = what === 'scans' ? 'not sent' : 'not taken';
    const count = JSON.parse(localStorage.getItem(key)).length;
    batches.set(path, [...(batches.get(path) ?? []), `${count} ${said}`]);
  }
  for (const [path, counts] of batches) {
    const link = Object.assign(document.createElement('a'), { href: path, textContent: `${counts.join(', ')}: ${path.split('/').pop()}` });
    const line = document.createElement('li');
    line.append(link);
    box.querySelector('ul').append(line);
  }
  box.hidden = !batches.size;
}
