/* SPDX-License-Identifier: EUPL-1.2
   Enhancement only: without it every act is a link or a form. Letter keys on links, buttons and radios are
   Wagtail's own w-kbd; here are only what it lacks: walking the rows, letters from a radio, a rule's words. */
(() => {
  "use strict";
  const config = document.getElementById("wagtail-config");
  const keysOn = !config || JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  const modified = (e) => e.ctrlKey || e.metaKey || e.altKey || e.isComposing;
  const typing = (el) => el.closest("textarea, select, [contenteditable=true], .w-dialog, input:not([type=checkbox]):not([type=radio])");

  // The list is swapped by Wagtail's search and filters: look for the rows at each key.
  const link = (row) => row.querySelector("h4 a");
  const box = (row) => row.querySelector("[name=m]");
  const open = { a: "approve", r: "reject" };
  const walk = (e, rows) => {
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (e.key === "j" || e.key === "k") {
      const to = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + (e.key === "j" ? 1 : -1)));
      link(rows[to]).focus({ preventScroll: true });
      // Wagtail scrolls smoothly: too slow for held keys.
      rows[to].scrollIntoView({ block: "nearest", behavior: "instant" });
      return true;
    }
    const tick = at < 0 ? null : box(rows[at]);
    if (e.key === "x" && tick) { tick.click(); return true; }
    // From a ticked row the bar is as many Tabs away as there are rows below it.
    const bar = document.querySelector(".desk-bulk button");
    if (e.key === "m" && bar && bar.offsetParent) { bar.focus(); return true; }
    if (at < 0 || !(open[e.key] || (e.key === "e" && document.querySelector("[data-desk-redacts]")))) return false;
    const url = new URL(link(rows[at]).href);
    if (e.key === "e") url.pathname += "peita/";
    else url.searchParams.set("decision", open[e.key]);
    window.location.assign(url);
    return true;
  };
  const showKeys = () => document.querySelectorAll("[data-desk-keys]").forEach((el) => { el.hidden = !keysOn; });
  showKeys();
  document.addEventListener("w-swap:success", showKeys);
  if (keysOn) document.addEventListener("keydown", (e) => {
    if (modified(e) || typing(e.target)) return;
    const rows = [...document.querySelectorAll("[data-desk-row]")];
    if (rows.length && walk(e, rows)) e.preventDefault();
  });

  // The bar under the list says how many are ticked; one box ticks the whole page.
  const boxes = () => [...document.querySelectorAll(".desk-row [name=m]")];
  const tell = () => {
    const title = document.querySelector("[data-desk-count]");
    if (!title) return;
    title.dataset.plain = title.dataset.plain || title.textContent;
    const n = boxes().filter((each) => each.checked).length;
    const all = document.querySelector("[name=which][value=all]");
    const words = title.dataset;
    title.textContent = all && all.checked ? words.all : n === 0 ? words.plain : n === 1 ? words.one : words.many.replace("#", n);
  };
  document.addEventListener("change", (e) => {
    if (!e.target.matches("[form=desk-many]")) return;
    const page = document.querySelector("[data-desk-all]");
    if (e.target === page) boxes().forEach((each) => { each.checked = page.checked; });
    else if (e.target.name === "m") page.checked = boxes().every((each) => each.checked);
    tell();
  });
  document.addEventListener("reset", (e) => {
    if (e.target.id !== "desk-many") return;
    setTimeout(() => { tell(); const first = document.querySelector("[data-desk-row] h4 a"); if (first) first.focus(); });
  });
  // A browser that goes back puts the ticks where they were.
  window.addEventListener("pageshow", tell);

  // A letter chooses without the focus: take it along, so that the choice is heard and Tab goes on to its fields.
  document.addEventListener("click", (e) => {
    if (e.target.matches(".desk-decide [type=radio]")) e.target.focus();
  });

  // Mousetrap is silent while a radio has focus: pass letters on from there.
  if (keysOn) document.addEventListener("keydown", (e) => {
    if (modified(e) || !e.target.matches("[type=radio]")) return;
    const to = document.querySelector(`[data-w-kbd-key-value="${CSS.escape(e.key)}"]`);
    if (to && !to.matches(":disabled")) { e.preventDefault(); to.click(); }
  });

  // A chosen rule brings its words, unless somebody has written over the last ones.
  document.querySelectorAll("[data-desk-words]").forEach((select) => {
    const target = document.getElementById(select.dataset.deskWords);
    const known = [...select.options].map((option) => option.dataset.words.trim());
    select.addEventListener("change", () => {
      if (!known.includes(target.value.trim())) return;
      target.value = select.selectedOptions[0].dataset.words;
      target.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  // Redaction: a tick changes what others see at once, and selected words go into the field.
  const redact = document.querySelector("[data-desk-redact]");
  if (redact) {
    const show = (box) => redact.querySelectorAll(`[data-desk-gone="${box.dataset.deskCut}"], [data-desk-mark="${box.dataset.deskCut}"]`).forEach((el) => el.toggleAttribute("data-off", !box.checked));
    // A browser that goes back ticks boxes as they were left.
    redact.querySelectorAll("[data-desk-cut]").forEach(show);
    redact.addEventListener("change", (e) => { if (e.target.dataset.deskCut) show(e.target); });
    const pick = redact.querySelector("[data-desk-pick]");
    redact.addEventListener("mouseup", (e) => {
      if (!e.target.closest("[data-desk-source]")) return;
      const words = String(window.getSelection()).replace(/\s+/g, " ").trim();
      if (words) pick.value = words;
    });
  }
  // Signature sheets: Enter goes to the next row, and from the last one to the button.
  document.querySelectorAll("[data-paper-sheet]").forEach((sheet) => sheet.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || modified(e) || !e.target.matches("input, select")) return;
    e.preventDefault();
    const rows = [...sheet.children];
    const next = rows[rows.findIndex((row) => row.contains(e.target)) + 1];
    (next || sheet.parentElement.lastElementChild).querySelector("input, button").focus();
  }));

  // Said aloud when it has changed, not each time that it is written anew.
  const said = (el) => el.textContent.replace(/\s+/g, " ").trim();
  document.addEventListener("w-swap:success", () => document.querySelectorAll("[data-desk-live]").forEach((live) => {
    const words = said(document.querySelector(live.dataset.deskLive));
    if (live.textContent !== words) live.textContent = words;
  }));

  // What was done on the page before; a screen reader says what changes here, not what is here from the start.
  setTimeout(() => {
    document.querySelectorAll("[data-desk-say]").forEach((live) => {
      const { deskSay, deskOnce } = live.dataset;
      if (sessionStorage.getItem("desk-said") === deskOnce) return;
      sessionStorage.setItem("desk-said", deskOnce);
      live.textContent = deskSay;
    });
    const list = document.querySelector(".desk") && document.querySelector(".messages ul");
    if (list) list.append(...list.children);
  }, 500);

  const notice = document.querySelector("[data-desk-focus]");
  if (notice) notice.focus();
})();
