// Follows a click on a claim without loading the page anew, keeps the current claim in view, and
// offers words that are selected in the text as a claim of one's own: by its button or the key A.
// The links are real ones: a middle click opens the claim in another tab.
const TYPING = 'textarea, select, input:not([type=checkbox]):not([type=radio]), [contenteditable=true]';

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.wb-article-root');
  const around = root.parentElement;
  const offer = around.querySelector('.wb-offer') || newOffer(around);
  if (root.dataset.html !== data.html) {
    root.innerHTML = data.html;
    root.dataset.html = data.html;
  }
  root.onclick = (event) => {
    const link = event.target.closest('a[data-claim]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (selected(root)) return; // the end of a selection, not a click
    setTriggerValue('claim', link.dataset.claim);
  };
  if (root.dataset.current !== data.current) {
    root.dataset.current = data.current;
    const current = root.querySelector('.wb-span[aria-current]');
    if (current) bringIntoView(current);
  }
  const onSelection = () => {
    const chosen = data.adds ? selected(root) : null;
    offer.hidden = !chosen;
    if (!chosen) return;
    const box = chosen.range.getBoundingClientRect();
    const page = around.getBoundingClientRect();
    offer.style.top = `${box.bottom - page.top + 4}px`;
    const left = Math.min(box.left - page.left, page.width - offer.offsetWidth);
    offer.style.left = `${Math.max(0, left)}px`;
  };
  const choose = () => {
    const chosen = selected(root);
    if (!chosen) return;
    offer.hidden = true;
    document.getSelection().removeAllRanges();
    setTriggerValue('words', [chosen.start, chosen.end]);
  };
  offer.onmousedown = (event) => event.preventDefault(); // keeps the selection
  offer.onclick = choose;
  const onKey = (event) => {
    if (event.key.toLowerCase() !== 'a' || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target.closest && target.closest(TYPING)) return;
    if (document.querySelector('[role=dialog], dialog[open]')) return;
    if (!data.adds || !selected(root)) return;
    event.preventDefault();
    choose();
  };
  document.addEventListener('selectionchange', onSelection);
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('selectionchange', onSelection);
    document.removeEventListener('keydown', onKey);
  };
}

// Only the article's own pane moves: the claim's card beside it, or below, stays where it is.
function bringIntoView(current) {
  const pane = current.closest('[data-testid="stColumn"]');
  if (!pane) return;
  const box = pane.getBoundingClientRect();
  const place = current.getBoundingClientRect();
  if (place.top >= box.top && place.bottom <= box.bottom) return;
  pane.scrollTop += place.top - box.top - pane.clientHeight / 3;
}

function newOffer(around) {
  const offer = document.createElement('button');
  offer.type = 'button';
  offer.className = 'wb-offer';
  offer.hidden = true;
  offer.innerHTML = 'Add as a claim <kbd>A</kbd>';
  around.classList.add('wb-article-view');
  around.append(offer);
  return offer;
}

// The words selected in the text, in characters of the article, or null.
function selected(root) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = place(root, range.startContainer, range.startOffset);
  const end = place(root, range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : { range, start, end };
}

// Counts code points from where the paragraph says it begins; the claims' numbers are no text.
function place(root, node, offset) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const paragraph = element && element.closest('[data-start]');
  if (!paragraph || !root.contains(paragraph)) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  const words = before.cloneContents();
  words.querySelectorAll('.wb-mark').forEach((mark) => mark.remove());
  return Number(paragraph.dataset.start) + [...words.textContent].length;
}
