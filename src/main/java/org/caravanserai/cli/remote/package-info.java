/** Commands that ask a running hub over its API. */
package org.caravanserai.cli.remote;
