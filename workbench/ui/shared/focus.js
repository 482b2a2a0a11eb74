// Put the focus, once, on a heading that has just come onto the page or on the field of a form that
// is at fault: a person at the keyboard or with a screen reader is then where the work goes on, and
// not at a button that is gone. What is wanted may come or unfold a moment later.
const TRIES = 100;

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector('[data-focus-number]');
  if (!(data.claim || data.field) || place.dataset.focusNumber === data.number) return;
  place.dataset.focusNumber = data.number;
  const go = data.field ? () => toField(data.field) : () => toHeading(data.claim);
  let tries = 0;
  const look = () => {
    if (!go() && (tries += 1) < TRIES) setTimeout(look, 50);
  };
  look();
}

function toHeading(name) {
  const heading = [...document.querySelectorAll('[data-heading-of]')].find(
    (each) => each.dataset.headingOf === name,
  );
  if (!heading) return false;
  heading.focus({ preventScroll: true });
  heading.closest('[data-testid=stMain]')?.scrollTo({ top: 0 });
  return true;
}

function toField(key) {
  const part = document.querySelector(`.st-key-${CSS.escape(key)}`);
  if (!part) return false;
  const field = part.querySelector('input, textarea') || part;
  if (field === part) part.tabIndex = -1;
  field.focus();
  if (document.activeElement !== field) return false;
  const card = field.closest('[class*="st-key-prior_"]'); // the open form would cover its lower end
  if (card) card.scrollIntoView({ block: 'center' });
  else field.scrollIntoView({ block: 'nearest' });
  return true;
}
