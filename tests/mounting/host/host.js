document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector(".host-button");
  const menu = document.getElementById("host-menu");
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(menu.classList.toggle("is-open")));
  });
});
