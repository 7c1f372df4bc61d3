(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var theme = document.getElementById("theme");
  if (theme) {
    theme.addEventListener("click", function () {
      var dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : window.matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    });
  }
  var boxes = document.querySelectorAll("input[data-party]");
  function pick() {
    var shown = {};
    boxes.forEach(function (box) { shown[box.dataset.party] = box.checked; });
    document.querySelectorAll("figure[data-pair]").forEach(function (figure) {
      var pair = figure.dataset.pair.split(" ");
      figure.hidden = !(shown[pair[0]] && shown[pair[1]]);
    });
  }
  boxes.forEach(function (box) { box.addEventListener("change", pick); });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    closed.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (details) { details.open = false; });
  });
})();
