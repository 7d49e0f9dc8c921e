// The only place that names the libraries' versions, beside the style sheet in index.html and the build.
export { h, render, Component, Fragment, createRef } from '/admin/lib/preact/10.26.4/dist/preact.module.js';
export { default as uPlot } from '/admin/lib/uplot/1.6.30/dist/uPlot.esm.js';
