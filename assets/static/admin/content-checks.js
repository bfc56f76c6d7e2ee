/* SPDX-License-Identifier: EUPL-1.2
   The house's checks for Wagtail's content checker, on pages that staff look at. What is wrong was found on the
   server (core/writing.py) and comes in the options; here it is only recognised. True means: nothing wrong. */
(() => {
  "use strict";
  const userbar = document.querySelector("wagtail-userbar");
  if (!userbar || !userbar.registerCheck) return;
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const bare = (text) => plain(text).toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  userbar.registerCheck("check-vague-link", (link, { texts }) => {
    return !texts.includes(bare(link.getAttribute("aria-label") || link.textContent));
  });

  userbar.registerCheck("check-long-sentence", (element, { sentences }) => {
    const holds = (node) => sentences.some((sentence) => plain(node.textContent).includes(sentence));
    // The innermost element is the one to show.
    return !holds(element) || [...element.querySelectorAll("p, li, dt, dd, h1, h2, h3, h4, span")].some(holds);
  });

  userbar.registerCheck("check-undescribed-picture", (picture, { pictures }) => {
    const file = decodeURIComponent(new URL(picture.src, document.baseURI).pathname.split("/").pop());
    const start = file.split(".")[0];
    // Wagtail cuts the name of a rendition at 60 signs.
    const isOf = (name) => file.startsWith(`${name}.`) || (file.length >= 60 && name.startsWith(start));
    return !pictures.some(({ name, alt }) => alt === picture.alt && isOf(name));
  });

  userbar.registerCheck("check-second-h1", (heading) => heading === document.querySelector("h1"));
})();
