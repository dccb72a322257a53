// Proposes the address of a new article while its title is typed, until somebody types an address.
import { makeAnchor } from "./writing-text.js";

const title = document.getElementById("new_title");
const slug = document.getElementById("new_slug");

if (title && slug) {
  let isOwn = slug.value !== "";
  title.addEventListener("input", () => { if (!isOwn) slug.value = title.value.trim() ? makeAnchor(title.value) : ""; });
  slug.addEventListener("input", () => { isOwn = slug.value !== ""; });
}
