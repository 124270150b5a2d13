// Keeps each slider and its number alike, and tells the form when something was moved.
"use strict";
(() => {
  const form = document.getElementById("settings");
  if (!form || !window.htmx) return;
  document.documentElement.classList.add("w-live");
  const PAUSE = 90; // milliseconds of rest after which a slider that is dragged asks
  let waiting = 0;

  const marks = () => {
    for (const range of form.querySelectorAll("[data-for]")) {
      const isMoved = document.getElementById(range.dataset.for).value !== range.dataset.plain;
      range.parentElement.classList.toggle("w-moved", isMoved);
    }
  };

  // On a phone the list is what people came for; the long tables of sliders open by a touch.
  if (window.matchMedia("(max-width: 760px)").matches) {
    for (const fold of form.querySelectorAll(".w-controls details")) fold.open = false;
  }

  const moved = () => {
    marks();
    clearTimeout(waiting);
    waiting = setTimeout(() => form.dispatchEvent(new Event("moved")), PAUSE);
  };

  form.addEventListener("input", (event) => {
    const from = event.target;
    if (from.type === "range") {
      document.getElementById(from.dataset.for).value = from.value;
      moved();
    }
  });

  form.addEventListener("change", (event) => {
    const from = event.target;
    if (from.type === "number") {
      if (!from.checkValidity()) return from.reportValidity();
      const range = form.querySelector(`[data-for="${from.id}"]`);
      if (range) range.value = from.value;
    }
    if (["number", "radio", "checkbox"].includes(from.type)) moved();
  });

  // The proposed title follows the settings, as long as nobody has typed another.
  const title = document.getElementById("save-title");
  if (title) {
    let proposed = title.defaultValue;
    const follow = () => {
      const next = document.getElementById("save-proposed")?.dataset.title ?? proposed;
      if (title.value === proposed) title.value = next;
      proposed = next;
    };
    new MutationObserver(follow).observe(title.form, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["data-title"],
    });
  }

  // A double click on a slider puts it back to where the scenario has it.
  form.addEventListener("dblclick", (event) => {
    const from = event.target;
    if (from.type !== "range") return;
    from.value = from.dataset.plain;
    document.getElementById(from.dataset.for).value = from.dataset.plain;
    moved();
  });
})();
