// Keeps each slider and its number alike, tells the form when something was moved, and undoes.
"use strict";
(() => {
  const form = document.getElementById("settings");
  if (!form || !window.htmx) return;
  document.documentElement.classList.add("w-live");
  const PAUSE = 90; // milliseconds of rest after which a slider that is dragged asks
  let waiting = 0;

  // What sticks to the top has its own height at every width and state; all else begins below it.
  const top = document.getElementById("top");
  const isStuck = () => getComputedStyle(top).position === "sticky";
  new ResizeObserver(() => {
    const height = isStuck() ? top.offsetHeight : 0;
    document.documentElement.style.setProperty("--w-top", `${height}px`);
  }).observe(top);

  const marks = () => {
    for (const range of form.querySelectorAll("[data-for]")) {
      const isMoved = document.getElementById(range.dataset.for).value !== range.dataset.plain;
      range.parentElement.classList.toggle("w-moved", isMoved);
    }
  };

  // In one column the list is what people came for; the long tables of sliders open by a touch.
  if (window.matchMedia("(max-width: 959px)").matches) {
    for (const fold of form.querySelectorAll(".w-controls details")) fold.open = false;
  }

  const moved = () => {
    marks();
    clearTimeout(waiting);
    waiting = setTimeout(() => form.dispatchEvent(new Event("moved")), PAUSE);
  };

  // One movement of a slider is one step of the trail, however often it asks on its way.
  const goesOn = document.getElementById("goes-on");
  let isOver = true;
  document.addEventListener("htmx:after:history:push", () => { if (!isOver) goesOn.value = "yes"; });
  const begins = () => { goesOn.value = ""; };

  form.addEventListener("input", (event) => {
    const from = event.target;
    if (from.type === "range") {
      if (isOver) begins();
      isOver = false;
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
    isOver = true;
    if (["number", "radio", "checkbox"].includes(from.type)) { begins(); moved(); }
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
    begins();
    moved();
  });

  // Undo goes back in the history of the browser where that leads to the same, as Back does.
  const step = (link) => {
    const seen = window.navigation?.entries() ?? [];
    const way = link.dataset.step === "undo" ? -1 : 1;
    if (seen[(window.navigation?.currentEntry?.index ?? 0) + way]?.url !== link.href) return false;
    history.go(way);
    return true;
  };
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (link && step(link)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=range])")) return;
    const key = event.key.toLowerCase();
    const way = key === "z" && !event.shiftKey ? "undo" : key === "y" || key === "z" ? "redo" : "";
    const link = way && form.querySelector(`[data-step=${way}]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();
