// Put the focus on a heading that has just come onto the page, once: a person at the keyboard or
// with a screen reader is then at the next verdict and not at a button that is gone.
const TRIES = 60;

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector('[data-focus-number]');
  if (!data.claim || place.dataset.focusNumber === data.number) return;
  place.dataset.focusNumber = data.number;
  let tries = 0;
  const look = () => {
    const heading = [...document.querySelectorAll('[data-heading-of]')].find(
      (each) => each.dataset.headingOf === data.claim,
    );
    if (heading) {
      heading.focus({ preventScroll: true });
      heading.closest('[data-testid=stMain]')?.scrollTo({ top: 0 });
    } else if ((tries += 1) < TRIES) {
      setTimeout(look, 50);
    }
  };
  look();
}
