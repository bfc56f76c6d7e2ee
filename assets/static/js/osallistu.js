/* Osallistu. SPDX-License-Identifier: EUPL-1.2
   Everything works without this file; it only helps while one writes.
   moderation/checks/ has the same rules for personal data: change both. */
(() => {
  "use strict";

  const CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  const CENTURIES = { "+": 1800, U: 1900, V: 1900, W: 1900, X: 1900, Y: 1900, A: 2000, B: 2000, C: 2000, D: 2000, E: 2000, F: 2000 };
  // Old tablets know no look-behind: what stands before is matched, and left out by `find`.
  const IDENTITY_CODE = /(^|[^0-9])(\d\d)(\d\d)(\d\d)\s{0,2}([+\-\u2010-\u2013\u2212A-FU-Y])\s{0,2}(\d{3}) ?([0-9A-Z])(?![0-9A-ZÅÄÖ])/gi;

  const NAME = "(^|[^\\p{L}\\p{N}_.+-])[\\p{L}\\p{N}_.+-]{1,64}";
  const LABEL = "[A-Z0-9ÅÄÖ](?:[A-Z0-9ÅÄÖ-]{0,62}[A-Z0-9ÅÄÖ])?";
  const DOMAIN = `${LABEL}(?:\\.${LABEL}){1,8}`;
  const SPOKEN_DOMAIN = `${LABEL}(?: ?(?:\\.| piste | dot | punkt |[(\\[](?:piste|dot|punkt)[)\\]]) ?${LABEL}){1,3}`;
  const CLOSE_DOMAIN = `${LABEL}(?:(?:\\.| ?[(\\[](?:piste|dot)[)\\]] ?| piste | dot )${LABEL}){1,3}`;
  const BRACKETED = " ?[(\\[{<] ?(?:@|at|ät|a|miuku|miukumauku|snabel-a) ?[)\\]}>] ?";
  const CALLED = " (?:ät|miuku|miukumauku|snabel-a|ät-merkki) ";
  const PROVIDERS = "(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|luukku|suomi24|elisanet|kolumbus|saunalahti|welho|netti|inet|pp|telia|proton|protonmail|me)";
  const MAIL = "(?:(?:sähkö|s-?)?posti|e?-?mail|e?-?meili|e-post|mejl)";
  const PLATFORM = "(?:insta|twitter|x |facebook|fb |tiktok|some |somessa|seura|tili|käyttäj|kanava|threads|mastodon|youtube|follow)";
  const EMAILS = [
    `${NAME}@${DOMAIN}`,
    NAME + BRACKETED + SPOKEN_DOMAIN,
    NAME + CALLED + SPOKEN_DOMAIN,
    `${NAME} at ${PROVIDERS}(?:\\.| piste | dot )${LABEL}(?:\\.${LABEL}){0,2}`,
    `${NAME} at ${LABEL}(?: ?[(\\[](?:piste|dot)[)\\]] ?| piste | dot )${LABEL}`,
    `((?:^|[^\\p{L}\\p{N}_])${MAIL}[a-zåäö]{0,6}[ :]{1,3}(?:on |is |är )?)(?!(?:me|us) )[\\p{L}\\p{N}_.+-]{1,64} at ${CLOSE_DOMAIN}`,
    `(^|[^\\p{L}\\p{N}_.+-])\\p{L}[\\p{L}\\p{N}_+-]{0,30}[._][\\p{L}\\p{N}_.+-]{1,32} at ${CLOSE_DOMAIN}`,
    `${NAME}(?: @ |@ )${DOMAIN}`,
    `(^|[^\\p{L}\\p{N}_.+-])(?!${PLATFORM})[\\p{L}\\p{N}_.+-]{1,64} @${DOMAIN}`,
    `${NAME}@ ?${PROVIDERS}(?:\\.${LABEL})?(?![\\p{L}\\p{N}_-])`,
  ].map((pattern) => new RegExp(pattern, "giu"));

  // Mobile numbers, area numbers, and those with a country code; 112, 020, 0800 and the like are of services.
  const GAP = "(?: ?[\\-\\u2010-\\u2013] ?|[ \\u00a0])";
  const MOBILE_GAP = "(?: ?[\\-\\u2010-\\u2013] ?|\\s{1,2}|[.\\/*_])";
  const BEFORE = "(^|[^\\p{L}\\p{N}_+])";
  const AFTER = "(?![0-9]|[.,:\\-][0-9]|\\/[1-9])";
  const FINLAND = `(?:\\(?(?:\\+|00) ?358\\)?${GAP}?(?:\\(0\\)${GAP}?)?|\\(?0)`;
  const PHONES = [
    `${BEFORE}(?:${FINLAND}|358${GAP}?)(?:4[0-9]|50)\\)?(?:${MOBILE_GAP}?[0-9]){6,9}${AFTER}`,
    `${BEFORE}0 (?:4 [0-9]|5 0)(?:${GAP}[0-9]){6,8}(?! ?[0-9])`,
    `${BEFORE}04 [0-9]{2}(?! (?:19|20)[0-9]{2})(?: [0-9]{2}){2} [0-9]{3}(?![ .,:/-]?[0-9])`,
    `${BEFORE}${FINLAND}(?:[35689]|2(?!9)|1[3-9])\\)?${GAP}?[1-9](?:${GAP}?[0-9]){4,7}${AFTER}`,
    `${BEFORE}(?:${FINLAND}(?:[235689]|1[3-9])\\)?${GAP}0(?:${GAP}?0){5,7}|000${GAP}000${GAP}0000)${AFTER}`,
    `${BEFORE}(?:\\+|00(?=4[4-9]|372))(?!358)[1-9](?:${GAP}?\\(?[0-9]\\)?){8,13}${AFTER}`,
  ].map((pattern) => new RegExp(pattern, "gu"));
  const OTHER_NUMBER = /(?:(?:viite|tili|sarja|asiakas|tilaus|potilas|jäsen|diaari|lasku|kortti|lähetys|seuranta|tuote|laite|resepti|vakuutus|varaus|hakemu|päätö|ilmoitu|sopimu|maksu|kuit|paketti|rekisteri|tapau|asia|referens|kund|order|customer|reference|booking|invoice|faktura|tracking)[a-zåäö]{0,4}[ -]?(?:numero|nro|tunnus|tunniste|koodi|nummer|number)[a-zåäö]{0,5}|viite|dnro|y-tunnus|iban)(?: on| är| is)?[ :.]{0,3}[0-9 ]{0,25}$/i;
  const DATE_OR_HOURS = new RegExp(`^0[0-9]${GAP}(?:[0-9]{2}${GAP}(?:19|20)[0-9]{2}|[0-9]{2} [0-9]{2}${GAP}[0-9]{2})$|^0[0-9]{3}-20[0-9]{2}-[0-9]{3,4}$`);
  const BANK_ACCOUNT = /(^|[^0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[0-9]{4}){3,6}(?: ?[0-9]{1,3})?(?![0-9])/g;
  const LOOK_BACK = 60;

  const isDate = (day, month, year) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  };

  const isIdentityCode = ([, , day, month, year, sign, number, check]) => {
    const century = CENTURIES[sign.toUpperCase()] || 1900;
    const right = CHECK_CHARACTERS[Number(day + month + year + number) % 31];
    return isDate(Number(day), Number(month), century + Number(year)) && Number(number) > 1 && right === check.toUpperCase();
  };

  /* Where a match begins and ends, without what stood before it. */
  const span = (match) => ({ start: match.index + match[1].length, end: match.index + match[0].length });
  const apart = (one, other) => one.end <= other.start || other.end <= one.start;

  const isPhone = (match, text) => {
    const here = span(match);
    const before = text.slice(Math.max(0, here.start - LOOK_BACK), here.start);
    if (/[0-9][.,-]$|(^|[^0-9])[0-9]{1,2}\/$/.test(before) || OTHER_NUMBER.test(before)) return false;
    if (DATE_OR_HOURS.test(text.slice(here.start, here.end))) return false;
    return [...text.matchAll(BANK_ACCOUNT)].every((account) => apart(here, span(account)));
  };

  const RULES = [
    ["identity-code", IDENTITY_CODE, isIdentityCode],
    ...EMAILS.map((pattern) => ["email", pattern, () => true]),
    ...PHONES.map((pattern) => ["phone", pattern, isPhone]),
  ];

  /* The names of what the text seems to hold. What an earlier rule has found is no later one's. */
  const find = (text) => {
    const found = [];
    for (const [name, pattern, holds] of RULES) {
      for (const match of text.matchAll(pattern)) {
        const here = span(match);
        if (found.every((other) => apart(here, other)) && holds(match, text)) found.push({ name, ...here });
      }
    }
    return new Set(found.map((one) => one.name));
  };

  /* `act` once, when there has been a pause. */
  const afterPause = (act, pause) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, pause);
    };
  };

  /* 1. Warnings about personal data, written out by the server and hidden until they are needed. */
  const warn = (field) => {
    const region = document.querySelector(`[data-warnings-for="${field.id}"]`);
    if (!region) return;
    const check = () => {
      const found = find(field.value);
      for (const warning of region.querySelectorAll("[data-warning]")) {
        const hide = !found.has(warning.dataset.warning);
        if (warning.hidden !== hide) warning.hidden = hide;
      }
    };
    field.addEventListener("input", afterPause(check, 600));
    check();
  };

  /* 2. How many characters are left. Screen readers are told near the limit only. */
  const count = (line) => {
    const field = document.getElementById(line.dataset.countFor);
    const max = Number(line.dataset.max);
    if (!field || !max) return;
    const show = () => {
      // As the server counts: by code point, and a line break is sent as two characters.
      const length = [...field.value.replace(/\n/g, "\r\n")].length;
      const left = max - length;
      const near = left <= Math.max(20, max / 10);
      line.setAttribute("aria-live", near ? "polite" : "off");
      line.classList.toggle("over", left < 0);
      if (left < 0) line.textContent = line.dataset.over.replace("{count}", length);
      else if (left === 1) line.textContent = line.dataset.one;
      else line.textContent = line.dataset.other.replace(/\d+/, left);
    };
    field.addEventListener("input", afterPause(show, 300));
    show();
  };

  /* 3. A second press on the button, while the first is on its way, sends nothing. */
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const now = Date.now();
    if (now - (sent.get(event.target) || 0) < 5000) event.preventDefault();
    else if (!event.defaultPrevented) sent.set(event.target, now);
  });
  // Back from the next page: the form may be sent anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });

  for (const field of document.querySelectorAll("[data-check-personal-data]")) warn(field);
  for (const line of document.querySelectorAll("[data-count-for]")) count(line);

  /* 4. Titles to choose from while one types in a search box: ARIA's combobox with a list. */
  const combobox = (field) => {
    const list = document.createElement("ul");
    const told = document.createElement("p");
    let asked = new AbortController();
    let active = -1;
    list.id = `${field.id}-titles`;
    list.className = "search-titles";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.label);
    told.className = "visually-hidden";
    told.setAttribute("role", "status");
    field.after(list);
    field.form.append(told);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);

    const options = () => [...list.children];

    const point = (index) => {
      active = index;
      options().forEach((option, place) => option.setAttribute("aria-selected", place === index));
      const option = list.children[index];
      if (option) {
        field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else field.removeAttribute("aria-activedescendant");
    };

    const open = (yes) => {
      list.hidden = !yes;
      field.setAttribute("aria-expanded", yes);
      point(-1);
      if (!yes) told.textContent = "";
    };

    const option = ({ title, url }, place) => {
      const made = document.createElement("li");
      made.id = `${list.id}-${place}`;
      made.setAttribute("role", "option");
      made.dataset.url = url;
      made.textContent = title;
      return made;
    };

    const go = (chosen) => {
      location.href = chosen.dataset.url;
    };

    const ask = async () => {
      asked.abort();
      asked = new AbortController();
      const text = field.value.trim();
      if (text.length < 2) {
        open(false);
        return;
      }
      try {
        const url = `${field.dataset.titles}?q=${encodeURIComponent(text)}`;
        const response = await fetch(url, { signal: asked.signal });
        const { titles } = await response.json();
        if (document.activeElement !== field) return;
        list.replaceChildren(...titles.map(option));
        open(titles.length > 0);
        if (titles.length === 1) told.textContent = field.dataset.one;
        else if (titles.length) told.textContent = field.dataset.other.replace("{count}", titles.length);
      } catch {
        // Away, or no longer asked for: one can search without them.
      }
    };

    const keys = {
      ArrowDown: () => point(active + 1 < list.children.length ? active + 1 : -1),
      ArrowUp: () => point(active < 0 ? list.children.length - 1 : active - 1),
      Escape: () => open(false),
      Enter: () => active >= 0 && go(list.children[active]),
    };
    field.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "Enter" && active < 0) return;
      if (keys[event.key]) {
        event.preventDefault();
        keys[event.key]();
      } else point(-1);
    });
    field.addEventListener("input", afterPause(ask, 150));
    field.addEventListener("blur", () => {
      asked.abort();
      open(false);
    });
    // Before the field loses the focus, which would close the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("[role=option]");
      if (chosen) go(chosen);
    });
    open(false);
  };

  for (const field of document.querySelectorAll("[data-titles]")) combobox(field);

  /* 5. A tablet in a lobby: untouched for a while it begins anew, and the back button shows
     nothing of the last person. No page is left while the server does not answer: nobody
     would bring the tablet back from the browser's own error. */
  const tablet = (kiosk) => {
    const { home, idle } = kiosk.dataset;
    const offline = kiosk.querySelector("[data-offline]");
    let timer;
    let sure = false;
    const leaveIn = (seconds) => {
      clearTimeout(timer);
      timer = setTimeout(leave, seconds * 1000);
    };
    const ifAnswered = async (go) => {
      // A network that swallows everything says nothing for minutes.
      const late = new AbortController();
      const wait = setTimeout(() => late.abort(), 5000);
      const answered = await fetch(home, { method: "HEAD", cache: "no-store", signal: late.signal }).then((answer) => answer.ok, () => false);
      clearTimeout(wait);
      offline.hidden = answered;
      if (answered) go();
      else offline.scrollIntoView({ block: "center" });
      return answered;
    };
    const leave = async () => {
      // Not reset(), which brings back what the server has shown again.
      for (const field of kiosk.querySelectorAll("textarea")) field.value = "";
      if (!(await ifAnswered(() => location.replace(home)))) leaveIn(5);
    };
    for (const sign of ["input", "keydown", "pointerdown", "scroll"]) addEventListener(sign, () => leaveIn(idle));
    const send = (event) => {
      const { target: form, submitter } = event;
      if (sure || !form.requestSubmit) return;
      event.preventDefault();
      ifAnswered(() => {
        sure = true;
        form.requestSubmit(submitter);
      });
    };
    // Ahead of 3, which takes a form that was sent for sent.
    addEventListener("submit", send, true);
    addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || link.hash) return;
      event.preventDefault();
      ifAnswered(() => location.assign(link.href));
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) leave();
      const [arrival] = performance.getEntriesByType("navigation");
      const ticket = kiosk.querySelector("[name=ticket]");
      // Of the last person's answer: what the next one writes is not tied to it.
      if (ticket && arrival && arrival.type === "back_forward") ticket.value = "";
    });
    leaveIn(idle);
  };

  const kiosk = document.querySelector("[data-idle]");
  if (kiosk) tablet(kiosk);

  /* 6. Some browsers skip `autofocus` on what is no field. */
  const summary = document.querySelector("main [autofocus]");
  if (summary && document.activeElement !== summary) summary.focus();
})();
