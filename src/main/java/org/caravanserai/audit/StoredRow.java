package org.caravanserai.audit;

import java.time.Instant;
import org.caravanserai.base.AuditRow;

/** A row as the database has it. */
record StoredRow(int pos, Instant at, AuditRow row, byte[] hash) {}
