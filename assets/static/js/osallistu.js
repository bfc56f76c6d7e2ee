/* Osallistu. SPDX-License-Identifier: EUPL-1.2
   Everything works without this file; it only helps while one writes.
   moderation/checks.py has the same rules for personal data: change both. */
(() => {
  "use strict";

  const CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  const CENTURIES = { "+": 1800, "-": 1900, U: 1900, V: 1900, W: 1900, X: 1900, Y: 1900 };
  // Old tablets know no look-behind: what stands before is matched, and left out by `find`.
  const IDENTITY_CODE = /(^|[^0-9A-Z])(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Z])(?![0-9A-Z])/gi;
  const EMAIL = /(^|[^\p{L}\p{N}_.+-])[\p{L}\p{N}_.+-]+@[A-ZÅÄÖ0-9](?:[A-ZÅÄÖ0-9-]*[A-ZÅÄÖ0-9])?(?:\.[A-ZÅÄÖ0-9](?:[A-ZÅÄÖ0-9-]*[A-ZÅÄÖ0-9])?)+/giu;
  // +358, 00358 or a leading 0, then digits in groups; not within a date (1.2.) or a decimal (0,5).
  const PHONE = /(^|[^\p{L}\p{N}_+.,/-])(?:(?:\+|00)358[ -]?(?:\(0\)[ -]?)?|\(?0)\d{1,4}\)?(?:[ -]?\d{2,8}){1,5}(?![\p{L}\p{N}_/-]|[.,:]\d)/gu;

  const isDate = (day, month, year) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  };

  const isIdentityCode = ([, , day, month, year, sign, number, check]) => {
    const century = CENTURIES[sign.toUpperCase()] || 2000;
    const right = CHECK_CHARACTERS[Number(day + month + year + number) % 31];
    return isDate(Number(day), Number(month), century + Number(year)) && right === check.toUpperCase();
  };

  const isPhone = (match) => {
    const digits = match[0].replace(/\D/g, "").length;
    return digits >= 7 && digits <= 14;
  };

  const RULES = [
    ["identity-code", IDENTITY_CODE, isIdentityCode],
    ["email", EMAIL, () => true],
    ["phone", PHONE, isPhone],
  ];

  /* The names of what the text seems to hold. What an earlier rule has found is no later one's. */
  const find = (text) => {
    const found = [];
    for (const [name, pattern, holds] of RULES) {
      for (const match of text.matchAll(pattern)) {
        const end = match.index + match[0].length;
        const start = match.index + match[1].length;
        const free = found.every((other) => end <= other.start || other.end <= start);
        if (free && holds(match)) found.push({ name, start, end });
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

  /* 5. Some browsers skip `autofocus` on what is no field. */
  const summary = document.querySelector("main [autofocus]");
  if (summary && document.activeElement !== summary) summary.focus();
})();
