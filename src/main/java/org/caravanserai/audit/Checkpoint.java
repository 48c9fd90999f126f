package org.caravanserai.audit;

import java.time.Instant;

/**
 * Where the chain stood at some time, witnessed outside the database.
 *
 * @param genuine whether the hub's key signed it
 * @param where file and line it was read from
 */
public record Checkpoint(long seq, byte[] hash, Instant at, boolean genuine, String where) {}
