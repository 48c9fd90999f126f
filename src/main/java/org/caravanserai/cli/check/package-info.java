/** What {@code ./hub check} looks at: settings, routes, recipes, mappings and fixtures, without a hub running. */
package org.caravanserai.cli.check;
