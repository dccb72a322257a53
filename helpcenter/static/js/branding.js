// Says at once what the server would say after the upload: a file that is too heavy is not sent at all.
const form = document.getElementById("branding-form");
const logo = form?.querySelector('input[type="file"]');

function checkLogo() {
  const file = logo.files[0];
  const isTooHeavy = file && file.size > Number(form.dataset.maxBytes);
  logo.setCustomValidity(isTooHeavy ? form.dataset.tooHeavy : "");
  if (isTooHeavy) logo.reportValidity();
}

logo?.addEventListener("change", checkLogo);
