// Leaflet looks at its beginning whether a browser knows SVG. Whatever else would become HTML past lit-html is refused.
if ('trustedTypes' in window) {
  const { trustedTypes } = /** @type {any} */ (window)
  trustedTypes.createPolicy('default', {
    createHTML: (/** @type {string} */ text) => (text === '<svg/>' ? text : null),
  })
}
