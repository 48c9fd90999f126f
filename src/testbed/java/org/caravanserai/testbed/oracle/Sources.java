package org.caravanserai.testbed.oracle;

import java.net.URI;

/**
 * Whom the oracle asks.
 *
 * @param databaseUrl JDBC address of the hub's database
 * @param databaseUser may read every table
 * @param sandbox address of the sandbox, like {@code http://127.0.0.1:4711}
 * @param warehouse address of the warehouse's ledger; null when there is no warehouse
 */
public record Sources(String databaseUrl, String databaseUser, String databasePassword, URI sandbox, URI warehouse) {}
