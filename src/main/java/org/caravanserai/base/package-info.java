/** What every other package may use and that knows none of them: configuration, ids, time, JSON, secrets. */
package org.caravanserai.base;
