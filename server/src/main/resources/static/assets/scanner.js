// Scans are kept in this browser until the server has them: without a network they wait, and each is sent under an id of
// its own, so that it counts once however often it is sent. With a camera and a browser that reads barcodes it is a scanner.
const form = document.getElementById('scanner');
const store = 'scans ' + form.action;
const lost = 'refused ' + form.action;
const key = form.elements.form_key.value;
const waiting = document.getElementById('waiting');
const refused = document.getElementById('refused');
let sending = false;

const kept = (where = store) => JSON.parse(localStorage.getItem(where) ?? '[]');
const keep = (list, where = store) => list.length ? localStorage.setItem(where, JSON.stringify(list)) : localStorage.removeItem(where);

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

const say = text => { waiting.textContent = text; waiting.hidden = !text; };

// What the server does not take is shown until a person has seen it, also after the page was left.
const showRefused = () => {
  const lines = kept(lost);
  refused.hidden = !lines.length;
  refused.querySelector('ul').replaceChildren(...lines.map(text => {
    const line = document.createElement('li');
    line.textContent = text;
    return line;
  }));
};
refused.querySelector('button').addEventListener('click', () => { keep([], lost); showRefused(); });
const refuse = (scan, why) => {
  keep([...kept(lost), `Not kept: ${scan.code} × ${scan.units}. ${why}`], lost);
  showRefused();
};

// What came of a scan: sent, and what the page shows by now; or refused; or still waiting.
const send = async scan => {
  const fields = { ...scan, form_key: key, sent_at: new Date().toISOString() };
  let answer;
  try {
    answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(fields) });
  } catch {
    return 'Without a network';
  }
  if (new URL(answer.url).pathname === '/sign-in') return 'Signed out: sign in again in another tab';
  if (answer.status >= 500 || answer.status === 403) {
    const problem = await answer.json().catch(() => null); // such as that somebody switched to another seller
    return problem?.detail?.replace(/\.$/, '') ?? `The server answered ${answer.status}: load this page again`;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const said = page.querySelector('[role=alert]:not([hidden])');
  if (!answer.ok) refuse(scan, said?.textContent ?? `The server answered ${answer.status}.`);
  document.getElementById('found').replaceWith(page.getElementById('found') ?? document.getElementById('found'));
  say(answer.ok ? `${scan.code} × ${scan.units}: ${page.getElementById('done')?.textContent ?? 'Kept.'}` : '');
  return null;
};

// One after the other, in the order in which they were scanned.
const flush = async () => {
  if (sending) return;
  sending = true;
  try {
    for (let scan = kept()[0]; scan; scan = kept()[0]) {
      const why = await send(scan);
      if (why) {
        const count = kept().length;
        say(`${why}. ${count} ${count === 1 ? 'scan is' : 'scans are'} kept in this browser and sent later.`);
        break;
      }
      keep(kept().filter(other => other.scan !== scan.scan));
    }
  } finally {
    sending = false;
  }
};

const take = code => {
  const scan = { scan: newId(), code, units: form.elements.units.value, scanned_at: new Date().toISOString() };
  const recount = form.elements.recount;
  if (recount?.checked) scan.recount = 'true';
  keep([...kept(), scan]);
  if (recount) recount.checked = false;
  form.elements.code.value = '';
  form.elements.units.value = '1';
  form.elements.code.focus();
  flush();
};

if (form.elements.code) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    event.stopPropagation();
    take(form.elements.code.value.trim());
  });
}
window.addEventListener('online', flush);
setInterval(() => { if (kept().length) flush(); }, 10_000);
showRefused();
flush();

// A file is shown before it is sent.
document.getElementById('file')?.addEventListener('change', async event => {
  const [file] = event.target.files;
  if (file) document.getElementById('lines').value = await file.text();
});

// The same code counts again once it was out of sight for a moment.
const SIGHT_MILLIS = 1_500;
const camera = document.getElementById('camera');
const video = document.getElementById('viewfinder');
if (camera && 'BarcodeDetector' in window && navigator.mediaDevices) camera.hidden = false;
camera?.addEventListener('click', async () => {
  if (video.srcObject) {
    video.srcObject.getTracks().forEach(track => track.stop());
    video.srcObject = null;
    video.hidden = true;
    camera.textContent = 'Use the camera';
    return;
  }
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  } catch (problem) {
    say(`The camera cannot be used: ${problem.message}.`);
    return;
  }
  video.hidden = false;
  camera.textContent = 'Stop the camera';
  await video.play();
  const detector = new BarcodeDetector();
  const seen = new Map();
  const look = async () => {
    if (!video.srcObject) return;
    const now = performance.now();
    for (const { rawValue } of await detector.detect(video)) {
      if (now - (seen.get(rawValue) ?? -Infinity) > SIGHT_MILLIS) take(rawValue);
      seen.set(rawValue, now);
    }
    setTimeout(look, 150);
  };
  look();
});
