// A file that is too large is told before it travels; without script the server says it.
document.addEventListener('change', ({ target }) => {
  if (!target.dataset.maxBytes) return;
  const [file] = target.files;
  const isTooLarge = file && file.size > Number(target.dataset.maxBytes);
  target.setCustomValidity(isTooLarge ? target.dataset.tooLarge : '');
  if (isTooLarge) target.reportValidity();
});
