// The dialog of a picture: one that lies beside the text or a new one, never without words for those who do not see it.
import { insertBlock } from "./writing-text.js";

const HEAVIEST = 3 * 1024 * 1024;

export function wirePictures(form, area) {
  const dialog = document.getElementById("dialog_picture");
  const [choices, upload, alt, caption, error] = ["[data-picture-choices]", "#picture_upload", "#picture_alt", "#picture_caption", "[data-dialog-error]"]
    .map((selector) => dialog.querySelector(selector));

  async function load(options = {}) {
    try {
      const answer = await fetch(form.dataset.picturesUrl, { ...options, headers: { "X-Requested-With": "fetch" } });
      const data = await answer.json();
      error.textContent = (data.errors ?? []).join(" ");
      if (data.pictures) show(data.pictures, data.chosen);
    } catch {
      error.textContent = error.dataset.failed;
    }
  }

  function show(pictures, chosen) {
    choices.replaceChildren(...pictures.map((picture) => choiceOf(picture, picture.name === chosen)));
    if (pictures.length === 0) choices.textContent = dialog.querySelector("[data-pictures]").dataset.empty;
  }

  upload.addEventListener("change", async () => {
    if (!upload.files[0]) return;
    if (upload.files[0].size > HEAVIEST) {
      error.textContent = error.dataset.tooHeavy;
      upload.value = "";
      return;
    }
    const data = new FormData();
    data.append("csrf_token", form.elements.csrf_token.value);
    data.append("picture", upload.files[0]);
    await load({ method: "POST", body: data });
    upload.value = "";
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter.value === "insert" && !choices.querySelector(":checked")) {
      event.preventDefault();
      error.textContent = error.dataset.dialogError;
      upload.focus();
    }
  });

  function prepare() {
    alt.value = caption.value = error.textContent = "";
    load();
  }

  function insert() {
    const name = choices.querySelector(":checked").value;
    const title = caption.value.trim() ? ` "${plain(caption.value).replaceAll('"', "”")}"` : "";
    insertBlock(area, `![${plain(alt.value)}](${name}${title})`);
  }

  return { prepare, insert };
}

function choiceOf(picture, isChosen) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "picture", value: picture.name, checked: isChosen });
  const image = Object.assign(document.createElement("img"), { src: picture.url, alt: "" });
  label.append(image, radio, ` ${picture.name}`);
  return label;
}

function plain(text) {
  return text.replace(/\s+/g, " ").replace(/[[\]]/g, "").trim();
}
