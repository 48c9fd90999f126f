/** The command line: one class per subcommand of {@code ./hub}. */
package org.caravanserai.cli;
