/* Outside Lab, links lead into this server's Lab; stock formgrader sends them to the hub's top. */
(function () {
    var inside = linkTo;
    linkTo = function (type, path) {
        if (window !== window.top) {
            return inside(type, path);
        }
        var server = base_url.replace(/\/formgrader$/, "");
        var target = path.split("/").map(encodeURIComponent).join("/").replace(/^\.\//, "");
        return function (_, element) {
            return $(element).attr("href", server + "/lab/tree/" + target).attr("target", "_blank")[0];
        };
    };
})();
