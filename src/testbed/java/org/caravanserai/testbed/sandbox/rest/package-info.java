/**
 * What REST channels have in common and no channel writes for itself: routes, bodies, parameters, lists and their pages,
 * refusals, entries that fail one by one. A channel gives the shapes.
 */
package org.caravanserai.testbed.sandbox.rest;
