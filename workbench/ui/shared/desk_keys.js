// Keys that Streamlit has no widget for, the sheet that lists all keys, where the focus goes when
// another claim opens, and one live region that says what has changed.
// 1 to 9 and 0 tick the box that cites a statement; V goes to the verdict; ? opens the sheet.
// None fires while typing.
const TYPING = 'textarea, select, input:not([type=checkbox]):not([type=radio]), [contenteditable=true]';
const WAIT_FOR_CLAIM = 5000;

export default function ({ data, parentElement }) {
  // Streamlit calls this again with new data and does not end the call before.
  if (parentElement.wbEnd) parentElement.wbEnd();
  const live = parentElement.querySelector('[aria-live]');
  const sheet = parentElement.querySelector('dialog');
  if (live.dataset.told !== data.key) {
    live.dataset.told = data.key;
    live.textContent = data.say;
  }
  if (sheet.dataset.keys !== data.sheet) {
    sheet.dataset.keys = data.sheet;
    sheet.innerHTML = data.sheet;
  }
  const before = live.dataset.claim;
  live.dataset.claim = data.claim;
  const waiting = before && data.claim && before !== data.claim ? toClaim(data.claim) : null;

  // A native dialog keeps the focus inside, closes on Esc and gives the focus back where it was.
  const openSheet = () => {
    if (sheet.open || document.querySelector('[role=dialog]')) return;
    sheet.showModal();
    sheet.querySelector('#wb-keys-title').focus();
  };
  sheet.onclick = (event) => {
    if (event.target === sheet || event.target.closest('.wb-close')) sheet.close();
  };
  const onClick = (event) => {
    if (event.target.closest && event.target.closest('.wb-open-keys')) openSheet();
  };
  // Before everybody else: the page's own keys must not act behind the open sheet.
  const onAnyKey = (event) => {
    if (!sheet.open) {
      submitFromVerdict(event);
      return;
    }
    event.stopImmediatePropagation();
    if (event.key === '?') {
      event.preventDefault();
      sheet.close();
    }
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.composedPath()[0];
    if (target.closest && target.closest(TYPING)) return;
    if (document.querySelector('[role=dialog]')) return;
    if (event.key === '?') {
      event.preventDefault();
      openSheet();
    } else if (/^[0-9]$/.test(event.key)) {
      const number = event.key === '0' ? 10 : Number(event.key);
      const card = document.querySelector(`.st-key-prior_${number}`);
      const box = card && card.querySelector('input[type=checkbox]');
      if (!box) return;
      event.preventDefault();
      const folded = card.closest('details:not([open])');
      if (folded) folded.querySelector('summary').click();
      box.click();
      requestAnimationFrame(() => card.scrollIntoView({ block: 'nearest' }));
      live.textContent = `Statement ${number} ${box.checked ? 'cited' : 'not cited'}`;
    } else if (event.key.toLowerCase() === 'v') {
      const radios = [...document.querySelectorAll('.st-key-verdict_bar input[type=radio]')];
      const radio = radios.find((each) => each.checked) || radios[0];
      if (!radio) return;
      event.preventDefault();
      radio.focus();
    }
  };
  // The form opens as the focus enters it: then all of it belongs on the screen.
  const onFocus = (event) => {
    const bar = event.target.closest && event.target.closest('.st-key-verdict_bar');
    if (bar) requestAnimationFrame(() => bar.scrollIntoView({ block: 'nearest' }));
  };
  window.addEventListener('keydown', onAnyKey, true);
  document.addEventListener('focusin', onFocus);
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', onClick);
  parentElement.wbEnd = () => {
    if (waiting) waiting.disconnect();
    window.removeEventListener('keydown', onAnyKey, true);
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('keydown', onKey);
    document.removeEventListener('click', onClick);
  };
  return parentElement.wbEnd;
}

// The buttons of the verdict keep Enter to themselves, and with it the key that submits.
function submitFromVerdict(event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const bar = event.target.matches('input[type=radio]') && event.target.closest('.st-key-verdict_bar');
  const submit = bar && bar.querySelector('[class*="st-key-submit_"] button');
  if (!submit) return;
  event.preventDefault();
  submit.click();
}

// To the heading of the claim as soon as its card is drawn, unless somebody is paging with a button.
function toClaim(claim) {
  const go = () => {
    const heading = document.querySelector(`.wb-claim[data-claim="${CSS.escape(claim)}"] .wb-heading`);
    if (!heading) return false;
    const active = document.activeElement;
    if (!active || !active.closest('.st-key-claim_moves')) heading.focus();
    return true;
  };
  if (go()) return null;
  const watcher = new MutationObserver(() => go() && watcher.disconnect());
  watcher.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watcher.disconnect(), WAIT_FOR_CLAIM);
  return watcher;
}
