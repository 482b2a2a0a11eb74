// Tab stops once at the timeline; arrow keys move from mark to mark, as the rows lie. What has the
// focus or the pointer is told in the line above, and Enter or a click opens it beside.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.wb-time-root');
  const live = parentElement.querySelector('.wb-time-told');
  if (root.dataset.html !== data.html) {
    root.innerHTML = data.html;
    root.dataset.html = data.html;
    delete root.dataset.selected;
  }
  const rows = [...root.querySelectorAll('.wb-time-row')].map((row) => [
    ...row.querySelectorAll('.wb-time-mark'),
  ]);
  const marks = rows.flat();
  const read = root.querySelector('.wb-time-read');
  const markOf = (event) => event.target.closest('.wb-time-mark');
  const enter = (mark) => marks.forEach((one) => { one.tabIndex = one === mark ? 0 : -1; });
  const tell = (event) => {
    const mark = markOf(event);
    if (mark && read) read.textContent = mark.getAttribute('aria-label');
  };
  const nearest = (row, mark) => row.reduce((best, one) =>
    Math.abs(one.dataset.at - mark.dataset.at) < Math.abs(best.dataset.at - mark.dataset.at) ? one : best);

  if (root.dataset.selected !== data.selected) {
    const first = root.dataset.selected === undefined;
    root.dataset.selected = data.selected;
    marks.forEach((one) => one.setAttribute('aria-pressed', String(one.dataset.statement === data.selected)));
    const mark = marks.find((one) => one.dataset.statement === data.selected);
    if (mark && read) read.textContent = mark.getAttribute('aria-label');
    if (first) enter(mark || marks[0]);
    else live.textContent = mark ? 'The statement is open.' : '';
  }
  root.onmouseover = tell;
  root.addEventListener('focusin', tell);
  root.onclick = (event) => {
    const mark = markOf(event);
    if (!mark) return;
    enter(mark);
    setTriggerValue('statement', mark.dataset.statement);
  };
  root.onkeydown = (event) => {
    const mark = markOf(event);
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    const number = rows.findIndex((row) => row.includes(mark));
    const row = rows[number];
    const place = row.indexOf(mark);
    const to = {
      ArrowLeft: () => row[place - 1],
      ArrowRight: () => row[place + 1],
      ArrowUp: () => rows[number - 1] && nearest(rows[number - 1], mark),
      ArrowDown: () => rows[number + 1] && nearest(rows[number + 1], mark),
      Home: () => row[0],
      End: () => row[row.length - 1],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const next = to();
    if (!next) return;
    enter(next);
    next.focus();
  };
  return () => root.removeEventListener('focusin', tell);
}
