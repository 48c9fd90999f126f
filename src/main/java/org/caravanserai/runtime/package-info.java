/**
 * The running hub: embedded PostgreSQL and Artemis or the external ones, the web servers, the ordered start and the
 * graceful stop, and the wiring of the domains into the Camel registry.
 */
package org.caravanserai.runtime;
