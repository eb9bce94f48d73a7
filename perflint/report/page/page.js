"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const form = document.getElementById("filter");
  const search = form.querySelector("input[type=search]");
  const levels = all("input[type=checkbox]", form);
  const selects = all("select", form);
  const output = form.querySelector("output");
  const nothing = document.getElementById("nothing");
  const notes = all(".note").map((element) => ({ element, data: element.dataset, shown: true, text: null }));
  const byId = new Map(notes.map((note) => [note.element.id, note]));
  const lit = all(".lit").map((element) => ({ element, notes: element.dataset.n.split(" ").map((n) => byId.get("n" + n)) }));
  const marks = all(".mark").map((element) => ({ element, note: byId.get(element.hash.slice(1)) }));
  const groups = [".project", ".table", ".file"].map((selector) =>
    all(selector).map((element) => ({ element, notes: all(".note", element).map((note) => byId.get(note.id)) })));
  const clean = all(".clean");

  // What the search looks at: the finding, and the heading of its project.
  const textOf = (note) => {
    if (note.text === null) {
      const project = note.element.closest(".project");
      const heading = project ? project.querySelector("h4").textContent : "";
      note.text = (note.element.textContent + " " + heading).toLowerCase();
    }
    return note.text;
  };

  const apply = () => {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(levels.filter((box) => box.checked).map((box) => box.value));
    const chosen = selects.filter((select) => select.value).map((select) => [select.dataset.key, select.value]);
    let count = 0;
    for (const note of notes) {
      const shown = wanted.has(note.data.s) && chosen.every(([key, value]) => note.data[key] === value)
        && words.every((word) => textOf(note).includes(word));
      if (shown !== note.shown) {
        note.shown = shown;
        note.element.hidden = !shown;
      }
      count += shown ? 1 : 0;
    }
    const narrowed = count < notes.length;
    for (const group of groups.flat()) {
      group.element.hidden = narrowed && !group.notes.some((note) => note.shown);
    }
    for (const cell of lit) {
      cell.element.classList.toggle("off", !cell.notes.some((note) => note.shown));
    }
    for (const mark of marks) {
      mark.element.hidden = !mark.note.shown;
    }
    for (const element of clean) {
      element.hidden = narrowed;
    }
    output.value = count + " / " + notes.length;
    nothing.hidden = count > 0 || notes.length === 0;
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const row of all(".row")) {
    row.addEventListener("click", () => {
      const select = selects.find((each) => each.dataset.key === row.dataset.key);
      if (select) {
        select.value = row.dataset.value;
      } else {
        search.value = row.dataset.value;
      }
      apply();
      form.scrollIntoView({ block: "start" });
    });
  }
  form.hidden = notes.length === 0;
  window.addEventListener("pageshow", apply);
})();
