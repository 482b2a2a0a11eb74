// Keys that Streamlit has no widget for, and one live region that says what has changed.
// 1 to 9 and 0 tick the box that cites a statement; V goes to the verdict. None fires while typing.
const TYPING = 'textarea, select, input:not([type=checkbox]):not([type=radio]), [contenteditable=true]';

export default function ({ data, parentElement }) {
  const live = parentElement.querySelector('[aria-live]');
  if (live.dataset.told !== data.key) {
    live.dataset.told = data.key;
    live.textContent = data.say;
  }
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.composedPath()[0];
    if (target.closest && target.closest(TYPING)) return;
    if (document.querySelector('[role=dialog]')) return;
    if (/^[0-9]$/.test(event.key)) {
      const number = event.key === '0' ? 10 : Number(event.key);
      const box = document.querySelector(`.st-key-prior_${number} input[type=checkbox]`);
      if (!box) return;
      event.preventDefault();
      box.click();
      box.closest(`.st-key-prior_${number}`).scrollIntoView({ block: 'nearest' });
      live.textContent = `Statement ${number} ${box.checked ? 'cited' : 'not cited'}`;
    } else if (event.key.toLowerCase() === 'v') {
      const radio = document.querySelector('.st-key-verdict_bar input[type=radio]');
      if (!radio) return;
      event.preventDefault();
      radio.focus();
    }
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
