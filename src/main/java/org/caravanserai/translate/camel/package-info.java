/** {@code hold:}, with which a route of 20-translate holds an order for a cause of its own. */
package org.caravanserai.translate.camel;
