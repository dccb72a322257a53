// An article without script has everything; with it, the table of contents follows, links are copied, a change of language keeps the place.
import { followContents } from "./contents.js";
import { copyHeadingLinks } from "./heading-links.js";
import { keepPlace } from "./language-place.js";

const place = followContents(document.querySelector("[data-contents]"));
copyHeadingLinks(document.querySelector(".prose"));
// The switch in the header is reached from the top only: there the anchor that led here counts.
keepPlace(document.querySelectorAll(".languages a"), () => location.hash.slice(1));
keepPlace(document.querySelectorAll(".contents-languages a"), place);
