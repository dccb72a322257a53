// The dialogs of the toolbar: where a link leads, a box, a value, a picture. Each gives the place in the text back when it closes.
import { wireLinks } from "./writing-links.js";
import { wirePictures } from "./writing-pictures.js";
import { insertBlock, replace } from "./writing-text.js";

export function wireDialogs(form, area) {
  let place = [0, 0];
  const wired = {
    dialog_link: wireLinks(form, area),
    dialog_box: { insert: insertBox },
    dialog_variable: { insert: insertVariable },
    dialog_picture: wirePictures(form, area),
  };
  for (const [id, { insert }] of Object.entries(wired)) {
    const dialog = document.getElementById(id);
    dialog.addEventListener("close", () => {
      area.focus();
      area.setSelectionRange(...place);
      if (dialog.returnValue === "insert") insert(area, dialog);
    });
  }
  return {
    open(id) {
      const dialog = document.getElementById(id);
      place = [area.selectionStart, area.selectionEnd];
      dialog.returnValue = "";
      wired[id].prepare?.(area.value.slice(...place));
      dialog.showModal();
    },
  };
}

function insertBox(area, dialog) {
  const kind = dialog.querySelector("[name=kind]:checked").value;
  const title = dialog.querySelector("#box_title");
  const words = area.value.slice(area.selectionStart, area.selectionEnd).trim() || "…";
  const text = `!!! ${kind} "${title.value.trim().replaceAll('"', "”")}"\n${words.split("\n").map((line) => `    ${line}`).join("\n")}`;
  title.value = "";
  if (words !== "…") replace(area, area.selectionStart, area.selectionEnd, "");
  insertBlock(area, text, words === "…" ? "…" : "");
}

function insertVariable(area, dialog) {
  const name = dialog.querySelector("[name=variable]:checked").value;
  replace(area, area.selectionStart, area.selectionEnd, `{{ ${name} }}`);
}
