// The form of an article without script does everything; with it: buttons that write Markdown, a preview that follows, words kept while typing.
import { keepDrafts } from "./writing-drafts.js";
import { wireDialogs } from "./writing-dialogs.js";
import { followTyping } from "./writing-preview.js";
import { wireToolbar } from "./writing-toolbar.js";

const form = document.querySelector("[data-editor]");
if (form) {
  const area = form.querySelector("#text_body");
  const dialogs = wireDialogs(form, area);
  wireToolbar(form.querySelector("[data-toolbar]"), area, dialogs);
  followTyping(form, area);
  keepDrafts(form);
}
