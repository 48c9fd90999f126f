package org.caravanserai.audit;

/** A block as the database has it. */
record StoredBlock(long seq, long block, int rows, byte[] rowsHash, byte[] previous, byte[] hash) {}
