/* The list of submissions: autograding queues, and the list follows the queue. */
(function () {
    var LABELS = { queued: "queued", grading: "grading", failed: "grading failed" };
    var api = base_url + "/formgrader/api/";
    var states = {};
    var pending = null;

    function active(state) {
        return Boolean(state) && (state.state === "queued" || state.state === "grading");
    }

    function words(state) {
        if (state.state === "grading" && state.total) {
            return "grading " + state.done + " of " + state.total;
        }
        return LABELS[state.state];
    }

    function mark(view) {
        var state = states[view.model.get("student")];
        if (!state || !LABELS[state.state]) {
            return;
        }
        var look = state.state === "failed" ? "label-danger" : "label-primary";
        view.$status.empty().append($("<span/>").addClass("label " + look).text(words(state)));
    }

    function summarise() {
        var counts = { queued: 0, grading: 0, failed: 0 };
        Object.keys(states).forEach(function (student) {
            var state = states[student].state;
            if (state in counts) {
                counts[state] += 1;
            }
        });
        var waiting = counts.queued + counts.grading;
        var text = waiting ? waiting + " still to grade (" + counts.grading + " being graded now)." : "";
        if (counts.failed) {
            text += " " + counts.failed + " could not be graded.";
        }
        $("#coursewright-progress").text(text);
    }

    function take(answer) {
        var before = states;
        states = answer.students || {};
        views.forEach(function (view) {
            var student = view.model.get("student");
            if (active(before[student]) && !active(states[student])) {
                view.model.fetch();
            } else {
                view.render();
            }
        });
        summarise();
        if (Object.keys(states).some(function (student) { return active(states[student]); })) {
            follow(700);
        }
    }

    function follow(delay) {
        window.clearTimeout(pending);
        pending = window.setTimeout(function () {
            $.ajax({
                url: api + "assignment/" + assignment_id + "/grading",
                dataType: "json",
                // the hub takes a background request without it for a person who has to log in
                headers: { "X-XSRFToken": getCookie("_xsrf") },
            })
                .done(take)
                .fail(function () { follow(3000); });
        }, delay);
    }

    function answered(response) {
        response = JSON.parse(response);
        if (response.success) {
            createModal("success-modal", response.queued ? "Queued for grading" : "Nothing queued", response.log);
        } else {
            createModal("error-modal", "Not queued", response.error);
        }
        follow(100);
    }

    var render = SubmissionUI.prototype.render;
    SubmissionUI.prototype.render = function () {
        render.call(this);
        mark(this);
    };
    SubmissionUI.prototype.autograde_success = function (response) {
        this.render();
        answered(response);
    };
    SubmissionUI.prototype.autograde_failure = function () {
        this.render();
        createModal("error-modal", "Not queued", "The course server did not answer. Try again in a minute.");
    };

    $(window).on("load", function () {
        $("#coursewright-autograde-all").on("click", function () {
            $.post(api + "assignment/" + assignment_id + "/autograde").done(answered).fail(function () {
                createModal("error-modal", "Not queued", "The course server did not answer. Try again in a minute.");
            });
        });
        follow(500);
    });
})();
