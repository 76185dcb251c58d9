/* MathJax's settings, read when it starts. */
window.MathJax = {
    TeX: { equationNumbers: { autoNumber: "AMS", useLabelIds: true } },
    tex2jax: {
        inlineMath: [["$", "$"], ["\\(", "\\)"]],
        displayMath: [["$$", "$$"], ["\\[", "\\]"]],
        processEscapes: true,
        processEnvironments: true,
    },
    "HTML-CSS": { availableFonts: [], imageFont: null, preferredFont: null, webFont: "STIX-Web" },
    displayAlign: "center",
    messageStyle: "none",
    showMathMenu: false,
};
