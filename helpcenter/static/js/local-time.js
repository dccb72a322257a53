// Moments are written in the house's time; here they are shown in the reader's own.
const format = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "long",
  timeStyle: "short",
});
const zone = new Intl.DateTimeFormat(document.documentElement.lang, { timeZoneName: "short" });

function zoneName(moment) {
  return zone.formatToParts(moment).find((part) => part.type === "timeZoneName").value;
}

for (const element of document.querySelectorAll("time[datetime]")) {
  const moment = new Date(element.dateTime);
  element.textContent = `${format.format(moment)} (${zoneName(moment)})`;
}
