// An article without script has everything; with it, the table of contents follows, links are copied, a change of language keeps the place.
import { followContents } from "./contents.js";
import { copyHeadingLinks } from "./heading-links.js";
import { keepPlaceInOtherLanguages } from "./language-place.js";

const place = followContents(document.querySelector("[data-contents]"));
copyHeadingLinks(document.querySelector(".prose"));
keepPlaceInOtherLanguages(document.querySelectorAll(".languages a"), place);
