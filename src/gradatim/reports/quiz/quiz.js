(function () {
  "use strict";
  var tools = document.getElementById("tools"), score = document.getElementById("score");
  var questions = Array.prototype.slice.call(document.querySelectorAll(".q"));
  var state = {};
  tools.hidden = false;

  function tell(question, input) {
    var right = input.hasAttribute("data-r");
    var first = !(question.id in state);
    if (first) { state[question.id] = right; }
    question.querySelectorAll(".choice").forEach(function (label) {
      var own = label.querySelector("input");
      label.classList.toggle("right", own.checked && right);
      label.classList.toggle("wrong", own.checked && !right);
    });
    question.querySelector(".told").textContent = right
      ? (state[question.id] ? "Right." : "Right, at a later try.")
      : "No. Try again, or open the answer.";
    if (right) { question.querySelector("details").open = true; }
    count();
  }

  function count() {
    var topics = {}, right = 0, all = 0;
    questions.forEach(function (question) {
      if (!(question.id in state)) { return; }
      var name = question.getAttribute("data-t");
      topics[name] = topics[name] || [0, 0];
      topics[name][1] += 1; all += 1;
      if (state[question.id]) { topics[name][0] += 1; right += 1; }
    });
    var parts = Object.keys(topics).map(function (name) { return name + " " + topics[name][0] + " of " + topics[name][1]; });
    score.textContent = all ? right + " of " + all + " right at the first try: " + parts.join(", ") + "." : "No answer yet.";
  }

  function filter() {
    var difficulty = document.getElementById("difficulty").value, kind = document.getElementById("kind").value;
    questions.forEach(function (question) {
      question.hidden = Boolean((difficulty && question.getAttribute("data-d") !== difficulty) ||
        (kind && question.getAttribute("data-k") !== kind));
    });
  }

  // Arrow keys choose as they move from one choice to the next: that is looking, not answering. Enter or space answers.
  var moving = false;

  function choice(target) {
    return target.type === "radio" && target.closest(".q") ? target : null;
  }

  document.addEventListener("keydown", function (event) {
    moving = event.key.indexOf("Arrow") === 0;
    var input = choice(event.target);
    if (!input || (event.key !== "Enter" && event.key !== " ")) { return; }
    event.preventDefault();
    input.checked = true;
    tell(input.closest(".q"), input);
  });

  document.addEventListener("pointerdown", function () { moving = false; });

  document.addEventListener("change", function (event) {
    var input = choice(event.target);
    if (!input) { filter(); return; }
    if (!moving) { tell(input.closest(".q"), input); return; }
    input.closest(".q").querySelector(".told").textContent = "Enter answers.";
  });
})();
