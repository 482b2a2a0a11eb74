// Follows a click on a claim without loading the page anew, and keeps the current claim in view.
// The links are real ones: a middle click opens the claim in another tab.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.wb-article-root');
  if (root.dataset.html !== data.html) {
    root.innerHTML = data.html;
    root.dataset.html = data.html;
  }
  root.onclick = (event) => {
    const link = event.target.closest('a[data-claim]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    setTriggerValue('claim', link.dataset.claim);
  };
  if (root.dataset.current !== data.current) {
    root.dataset.current = data.current;
    const current = root.querySelector('.wb-span[aria-current]');
    if (current) current.scrollIntoView({ block: 'nearest' });
  }
}
