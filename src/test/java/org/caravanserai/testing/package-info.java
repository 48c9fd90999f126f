/** What tests of several packages share. */
package org.caravanserai.testing;
