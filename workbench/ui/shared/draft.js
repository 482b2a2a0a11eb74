// Keeps what is typed into the verdict form: it reaches the desk about a second later, while the
// form's own fields reach it only when they are sent. What cannot be delivered waits in this tab.
const EVERY = 1000;
const AGAIN = 5000;
const UNSENT = 'workbench-unsent-draft';

export default function ({ data, parentElement, setTriggerValue }) {
  // Streamlit calls this again with new data and does not end the call before.
  if (parentElement.wbEnd) parentElement.wbEnd();
  let known = JSON.stringify(data.kept);
  let timer = null;
  let ended = false;

  const of = (field, rest) => document.querySelector(`.st-key-${field}_${data.form} ${rest}`);
  const typed = () => {
    const why = of('rationale', 'textarea');
    const radios = [...document.querySelectorAll(`.st-key-choice_${data.form} input[type=radio]`)];
    if (!why || radios.length !== data.verdicts.length) return null;
    const chosen = radios.findIndex((radio) => radio.checked);
    const outside = of('outside', 'input');
    const boxes = document.querySelectorAll(`[class*="st-key-cite_${data.form}_"] input:checked`);
    const sure = document.querySelector(`.st-key-confidence_${data.form}`);
    const share = sure && `${sure.textContent} ${[...sure.querySelectorAll('input')]
      .map((input) => input.value).join(' ')}`.match(/(\d+) %/);
    return {
      verdict: chosen < 0 ? null : data.verdicts[chosen],
      rationale: why.value,
      cited: [...boxes].map((box) => box.closest('[class*="st-key-prior_"]')
        .querySelector('[data-statement]').dataset.statement),
      outside_evidence: outside ? outside.value : '',
      confidence: share ? Number(share[1]) / 100 : null,
    };
  };
  const tell = (words) => {
    const place = document.querySelector('.wb-kept');
    if (place) place.textContent = words;
  };
  const post = (body, leaving) => fetch(data.address, {
    method: 'POST',
    credentials: 'same-origin',
    keepalive: leaving,
    headers: { 'Content-Type': 'application/json', [data.header]: data.token },
    body,
  });
  const keep = async (leaving) => {
    clearTimeout(timer);
    timer = null;
    const fields = typed();
    const now = JSON.stringify(fields);
    if (fields === null || now === known) return;
    const body = JSON.stringify({
      person: data.person, claim: data.claim, seen_version: data.seen, ...fields,
    });
    let answer = null;
    try {
      answer = await post(body, leaving);
    } catch (error) { /* no connection */ }
    if (answer && answer.ok) {
      known = now;
      sessionStorage.removeItem(UNSENT);
      const { saved_at: at } = await answer.json();
      tell(at ? `Draft kept ${at} UTC` : '');
      return;
    }
    if (answer && (answer.status === 413 || answer.status === 422)) {
      tell((await answer.json()).problem);
      return;
    }
    sessionStorage.setItem(UNSENT, body);
    tell(answer && answer.status < 500 ? 'Draft not kept: sign in again in this tab'
      : 'Draft not kept yet: no connection');
    if (!ended && timer === null) timer = setTimeout(keep, AGAIN);
  };
  const soon = () => { if (timer === null) timer = setTimeout(keep, EVERY); };
  const leave = () => { if (document.visibilityState === 'hidden') keep(true); };
  const EVENTS = ['input', 'change', 'click', 'keyup'];
  EVENTS.forEach((name) => document.addEventListener(name, soon));
  document.addEventListener('visibilitychange', leave);
  deliver();

  // What this tab could not deliver before, after signing in again or getting the connection back.
  async function deliver() {
    const unsent = sessionStorage.getItem(UNSENT);
    if (!unsent) return;
    const { person, claim } = JSON.parse(unsent);
    if (person !== data.person) {
      sessionStorage.removeItem(UNSENT);
      return;
    }
    try {
      const answer = await post(unsent, false);
      if (!answer.ok) return;
      sessionStorage.removeItem(UNSENT);
      if (claim === data.claim && !ended) setTriggerValue('delivered', `${Date.now()}`);
    } catch (error) { /* the next time */ }
  }
  parentElement.wbEnd = () => {
    ended = true;
    clearTimeout(timer);
    EVENTS.forEach((name) => document.removeEventListener(name, soon));
    document.removeEventListener('visibilitychange', leave);
  };
  return parentElement.wbEnd;
}
